import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { TableAppender, writeVector } from './appender.js';
import { duckdb } from './bindings.js';
import { BATCH_ROWS, type ColumnData } from './column.js';
import { DuckDBTableFunction, LIST } from './duckdb.js';
import { loadQuery } from './query-file.js';

/** Rows that wait for the database. */
export interface RowSource {
  /** How many. */
  readonly waiting: number;
  /** The next ones, at most BATCH_ROWS, by column in the table's order; null: none is left. They hold until the next call. */
  take(): { columns: readonly ColumnData[]; rows: number } | null;
}

/** Fewer are appended, which this thread does by itself: a statement takes as long as some thousand rows. */
const WORTH_A_STATEMENT = 8 * BATCH_ROWS;
/** Of a list in a vector: where its values begin, and how many there are, 64 bits each. */
const ENTRY_WORDS = 4;

/**
 * Stores rows in a thread of the database: packing them is half of the work of reading a log, and an appender does all of
 * it in the thread that calls. A batch goes there as a row of lists, so that many are handed over at once: whoever stores
 * does not wait for this thread again and again.
 */
export class Inserter {
  #source: RowSource | null = null;
  #left = 0;
  #types: TableAppender['types'] = [];
  #failure: unknown = null;
  #isRegistered = false;

  constructor(private readonly connection: DuckDBConnection) {}

  /**
   * Stores rows of a table by queries/steps/insert/TABLE.sql: as many as there are, but none behind the first batch with
   * which they are `mostRows`. Until then this thread must not stand still for the connection.
   */
  async insert(table: string, source: RowSource, mostRows: number): Promise<void> {
    const appender = await TableAppender.open(this.connection, table);
    this.#left = mostRows;
    if (Math.min(source.waiting, mostRows) < WORTH_A_STATEMENT) {
      for (let next = this.#take(source); next !== null; next = this.#take(source)) {
        appender.append(next.columns, next.rows);
      }
      appender.close();
      return;
    }
    this.#types = appender.types;
    appender.close();
    if (!this.#isRegistered) this.#register();
    this.#source = source;
    this.#failure = null;
    try {
      await this.connection.run(loadQuery(`steps/insert/${table}`).sql);
    } finally {
      this.#source = null;
    }
    if (this.#failure !== null) throw this.#failure;
  }

  /** To be called when a transaction was undone: what it declared is gone with it. */
  forget(): void {
    this.#isRegistered = false;
  }

  #register(): void {
    this.#isRegistered = true;
    this.connection.registerTableFunction(
      DuckDBTableFunction.create({
        name: 'waiting_rows',
        bindFunction: (info) => {
          if (this.#source === null) info.setError('no rows wait');
          for (const [i, type] of this.#types.entries()) info.addResultColumn(`c${i}`, LIST(type));
        },
        initFunction: (info) => info.setMaxThreads(1),
        mainFunction: (_, output) => {
          try {
            output.rowCount = this.#failure === null ? this.#hand(output) : 0;
          } catch (error) {
            this.#failure = error;
            output.rowCount = 0;
          }
        },
      }),
    );
  }

  #take(source: RowSource): ReturnType<RowSource['take']> {
    const next = this.#left > 0 ? source.take() : null;
    this.#left -= next?.rows ?? 0;
    return next;
  }

  /** @returns how many batches were handed over */
  #hand({ chunk }: DuckDBDataChunk): number {
    const source = this.#source!;
    const most = Math.min(BATCH_ROWS, Math.ceil(Math.min(this.#left, source.waiting) / BATCH_ROWS));
    const lists = this.#types.map((_, i) => duckdb.data_chunk_get_vector(chunk, i));
    for (const list of lists) duckdb.list_vector_reserve(list, most * BATCH_ROWS);
    const values = lists.map((list) => duckdb.list_vector_get_child(list));
    const entries = new Uint32Array(most * ENTRY_WORDS);
    let batches = 0;
    for (; batches < most; batches++) {
      const next = this.#take(source);
      if (next === null) break;
      const at = batches * BATCH_ROWS;
      entries[batches * ENTRY_WORDS] = at;
      entries[batches * ENTRY_WORDS + 2] = next.rows;
      next.columns.forEach((column, i) => {
        writeVector(values[i]!, column, next.rows, at);
      });
    }
    for (const list of lists) {
      duckdb.list_vector_set_size(list, batches * BATCH_ROWS);
      duckdb.copy_data_to_vector(list, 0, entries.buffer, 0, entries.byteLength);
    }
    return batches;
  }
}
