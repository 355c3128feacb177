import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BATCH_ROWS } from '../../src/store/column.js';
import type { Store } from '../../src/store/store.js';
import { readInto } from '../support/analyze.js';
import { type Database, openStore } from '../support/database.js';
import { logLine, logOf, START_S } from '../support/lines.js';

let store: Store;
let database: Database;
beforeEach(async () => {
  ({ store, database } = await openStore());
});
afterEach(() => database.close());

const requests = (columns: string): Promise<Record<string, unknown>[]> =>
  database.run(`SELECT ${columns} FROM requests ORDER BY file, line`);

describe('rows in are rows out', () => {
  const row = fc.record({
    atMs: fc.integer({ min: 0, max: 100_000_000 }),
    client: fc.integer({ min: 1, max: 250 }),
    path: fc.stringMatching(/^\/[a-z]{1,3}(\/[a-z]{1,2})?$/),
    query: fc.option(fc.stringMatching(/^[a-z]=[0-9]{1,3}$/)),
    status: fc.constantFrom(200, 304, 404, 500, null),
    bytes: fc.option(fc.integer({ min: 0, max: 10_000_000_000 })),
    requestMs: fc.option(fc.integer({ min: 0, max: 5000 })),
    upstreamMs: fc.option(fc.integer({ min: 0, max: 5000 })),
    agent: fc.option(fc.constantFrom('curl/8.5.0', 'Wget/1.21', 'okhttp/4.12.0')),
  });
  const seconds = (ms: number | null): string => (ms === null ? '-' : (ms / 1e3).toFixed(3));

  it('whatever they hold, in any number, over two files', async () => {
    const rows = fc.array(row, { minLength: BATCH_ROWS + 1, maxLength: 3 * BATCH_ROWS });
    await fc.assert(
      fc.asyncProperty(rows, fc.nat({ max: BATCH_ROWS }), async (all, split) => {
        const lines = all.map((r) =>
          logLine({
            at: r.atMs / 1e3,
            client: `192.0.2.${r.client}`,
            request: `GET ${r.path}${r.query === null ? '' : `?${r.query}`} HTTP/1.1`,
            status: r.status ?? '-',
            bytes: r.bytes ?? '-',
            requestS: seconds(r.requestMs),
            upstreamS: seconds(r.upstreamMs),
            agent: r.agent ?? '-',
          }),
        );
        const fresh = await openStore();
        const text = (some: readonly string[]) => some.map((line) => `${line}\n`).join('');
        await readInto(fresh.store, { 'a.log': text(lines.slice(0, split)), 'b.log': text(lines.slice(split)) });
        const read = await fresh.database.run(
          'SELECT epoch_us(time) AS us, client, path, query, status, bytes, request_s, upstream_s, agent, line FROM requests ORDER BY file, line',
        );
        fresh.database.close();
        expect(read).toEqual(
          all.map((r, i) => ({
            us: BigInt(START_S) * 1_000_000n + BigInt(r.atMs) * 1000n,
            client: `192.0.2.${r.client}`,
            path: r.path,
            query: r.query,
            status: r.status,
            bytes: r.bytes === null ? null : BigInt(r.bytes),
            request_s: r.requestMs === null ? null : r.requestMs / 1e3,
            upstream_s: r.upstreamMs === null ? null : r.upstreamMs / 1e3,
            agent: r.agent,
            line: BigInt(i < split ? i + 1 : i - split + 1),
          })),
        );
      }),
      { numRuns: 4 },
    );
  });

  it('with more distinct paths than a batch has rows, each under its own name', async () => {
    const n = 2 * BATCH_ROWS + 100;
    const path = (i: number) => `/p${i.toString(36)}`;
    await readInto(store, logOf(Array.from({ length: n }, (_, i) => ({ request: `GET ${path(i)} HTTP/1.1` }))));
    expect((await requests('path')).map((r) => r.path)).toEqual(Array.from({ length: n }, (_, i) => path(i)));
  });

  it('to the microsecond', async () => {
    const logFormat = '$time_iso8601 "$request"';
    await readInto(store, '2023-11-14T22:13:20.123456+02:00 "GET / HTTP/1.1"\n', { logFormat });
    expect(await requests('epoch_us(time) AS us')).toEqual([{ us: 1_699_992_800_123_456n }]);
  });

  it('with bytes beyond 32 bits', async () => {
    await readInto(store, logOf([{ bytes: 4_294_967_296 }, { bytes: 999_999_999_999_999 }]));
    expect((await requests('bytes')).map((r) => r.bytes)).toEqual([4_294_967_296n, 999_999_999_999_999n]);
  });

  it('with a status that is none as no status, not as another one', async () => {
    const log = '{"request_uri":"/a","status":99999999999}\n{"request_uri":"/b","status":200}\n';
    await readInto(store, log, { logFormat: null });
    expect(await requests('path, status')).toEqual([
      { path: '/a', status: null },
      { path: '/b', status: 200 },
    ]);
  });

  it('with a path of a megabyte, NUL bytes and emoji', async () => {
    const paths = ['/before', `/${'x'.repeat(1_000_000)}`, '/nul\0byte', '/🚀', '/after'];
    const escaped = paths.map((path) => path.replace('\0', '\\x00'));
    await readInto(store, logOf(escaped.map((path) => ({ request: `GET ${path} HTTP/1.1` }))));
    expect((await requests('path')).map((r) => r.path)).toEqual(paths);
  });

  it('with half surrogate pairs, which shift no other path', async () => {
    const paths = ['/half\\ud800', '/half\\ud800', '/half\\udfff', '/b', '/c'];
    const log = paths.map((path) => `{"request_uri":"${path}","status":200}\n`).join('');
    await readInto(store, log, { logFormat: null });
    const half = '/half\ufffd';
    expect((await requests('path')).map((r) => r.path)).toEqual([half, half, half, '/b', '/c']);
  });
});
