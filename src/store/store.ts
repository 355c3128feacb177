import type { DuckDBResult } from '@duckdb/node-api';
import { TableAppender } from './appender.js';
import { checkCondition, chooseRows, type RowChoice } from './choose-rows.js';
import { BATCH_ROWS, Column } from './column.js';
import type { ColumnKind } from './column-kinds.js';
import { compactInto } from './compact.js';
import { DuckDBConnection, DuckDBInstance } from './duckdb.js';
import { Inserter, type RowSource } from './inserter.js';
import { type NumberColumns, numberBatches, readNumberColumns } from './number-columns.js';
import { type StoreOptions, sizeSetting, takeDatabase } from './open-database.js';
import { plain } from './plain.js';
import { bound, loadQuery, type QueryFile } from './query-file.js';
import { Reader } from './reader.js';
import { prepareSchema, VIEWS } from './schema.js';
import type { ScratchFolder } from './scratch.js';
import { TextInserter, type TextSource } from './text-inserter.js';
import { Turns } from './turns.js';

export type Param = string | number | boolean | null;
/** Runs queries/NAME.sql; its header names the parameters and the columns. Counts arrive as numbers. */
export type RunQuery = <Row>(name: string, params?: Record<string, Param>) => Promise<Row[]>;
/** Runs a query of numbers, of millions of rows: by columns. */
export type ReadColumns = (name: string, params?: Record<string, Param>) => Promise<NumberColumns>;
/**
 * Runs such a query and hands its rows over some thousand at a time, for what need not be held at once. A batch holds until
 * the next is asked for. Whatever else is asked meanwhile waits until the last: whoever reads the rows must not wait for it.
 */
export type ReadBatches = (name: string, params?: Record<string, Param>) => AsyncIterable<NumberColumns>;
/**
 * Does the same with a query of the rows from $from_row to $to_row of the log, for one stretch of it after the other: while
 * the rows of one are looked at, DuckDB works on the next.
 */
export type ReadStretches = (name: string) => AsyncIterable<NumberColumns>;
/** The ways to ask a store. */
export interface Asking {
  query: RunQuery;
  columns: ReadColumns;
  batches: ReadBatches;
  stretches: ReadStretches;
  /** Counts the URLs that a cache is asked for once, for the questions that are asked within. */
  withCacheUrls<T>(ask: () => Promise<T>): Promise<T>;
}
/** A store whose requests can be counted ahead of many questions. */
export interface Counting extends Asking {
  countRequests(): Promise<void>;
}
/** One value of a row to append; null: none. */
export type Cell = string | number | null;

/** Some of DuckDB's row groups, which its threads share. */
const STRETCH_ROWS = 4 * 122_880;
/** With less, storing spills to the disk all the time. */
const LEAST_HELD_BYTES = 64 << 20;

/** The DuckDB that holds a log while it is analysed. */
export class Store implements Counting {
  #isInTransaction = false;
  readonly #inserter: Inserter;
  readonly #textInserter: TextInserter;
  /** An appender has this thread wait for the connection, which another one may have that waits for this thread. */
  readonly #storing = new Turns();
  /** DuckDB ends what a connection is still handing over where something else is asked of it. */
  readonly #asking = new Turns();

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly scratch: ScratchFolder,
    private readonly memoryBytes: number | null,
  ) {
    this.#inserter = new Inserter(connection);
    this.#textInserter = new TextInserter(connection);
  }

  /**
   * Opens a store: a new one, or a file that holds one.
   * @throws UserError for a file that is no store of this version or an older one, or that another process has open
   */
  static async open(options: StoreOptions = { place: 'memory', memoryBytes: null }): Promise<Store> {
    const { path, database, connection, scratch } = await takeDatabase(options);
    const store = new Store(
      new DuckDBInstance(database),
      new DuckDBConnection(connection),
      scratch,
      options.memoryBytes,
    );
    if (typeof options.place !== 'object') return store;
    try {
      await prepareSchema(store, path);
      for (const name of VIEWS) await store.run(name);
      return store;
    } catch (error) {
      store.close();
      throw error;
    }
  }

  readonly query: RunQuery = (name, params) => this.#query(name, params);

  async #query<Row>(name: string, params?: Record<string, Param>, isUrgent?: boolean): Promise<Row[]> {
    const file = loadQuery(name);
    const ask = async (): Promise<Row[]> => {
      const reader = await this.connection.runAndReadAll(file.sql, bound(file, params));
      return reader.getRowObjectsJS().map((row) => plain(row) as Row);
    };
    return this.#asking.in(ask, isUrgent);
  }

  readonly columns: ReadColumns = (name, params) =>
    this.#asking.in(async () => {
      const file = loadQuery(name);
      return readNumberColumns(await this.connection.stream(file.sql, bound(file, params)), file);
    });

  readonly batches: ReadBatches = (name, params) => this.#batches(loadQuery(name), params);

  async *#batches(file: QueryFile, params: Record<string, Param> | undefined): AsyncGenerator<NumberColumns> {
    const end = await this.#asking.take();
    try {
      yield* numberBatches(await this.connection.stream(file.sql, bound(file, params)), file);
    } finally {
      end();
    }
  }

  readonly stretches: ReadStretches = (name) => this.#stretches(loadQuery(name));

  async *#stretches(file: QueryFile): AsyncGenerator<NumberColumns> {
    // Whoever looks at rows is busy meanwhile: what else is asked can wait.
    const isUrgent = true;
    const [last] = await this.#query<{ rows: number }>('row_count', {}, isUrgent);
    const ask = (from_row: number): Promise<DuckDBResult> | null => {
      if (from_row >= last!.rows) return null;
      const to_row = from_row + STRETCH_ROWS;
      const result = this.#asking.in(() => this.connection.run(file.sql, { from_row, to_row }), isUrgent);
      // Whoever awaits it is told, but that is later.
      result.catch(() => {});
      return result;
    };
    let asked = ask(0);
    try {
      for (let from = STRETCH_ROWS; asked !== null; from += STRETCH_ROWS) {
        const result = await asked;
        asked = ask(from);
        yield* numberBatches(result, file);
      }
    } finally {
      // Whoever breaks off may ask something else at once.
      await asked?.catch(() => {});
    }
  }

  /** Runs the statements of queries/NAME.sql. */
  async run(name: string): Promise<void> {
    await this.connection.run(loadQuery(name).sql);
  }

  /** Runs queries/steps/NAME.sql, which changes the store: one statement where it has parameters. */
  async step(name: string, params?: Record<string, Param>): Promise<void> {
    const { sql } = loadQuery(`steps/${name}`);
    await (params === undefined ? this.connection.run(sql) : this.connection.run(sql, params));
  }

  /** Stores texts that wait for it, beside this thread, which hands them over. */
  insertTexts(table: string, source: TextSource): Promise<void> {
    return this.#storing.in(() => this.#textInserter.insert(table, source));
  }

  /** Has DuckDB hold less than its share of the memory, or all of it: 1. */
  async holdMemoryTo(share: number): Promise<void> {
    if (this.memoryBytes === null) return;
    const bytes = Math.min(this.memoryBytes, Math.max(LEAST_HELD_BYTES, this.memoryBytes * share));
    await this.step('limit_memory', { limit: sizeSetting(bytes) });
  }

  /** @throws UserError where the text is no condition on `requests` */
  checkCondition(condition: string): Promise<void> {
    return checkCondition(this.connection, condition);
  }

  /** Has the questions see the chosen requests alone, of those that are stored and committed by now. */
  choose(choice: RowChoice): Promise<void> {
    return chooseRows(this.connection, choice);
  }

  /** A way to ask beside whatever is read, narrowed by itself; to be closed ahead of the store. */
  async reader(): Promise<Reader> {
    return Reader.open(await this.instance.connect());
  }

  /** Counts the chosen requests, of those that are stored by now, once for all questions that need counts alone. */
  countRequests(): Promise<void> {
    return this.#asking.in(() => this.step('count_requests'));
  }

  async withCacheUrls<T>(ask: () => Promise<T>): Promise<T> {
    await this.#asking.in(() => this.step('count_cache_urls'));
    try {
      return await ask();
    } finally {
      await this.#asking.in(() => this.step('forget_cache_urls'));
    }
  }

  /** Breaks off what is asked: it rejects. */
  interrupt(): void {
    this.connection.interrupt();
  }

  /**
   * Stores rows that wait for it, beside this thread, which hands them over.
   * @param mostRows about so many, where more are waiting
   */
  insert(table: string, source: RowSource, mostRows = Number.POSITIVE_INFINITY): Promise<void> {
    return this.#storing.in(() => this.#inserter.insert(table, source, mostRows));
  }

  /** Appends whole rows: for small tables. */
  appendRows(table: string, kinds: readonly ColumnKind[], rows: readonly (readonly Cell[])[]): Promise<void> {
    return this.#storing.in(() => this.#append(table, kinds, rows));
  }

  async #append(table: string, kinds: readonly ColumnKind[], rows: readonly (readonly Cell[])[]): Promise<void> {
    const appender = await TableAppender.open(this.connection, table);
    const columns = kinds.map((kind) => new Column(kind));
    for (let from = 0; from < rows.length; from += BATCH_ROWS) {
      const batch = rows.slice(from, from + BATCH_ROWS);
      batch.forEach((row, i) => {
        for (const [j, column] of columns.entries()) setCell(column, i, row[j] ?? null);
      });
      appender.append(columns, batch.length);
    }
    appender.close();
  }

  /** What is appended until `commit` is stored as one: all of it or, after a crash, nothing. */
  async begin(): Promise<void> {
    await this.connection.run('BEGIN TRANSACTION');
    this.#isInTransaction = true;
  }

  async commit(): Promise<void> {
    await this.connection.run('COMMIT');
    this.#isInTransaction = false;
  }

  /** Undoes what was stored since `begin`. */
  async rollback(): Promise<void> {
    // A commit that failed, on a full disk for one, has undone it by itself; why it did is what the user is to see.
    await this.connection.run('ROLLBACK').catch(() => {});
    this.#inserter.forget();
    this.#textInserter.forget();
    this.#isInTransaction = false;
  }

  /** Does something wholly, or not at all: as a transaction, or as a part of the one that was begun. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isInTransaction) return work();
    await this.begin();
    try {
      const result = await work();
      await this.commit();
      return result;
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  /** Writes the store's file anew, without the room of what was deleted; the store can only be closed then. */
  compact(file: string): Promise<void> {
    return compactInto(this.connection, file);
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
    this.scratch.remove();
  }
}

/** Puts one value into a column. */
export function setCell(column: Column, row: number, cell: Cell): void {
  if (column.kind === 'text') column.setText(row, cell === null ? null : String(cell));
  else if (column.kind === 'id') column.setId(row, Number(cell ?? 0));
  else if (column.kind === 'code') column.setCode(row, Number(cell ?? 0));
  else column.setNumber(row, cell === null ? null : Number(cell));
}
