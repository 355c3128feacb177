import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  INTEGER,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { Column } from './column.js';
import type { ColumnKind } from './column-kinds.js';

const TYPES: Record<ColumnKind, DuckDBType> = {
  id: INTEGER,
  integer: INTEGER,
  bigint: BIGINT,
  timestamp: TIMESTAMP,
  double: DOUBLE,
  boolean: BOOLEAN,
  text: VARCHAR,
};

/**
 * Appends batches of columns to a table. Numbers are copied a column at a time; row-by-row appending spends half of the
 * whole ingest in calls across the native border.
 */
export class TableAppender {
  readonly #appender: DuckDBAppender;
  readonly #chunk: DuckDBDataChunk;
  readonly #vectors: duckdb.Vector[];

  private constructor(appender: DuckDBAppender, kinds: readonly ColumnKind[]) {
    this.#appender = appender;
    this.#chunk = DuckDBDataChunk.create(kinds.map((kind) => TYPES[kind]));
    this.#vectors = kinds.map((_, i) => duckdb.data_chunk_get_vector(this.#chunk.chunk, i));
  }

  /** @param kinds of the table's columns, in its order */
  static async open(connection: DuckDBConnection, table: string, kinds: readonly ColumnKind[]): Promise<TableAppender> {
    return new TableAppender(await connection.createAppender(table), kinds);
  }

  /** Appends the first `rows` rows (at most BATCH_ROWS). */
  append(columns: readonly Column[], rows: number): void {
    if (rows === 0) return;
    const raw = this.#chunk.chunk;
    duckdb.data_chunk_reset(raw);
    duckdb.data_chunk_set_size(raw, rows);
    columns.forEach((column, i) => {
      writeVector(this.#vectors[i]!, column, rows);
    });
    this.#appender.appendDataChunk(this.#chunk);
  }

  /** Makes what was appended visible to queries. */
  flush(): void {
    this.#appender.flushSync();
  }

  close(): void {
    this.#appender.closeSync();
  }
}

function writeVector(vector: duckdb.Vector, column: Column, rows: number): void {
  if (column.kind !== 'id') {
    const { buffer, byteOffset } = column.validity;
    duckdb.vector_ensure_validity_writable(vector);
    duckdb.copy_data_to_vector_validity(vector, 0, buffer as ArrayBuffer, byteOffset, ((rows + 63) >> 6) * 8);
  }
  if (column.texts === null) {
    duckdb.copy_data_to_vector(vector, 0, column.data, 0, rows * column.bytesPerRow);
    return;
  }
  for (let row = 0; row < rows; row++) {
    const text = column.texts[row];
    if (text !== null && text !== undefined) duckdb.vector_assign_string_element(vector, row, text);
  }
}
