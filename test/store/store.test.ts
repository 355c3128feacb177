import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BATCH_ROWS } from '../../src/store/column.js';
import type { Store } from '../../src/store/store.js';
import { type Database, openStore } from '../support/database.js';

let store: Store;
let database: Database;
beforeEach(async () => {
  ({ store, database } = await openStore());
});
afterEach(() => database.close());

describe('a store', () => {
  it('opens with the tables and views, empty', async () => {
    const [row] = await database.run(
      'SELECT (SELECT count(*) FROM hits) AS hits, (SELECT count(*) FROM requests) AS requests',
    );
    expect(row).toEqual({ hits: 0n, requests: 0n });
  });

  it('never fetches an extension from the network', async () => {
    const names = ['autoinstall_known_extensions', 'autoload_known_extensions'];
    const rows = await database.run(
      `SELECT name, value FROM duckdb_settings() WHERE name IN ('${names.join("','")}') ORDER BY name`,
    );
    expect(rows).toEqual(names.map((name) => ({ name, value: 'false' })));
  });

  it('appends whole rows of a small table, more than a batch of them too', async () => {
    const rows = Array.from({ length: BATCH_ROWS + 5 }, (_, i) => [i, i % 2 === 0 ? `reason ${i}` : null, i * 3]);
    await store.appendRows('reject_counts', ['id', 'text', 'bigint'], rows);
    const [sum] = await database.run(
      'SELECT count(*) AS n, count(reason) AS texts, sum(lines)::BIGINT AS lines, max(file_id) AS last FROM reject_counts',
    );
    const n = BATCH_ROWS + 5;
    expect(sum).toEqual({
      n: BigInt(n),
      texts: BigInt(Math.ceil(n / 2)),
      lines: BigInt((3 * n * (n - 1)) / 2),
      last: n - 1,
    });
  });

  it('gives counts as numbers, lists as arrays, and null for a parameter that is not given', async () => {
    await store.appendRows('reject_counts', ['id', 'text', 'bigint'], [[1, 'is no line', 5_000_000_000]]);
    expect(await store.query('reject_reasons')).toEqual([{ reason: 'is no line', lines: 5_000_000_000 }]);
    const [totals] = await store.query<Record<string, unknown>>('totals');
    expect(totals).toMatchObject({ requests: 0, request_quantiles: null });
    // LIMIT NULL is no limit.
    expect(await store.query('rejected_lines')).toEqual([]);
  });

  it('refuses rows that the table has no column for', async () => {
    await expect(store.appendRows('state', ['text', 'text', 'text'], [['a', 'b', 'more']])).rejects.toThrow();
  });

  it('cannot be asked after it is closed', async () => {
    const other = await openStore();
    other.database.close();
    await expect(other.store.query('totals')).rejects.toThrow();
  });
});
