import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.js';
import { type AnalysisOptions, readInto } from '../support/analyze.js';
import { type Database, openStore } from '../support/database.js';
import { type LineFields, logOf } from '../support/lines.js';

let store: Store;
let database: Database;
beforeEach(async () => {
  ({ store, database } = await openStore());
});
afterEach(() => database.close());

async function view(logs: string, columns: string, options?: AnalysisOptions): Promise<unknown[]> {
  await readInto(store, logs, options);
  return database.run(`SELECT ${columns} FROM requests ORDER BY file, line`);
}

describe('what a request was, and who answered it', () => {
  it('takes the content type before the extension, and a writing method before both', async () => {
    const cases: [request: string, type: string, content: string][] = [
      ['GET /logo.png', '-', 'static'],
      ['GET /logo.png', 'text/html', 'dynamic'],
      ['GET /avatar', 'image/webp', 'static'],
      ['GET /avatar', '-', 'dynamic'],
      ['GET /style.css', 'text/plain', 'static'],
      ['GET /style.css?v=17', '-', 'static'],
      ['GET /page?next=/style.css', '-', 'dynamic'],
      ['GET /favicon.ico', '-', 'static'],
      ['GET /robots.txt', '-', 'static'],
      ['HEAD /logo.png', '-', 'static'],
      ['POST /logo.png', 'image/png', 'dynamic'],
      ['PUT /style.css', '-', 'dynamic'],
      ['PATCH /style.css', '-', 'dynamic'],
      ['DELETE /style.css', 'text/css', 'dynamic'],
    ];
    const lines = cases.map(([request, type]) => ({ request: `${request} HTTP/1.1`, type }));
    const rows = await view(logOf(lines), 'content');
    expect(rows.map((row, i) => [...cases[i]!.slice(0, 2), (row as { content: string }).content])).toEqual(cases);
  });

  it('knows who answered from the upstream time and the cache status', async () => {
    const cases: [upstream: string, cache: string, server: string][] = [
      ['-', '-', 'nginx'],
      ['-', 'MISS', 'nginx'],
      ['-', 'HIT', 'cache'],
      ['-', 'STALE', 'cache'],
      ['-', 'UPDATING', 'cache'],
      ['-', 'REVALIDATED', 'cache'],
      ['0.000', '-', 'app'],
      ['0.012', 'MISS', 'app'],
      ['0.012', 'EXPIRED', 'app'],
      ['0.012', 'BYPASS', 'app'],
      ['0.012', 'STALE', 'app'],
      ['0.003, 0.009', 'REVALIDATED', 'app'],
    ];
    const rows = await view(logOf(cases.map(([upstreamS, cache]) => ({ upstreamS, cache }))), 'served_by');
    expect(rows.map((row, i) => [...cases[i]!.slice(0, 2), (row as { served_by: string }).served_by])).toEqual(cases);
  });

  it.each([
    ['has no upstream field', '$remote_addr "$request" $status', 'a "GET / HTTP/1.1" 200\n', ['unknown']],
    [
      'has the cache status alone',
      '$remote_addr "$request" $upstream_cache_status',
      'a "GET / HTTP/1.1" HIT\na "GET / HTTP/1.1" MISS\na "GET / HTTP/1.1" -\n',
      ['cache', 'app', 'unknown'],
    ],
    [
      'has the address alone',
      '$remote_addr "$request" $upstream_addr',
      'a "GET / HTTP/1.1" 10.0.0.1:80\na "GET / HTTP/1.1" -\n',
      ['app', 'nginx'],
    ],
  ])('says only what a log can tell that %s', async (_name, logFormat, log, servers) => {
    const rows = await view(log, 'served_by', { logFormat });
    expect(rows.map((row) => (row as { served_by: string }).served_by)).toEqual(servers);
  });

  it('counts no application time where a cache or nginx answered, whatever header is replayed', async () => {
    await readInto(
      store,
      logOf([
        { upstreamS: '0.040', cpuS: '0.010', cache: 'MISS' },
        { upstreamS: '-', cpuS: '0.010', cache: 'HIT' },
        { upstreamS: '-' },
      ]),
    );
    expect(await database.run('SELECT served_by, app_seconds FROM facts ORDER BY line')).toEqual([
      { served_by: 'app', app_seconds: 0.04 },
      { served_by: 'cache', app_seconds: null },
      { served_by: 'nginx', app_seconds: null },
    ]);
  });

  it('counts none where a row has a time though no upstream was asked', async () => {
    await database.run('INSERT INTO template_routes VALUES (0, 0)');
    for (const group of ['details', 'upstream_s']) await store.step(`keep/${group}`);
    await database.run(
      `INSERT INTO hits (line, template_id, is_bot, served_by, upstream_s)
       VALUES (1, 0, false, 'app', 0.5), (2, 0, false, 'nginx', 0.5), (3, 0, false, 'unknown', 0.5)`,
    );
    const rows = await database.run('SELECT app_seconds FROM facts ORDER BY line');
    expect(rows.map((row) => row.app_seconds)).toEqual([0.5, null, null]);
  });

  it('shows the leak: static content that the application served', async () => {
    const file = (fields: Partial<LineFields>) => ({ request: 'GET /app.js HTTP/1.1', ...fields });
    await readInto(
      store,
      logOf([file({ upstreamS: '0.004' }), file({}), file({ cache: 'HIT' }), { upstreamS: '0.1' }]),
    );
    const leak = "SELECT path, upstream_s FROM requests WHERE content = 'static' AND served_by = 'app'";
    expect(await database.run(leak)).toEqual([{ path: '/app.js', upstream_s: 0.004 }]);
  });
});
