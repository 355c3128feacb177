import type { DuckDBAppender, DuckDBConnection, DuckDBType } from '@duckdb/node-api';
import type { Vector } from '@duckdb/node-bindings';
import { duckdb } from './bindings.js';
import type { ColumnData } from './column.js';
import { DuckDBDataChunk } from './duckdb.js';

/**
 * Appends batches of columns to a table. Numbers are copied a column at a time; row-by-row appending spends half of the
 * whole ingest in calls across the native border.
 */
export class TableAppender {
  /** Of the table's columns that are no computed ones. */
  readonly types: readonly DuckDBType[];
  readonly #appender: DuckDBAppender;
  readonly #chunk: DuckDBDataChunk;
  readonly #vectors: Vector[];

  private constructor(appender: DuckDBAppender) {
    this.#appender = appender;
    this.types = Array.from({ length: appender.columnCount }, (_, i) => appender.columnType(i));
    this.#chunk = DuckDBDataChunk.create(this.types);
    this.#vectors = this.types.map((_, i) => duckdb.data_chunk_get_vector(this.#chunk.chunk, i));
  }

  static async open(connection: DuckDBConnection, table: string): Promise<TableAppender> {
    return new TableAppender(await connection.createAppender(table));
  }

  /** Appends the first `rows` rows (at most BATCH_ROWS). @param columns of the table, in its order */
  append(columns: readonly ColumnData[], rows: number): void {
    if (rows === 0) return;
    const raw = this.#chunk.chunk;
    duckdb.data_chunk_reset(raw);
    duckdb.data_chunk_set_size(raw, rows);
    columns.forEach((column, i) => {
      writeVector(this.#vectors[i]!, column, rows);
    });
    this.#appender.appendDataChunk(this.#chunk);
  }

  close(): void {
    this.#appender.closeSync();
  }
}

/** Writes the first `rows` rows of a column into a vector that was empty. @param at the first one's place, a multiple of 64 */
export function writeVector(vector: Vector, column: ColumnData, rows: number, at = 0): void {
  if (column.kind !== 'id' && column.kind !== 'code') {
    const { buffer, byteOffset } = column.validity;
    const valid = validRows(column.validity, rows);
    // A vector that was reset is valid: each call across the border costs as much as copying the column.
    if (valid !== 'all') {
      duckdb.vector_ensure_validity_writable(vector);
      const bytes = ((rows + 63) >> 6) * 8;
      duckdb.copy_data_to_vector_validity(vector, at >> 3, buffer as ArrayBuffer, byteOffset, bytes);
      if (valid === 'none') return;
    }
  }
  if (column.texts === null) {
    const { data, byteOffset, bytesPerRow } = column;
    duckdb.copy_data_to_vector(vector, at * bytesPerRow, data, byteOffset, rows * bytesPerRow);
    return;
  }
  for (let row = 0; row < rows; row++) {
    const text = column.texts[row];
    if (text !== null && text !== undefined) duckdb.vector_assign_string_element(vector, at + row, text);
  }
}

/** Which of the rows have a value: in most columns of a batch none or all. */
function validRows(validity: Uint32Array, rows: number): 'none' | 'some' | 'all' {
  const rest = rows & 31;
  let any = rest === 0 ? 0 : validity[rows >> 5]! << (32 - rest);
  let every = rest === 0 ? -1 : validity[rows >> 5]! | (-1 << rest);
  for (let word = 0; word < rows >> 5; word++) {
    any |= validity[word]!;
    every &= validity[word]!;
  }
  return any === 0 ? 'none' : every === -1 ? 'all' : 'some';
}
