import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { TableAppender } from './appender.js';
import { BATCH_ROWS, Column } from './column.js';
import type { ColumnKind } from './column-kinds.js';
import { loadQuery } from './query-file.js';

export type Param = string | number | boolean | null;
/** Runs queries/NAME.sql; its header names the parameters and the columns. Counts arrive as numbers. */
export type RunQuery = <Row>(name: string, params?: Record<string, Param>) => Promise<Row[]>;
/** One value of a row to append; null: none. */
export type Cell = string | number | null;

/** The DuckDB that holds a log while it is analysed. */
export class Store {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  /** Opens an empty store in memory, with the tables of schema.sql and the views of views.sql. */
  static async open(): Promise<Store> {
    const instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    await connection.run(loadQuery('schema').sql);
    await connection.run(loadQuery('views').sql);
    return new Store(instance, connection);
  }

  readonly query: RunQuery = async <Row>(name: string, params?: Record<string, Param>): Promise<Row[]> => {
    const { sql, params: declared } = loadQuery(name);
    const bound = Object.fromEntries(declared.map((param) => [param.name, params?.[param.name] ?? null]));
    const reader = await this.#connection.runAndReadAll(sql, bound);
    return reader.getRowObjectsJS().map((row) => plain(row) as Row);
  };

  /** An appender for a table whose columns are of these kinds. */
  appender(table: string, kinds: readonly ColumnKind[]): Promise<TableAppender> {
    return TableAppender.open(this.#connection, table, kinds);
  }

  /** Appends whole rows: for small tables. */
  async appendRows(table: string, kinds: readonly ColumnKind[], rows: readonly (readonly Cell[])[]): Promise<void> {
    const appender = await this.appender(table, kinds);
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

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

/** Puts one value into a column. */
export function setCell(column: Column, row: number, cell: Cell): void {
  if (column.kind === 'text') column.setText(row, cell === null ? null : String(cell));
  else if (column.kind === 'id') column.setId(row, Number(cell ?? 0));
  else column.setNumber(row, cell === null ? null : Number(cell));
}

// DuckDB counts in 64 bits, which arrive as bigint; no count of log lines comes near 2^53.
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value as Record<string, DuckDBValue>).map(([key, v]) => [key, plain(v)]));
}
