import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import { duckdb } from './bindings.js';
import type { QueryFile } from './query-file.js';

/** One column of numbers: DOUBLE as Float64Array (NULL is NaN), INTEGER as Int32Array, BOOLEAN as 0 and 1. */
type Numbers = Float64Array | Int32Array | Uint8Array;

/** What a query gives, a column at a time. */
export interface NumberColumns {
  rows: number;
  doubles: (name: string) => Float64Array;
  integers: (name: string) => Int32Array;
  booleans: (name: string) => Uint8Array;
}

const KINDS = { DOUBLE: Float64Array, INTEGER: Int32Array, BOOLEAN: Uint8Array } as const;
const FIRST_CAPACITY = 1 << 14;
type Maker = (typeof KINDS)[keyof typeof KINDS];

/** Collects a streamed result column by column: no object a row, and no more memory than twice the columns. */
export async function readNumberColumns(result: DuckDBResult, query: QueryFile): Promise<NumberColumns> {
  const makers = makersOf(query);
  const values: Numbers[] = makers.map((make) => new make(FIRST_CAPACITY));
  let rows = 0;
  for await (const { chunk, count } of chunksOf(result)) {
    for (const [i, make] of makers.entries()) {
      if (rows + count > values[i]!.length) {
        const larger = new make(values[i]!.length * 2);
        larger.set(values[i]!);
        values[i] = larger;
      }
      copy(chunk, i, count, values[i]!, rows, query);
    }
    rows += count;
  }
  return view(values, rows, query);
}

/** Hands a streamed result over some thousand rows at a time. The arrays of a batch are used again for the next. */
export async function* numberBatches(result: DuckDBResult, query: QueryFile): AsyncGenerator<NumberColumns> {
  const makers = makersOf(query);
  let values: Numbers[] = [];
  for await (const { chunk, count } of chunksOf(result)) {
    if (count > (values[0]?.length ?? 0)) values = makers.map((make) => new make(count));
    for (const [i, column] of values.entries()) copy(chunk, i, count, column, 0, query);
    yield view(values, count, query);
  }
}

function makersOf({ name, columns }: QueryFile): Maker[] {
  return columns.map(({ name: column, type }) => {
    const make = KINDS[type as keyof typeof KINDS];
    if (make === undefined)
      throw new Error(`${name}.sql: ${column} is ${type}; by columns come DOUBLE, INTEGER, BOOLEAN`);
    return make;
  });
}

async function* chunksOf(result: DuckDBResult): AsyncGenerator<{ chunk: DuckDBDataChunk; count: number }> {
  for (;;) {
    const chunk = await result.fetchChunk();
    // Asking a chunk crosses the native border.
    const count = chunk?.rowCount ?? 0;
    if (chunk === null || count === 0) return;
    yield { chunk, count };
  }
}

function view(values: readonly Numbers[], rows: number, { name, columns }: QueryFile): NumberColumns {
  const column = <Kind extends Numbers>(wanted: string, kind: new (length: number) => Kind): Kind => {
    const found = values[columns.findIndex((declared) => declared.name === wanted)];
    if (!(found instanceof kind)) throw new Error(`${name}.sql has no column ${wanted} of that type`);
    return found.subarray(0, rows) as Kind;
  };
  return {
    rows,
    doubles: (wanted) => column(wanted, Float64Array),
    integers: (wanted) => column(wanted, Int32Array),
    booleans: (wanted) => column(wanted, Uint8Array),
  };
}

// A column at a time: an item of a vector that has nulls costs two BigInts.
function copy(
  { chunk }: DuckDBDataChunk,
  column: number,
  count: number,
  into: Numbers,
  at: number,
  { name, columns }: QueryFile,
): void {
  const vector = duckdb.data_chunk_get_vector(chunk, column);
  const bytes = duckdb.vector_get_data(vector, count * into.BYTES_PER_ELEMENT);
  into.set(numbersIn(into, bytes, count), at);
  const validity = duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8) as Uint8Array | null;
  if (validity === null) return;
  for (let i = 0; i < count; i++) {
    if ((validity[i >> 3]! & (1 << (i & 7))) !== 0) continue;
    if (!(into instanceof Float64Array)) throw new Error(`${name}.sql: ${columns[column]!.name} is NULL`);
    into[at + i] = Number.NaN;
  }
}

/** The bytes as numbers of the kind that `like` holds. */
function numbersIn(like: Numbers, { buffer, byteOffset }: Uint8Array, count: number): Numbers {
  return new (like.constructor as Maker)(buffer as ArrayBuffer, byteOffset, count);
}
