import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.js';
import { type AnalysisOptions, readInto } from '../support/analyze.js';
import { type Database, openStore } from '../support/database.js';
import { logLine, logOf } from '../support/lines.js';

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

describe('the view of requests', () => {
  it('has columns that the README lists, all of them', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    for (const { column_name } of await database.run('DESCRIBE requests'))
      expect(readme).toContain(`\`${column_name}\``);
  });

  it('has one row a request, with plain names and units in them', async () => {
    const rows = await database.run('DESCRIBE requests');
    expect(rows.map((row) => `${row.column_name} ${row.column_type}`)).toEqual([
      'time TIMESTAMP',
      ...['client', 'host', 'user', 'method', 'path', 'query', 'route', 'protocol', 'malformed_request'].map(
        (name) => `${name} VARCHAR`,
      ),
      'status INTEGER',
      'status_class VARCHAR',
      'bytes BIGINT',
      'request_bytes BIGINT',
      ...['referrer', 'agent', 'browser', 'os', 'device', 'bot', 'content', 'served_by'].map(
        (name) => `${name} VARCHAR`,
      ),
      ...['request_s', 'upstream_s', 'upstream_connect_s', 'upstream_header_s'].map((name) => `${name} DOUBLE`),
      'upstream_attempts INTEGER',
      'upstream_asked BOOLEAN',
      ...['upstream_addr', 'cache_status', 'content_type'].map((name) => `${name} VARCHAR`),
      ...['cpu_s', 'app_s', 'wait_s'].map((name) => `${name} DOUBLE`),
      'extra VARCHAR',
      'file VARCHAR',
      'line BIGINT',
    ]);
  });

  it('gives each text and number of a line under its own name, in seconds and bytes', async () => {
    const format =
      '$msec $remote_addr $remote_user $host "$request" $status $body_bytes_sent $request_length "$http_referer" "$http_user_agent" rt=$request_time urt="$upstream_response_time" uct="$upstream_connect_time" uht="$upstream_header_time" ua="$upstream_addr" ucs=$upstream_cache_status ct="$sent_http_content_type" st="$upstream_http_server_timing" pool=$app_pool';
    const line =
      '1700000000.125 192.0.2.7 ann shop.example "GET /cart?item=7 HTTP/1.1" 503 5000000000 420 "https://a.example/" "curl/8.5.0" rt=0.250 urt="0.100, 0.140" uct="0.001, 0.002" uht="-, 0.130" ua="10.0.0.1:80, 10.0.0.2:80" ucs=MISS ct="text/html; charset=utf-8" st="cpu;dur=12.5, app;dur=139, db;dur=100.5" pool=blue';
    const [row] = await view(`${line}\n`, '* EXCLUDE (time, file), epoch_us(time) AS time_us', { logFormat: format });
    expect(row).toEqual({
      time_us: 1_700_000_000_125_000n,
      client: '192.0.2.7',
      host: 'shop.example',
      user: 'ann',
      method: 'GET',
      path: '/cart',
      query: 'item=7',
      route: '/cart',
      protocol: 'HTTP/1.1',
      malformed_request: null,
      status: 503,
      status_class: '5xx',
      bytes: 5_000_000_000n,
      request_bytes: 420n,
      referrer: 'https://a.example/',
      agent: 'curl/8.5.0',
      browser: null,
      os: null,
      device: 'other',
      bot: 'curl',
      content: 'dynamic',
      served_by: 'app',
      request_s: 0.25,
      upstream_s: 0.24,
      upstream_connect_s: 0.003,
      upstream_header_s: 0.13,
      upstream_attempts: 2,
      upstream_asked: true,
      upstream_addr: '10.0.0.1:80, 10.0.0.2:80',
      cache_status: 'MISS',
      content_type: 'text/html; charset=utf-8',
      cpu_s: 0.0125,
      app_s: 0.139,
      wait_s: 0.1005,
      extra: '{"app_pool":"blue"}',
      line: 1n,
    });
  });

  it('has NULL, and no text or zero, where the line does not say', async () => {
    const rows = await view(
      logOf([{ status: '-', bytes: '-' }]),
      'host, "user", query, status, status_class, bytes, request_bytes, referrer, agent, bot, request_s, upstream_s, cache_status, content_type, cpu_s, wait_s, extra',
    );
    const { status_class, ...rest } = rows[0] as Record<string, unknown>;
    expect(status_class).toBe('none');
    expect(Object.values(rest).every((value) => value === null)).toBe(true);
  });

  it.each([
    ['an empty request', '', ''],
    ['a missing request', '-', ''],
    ['the bytes of a TLS handshake', '\\x16\\x03\\x01', '\\x16\\x03\\x01'],
    ['a request without protocol', 'GET /old', 'GET /old'],
    ['a single word', 'GARBAGE', 'GARBAGE'],
  ])('keeps %s as a request without method, path and query', async (_name, request, malformed) => {
    expect(
      await view(
        logOf([{ request, status: 400 }]),
        'method, path, query, protocol, malformed_request, route, status, content',
      ),
    ).toEqual([
      {
        method: null,
        path: null,
        query: null,
        protocol: null,
        malformed_request: malformed,
        route: '(malformed request)',
        status: 400,
        content: 'dynamic',
      },
    ]);
  });

  it('names the route that --route gives, and the file and line of each request', async () => {
    await readInto(
      store,
      {
        'a.log': `\n${logLine({ request: 'GET /shop/ann/cart HTTP/1.1' })}\n`,
        'b.log': logLine({ request: 'GET /x HTTP/1.1' }),
      },
      { routePatterns: ['/shop/:name/*'] },
    );
    const rows = await database.run(
      "SELECT route, line, regexp_extract(file, '[^/]+$') AS file FROM requests ORDER BY file",
    );
    expect(rows).toEqual([
      { route: '/shop/:name/*', line: 2n, file: 'a.log' },
      { route: '/x', line: 1n, file: 'b.log' },
    ]);
  });

  it('shows bots and requests without an agent too', async () => {
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0';
    const log = logOf([{ agent: firefox }, { agent: '-' }, { agent: 'curl/8.5.0' }]);
    expect(await view(log, 'browser, bot')).toEqual([
      { browser: 'Firefox', bot: null },
      { browser: null, bot: null },
      { browser: null, bot: 'curl' },
    ]);
  });
});
