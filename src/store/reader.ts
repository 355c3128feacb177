import type { DuckDBConnection } from '@duckdb/node-api';
import { UserError } from '../errors.js';
import { chooseRows, type RowChoice } from './choose-rows.js';
import { plain } from './plain.js';
import { bound, loadQuery } from './query-file.js';
import type { Param, RunQuery } from './store.js';

/** What a reader narrows the log to; a key that is absent lets everything pass. */
export interface Narrowed {
  method?: string | null;
  /** null: requests that name no host. */
  host?: string | null;
  route?: string;
  client?: string;
  /** A browser's or a bot's name. */
  agent?: { name: string; isBot: boolean };
  cacheStatus?: string;
  /** First and last status. */
  status?: readonly [number, number];
  content?: 'static' | 'dynamic';
  servedBy?: 'nginx' | 'cache' | 'app' | 'unknown';
  /** Microseconds since 1970 UTC: the first moment that passes, and the first that does not any more. */
  timeUs?: readonly [number, number];
}

/** What a query gives. */
export interface Table {
  columns: readonly string[];
  /** By column. */
  rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
  /** Whether there are more rows. */
  isCut: boolean;
}

/** A connection of its own, beside what is written to the store meanwhile: sees what is committed, narrowed as it is told. */
export class Reader {
  private constructor(private readonly connection: DuckDBConnection) {}

  static async open(connection: DuckDBConnection): Promise<Reader> {
    const reader = new Reader(connection);
    await connection.run(loadQuery('analysis').sql);
    await reader.#note({});
    await connection.run(loadQuery('steps/narrow_facts').sql);
    return reader;
  }

  /** A row object costs time: between chunks whoever waits for a key press gets his turn. */
  readonly query: RunQuery = async <Row>(name: string, params?: Record<string, Param>): Promise<Row[]> => {
    const file = loadQuery(name);
    const result = await this.connection.stream(file.sql, bound(file, params));
    const rows: Row[] = [];
    for await (const some of result.yieldRowObjectJs()) for (const row of some) rows.push(plain(row) as Row);
    return rows;
  };

  /** Of what is stored by now. @param choice null: all requests */
  async narrow(choice: RowChoice | null, to: Narrowed): Promise<void> {
    if (choice !== null) {
      await chooseRows(this.connection, choice);
      await this.connection.run(loadQuery('steps/narrow_facts').sql);
    }
    await this.#note(to);
  }

  async #note(to: Narrowed): Promise<void> {
    const run = (step: string, params?: Record<string, Param>) =>
      this.connection.run(loadQuery(`steps/${step}`).sql, params);
    const agent = { agent: to.agent?.name ?? null };
    await run('note_last_agent');
    await run('note_agents', { ...agent, agent_is_bot: to.agent?.isBot ?? null });
    await run('note_narrowing', {
      ...agent,
      method: to.method ?? null,
      host_told: to.host !== undefined,
      host: to.host ?? null,
      route: to.route ?? null,
      client: to.client ?? null,
      cache_status: to.cacheStatus ?? null,
      status_from: to.status?.[0] ?? null,
      status_to: to.status?.[1] ?? null,
      content: to.content ?? null,
      served_by: to.servedBy ?? null,
      since_us: to.timeUs?.[0] ?? null,
      until_us: to.timeUs?.[1] ?? null,
    });
  }

  /** Has the user's queries see views for people: of the requests that pass the choice, where there is one. */
  async showViews(choice: RowChoice | null): Promise<void> {
    if (choice !== null) {
      await chooseRows(this.connection, choice);
      await this.connection.run(loadQuery('steps/show_chosen_requests').sql);
    }
    await this.connection.run(loadQuery('steps/show_free_views').sql);
  }

  /**
   * What a query of the user's gives: at most so many rows, each value as text or number. It can only read: DuckDB's parser
   * takes nothing but a SELECT here.
   * @throws UserError with DuckDB's reason
   */
  async table(sql: string, most: number): Promise<Table> {
    const parsed = await this.connection.runAndReadAll(loadQuery('parsed_statement').sql, { statement: sql });
    const tree = JSON.parse(String(parsed.getRowObjectsJS()[0]!.tree)) as {
      error: boolean;
      error_message?: string;
      position?: string;
      statements?: unknown[];
    };
    if (tree.error) {
      if (tree.position === undefined) throw refused('Only a query is run: nothing is changed, and no file written');
      throw refused(`${tree.error_message}${placeOf(sql, Number(tree.position))}`);
    }
    if (tree.statements?.length === 0) throw refused('There is no query');
    if (tree.statements?.length !== 1) throw refused('It is more than one query');
    try {
      const result = await this.connection.stream(sql);
      const columns = result.deduplicatedColumnNames();
      const rows: Table['rows'][number][] = [];
      for await (const some of result.yieldRowsJs()) {
        for (const row of some) {
          if (rows.length === most) return { columns, rows, isCut: true };
          rows.push(Object.fromEntries(row.map((value, i) => [columns[i]!, cellOf(plain(value))])));
        }
      }
      return { columns, rows, isCut: false };
    } catch (error) {
      throw refused((error as Error).message, error);
    }
  }

  /** Breaks off what is asked: it rejects. */
  interrupt(): void {
    this.connection.interrupt();
  }

  close(): void {
    this.connection.closeSync();
  }
}

function refused(message: string, cause?: unknown): UserError {
  const [reason = '', shown = ''] = message.split(/\n\n(?=LINE )/);
  // DuckDB shows the line, and an arrow below; of a long one a part.
  const [, head, line, cut, , blanks] = /^(LINE (\d+): )(\.\.\.)?(.*)\n( *)\^/.exec(shown) ?? [];
  const column = cut === undefined && head !== undefined ? `, column ${blanks!.length - head.length + 1}` : '';
  const where = line === undefined ? '' : ` (line ${line}${column})`;
  return new UserError(
    `${reason
      .replace(/^[A-Z][A-Za-z ]* Error: /, '')
      .replace(/\s+/g, ' ')
      .replace(/\.$/, '')}${where}.`,
    'Give one SELECT; the view requests has a row for each request.',
    { cause },
  );
}

/** " (line 2, column 7)". @param position characters ahead of it */
function placeOf(sql: string, position: number): string {
  const lines = sql.slice(0, position).split('\n');
  return ` (line ${lines.length}, column ${lines.at(-1)!.length + 1})`;
}

function cellOf(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date)
    return value
      .toISOString()
      .replace('T', ' ')
      .replace(/(?:\.000)?Z$/, '');
  if (typeof value === 'object') return JSON.stringify(value);
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}
