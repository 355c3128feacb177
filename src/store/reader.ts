import type { DuckDBConnection } from '@duckdb/node-api';
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

  /** Breaks off what is asked: it rejects. */
  interrupt(): void {
    this.connection.interrupt();
  }

  close(): void {
    this.connection.closeSync();
  }
}
