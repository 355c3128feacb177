import { afterEach, beforeEach, expect, test } from 'vitest';
import { BATCH_ROWS } from '../../src/store/column.js';
import type { Store } from '../../src/store/store.js';
import { readInto } from '../support/analyze.js';
import { type Database, openStore } from '../support/database.js';
import { type LineFields, logOf } from '../support/lines.js';

let store: Store;
let database: Database;
beforeEach(async () => {
  ({ store, database } = await openStore());
});
afterEach(() => database.close());

const stored = async (): Promise<string[]> =>
  (await store.query<{ name: string }>('stored_columns')).map(({ name }) => name);

test('a column takes no room while no request has a value for it, and can be asked all the same', async () => {
  await readInto(store, logOf([{ host: 'shop.example' }, { requestS: '0.010' }]));
  expect(await stored()).toEqual(expect.arrayContaining(['path_id', 'is_bot', 'host_id', 'request_ms']));
  const absent = ['cpu_s', 'file_id', 'user_id', 'malformed_id'];
  expect((await stored()).filter((name) => absent.includes(name))).toEqual([]);
  expect(await database.run('SELECT host, request_s, cpu_s, cache_status, extra FROM requests ORDER BY line')).toEqual([
    { host: 'shop.example', request_s: null, cpu_s: null, cache_status: null, extra: null },
    { host: null, request_s: 0.01, cpu_s: null, cache_status: null, extra: null },
  ]);
});

test('a value that first comes up late finds its request, and leaves those before without one', async () => {
  const lines: Partial<LineFields>[] = Array.from({ length: 3 * BATCH_ROWS }, () => ({}));
  lines[2 * BATCH_ROWS + 7] = { cpuS: '0.025', upstreamS: '0.030', cache: 'MISS', type: 'text/html' };
  lines.push({ host: 'shop.example' });
  await readInto(store, { 'a.log': logOf(lines), 'b.log': logOf([{ host: 'other.example', upstreamS: '-' }]) });
  const rows = await database.run(
    `SELECT file_id, h.line, cpu_s, upstream_ms, cache_status_id > 0 AS cached, content_type_id > 0 AS typed, w.word
     FROM hits h LEFT JOIN words w ON w.id = h.host_id
     WHERE cpu_s IS NOT NULL OR upstream_ms IS NOT NULL OR cache_status_id > 0 OR content_type_id > 0 OR host_id > 0
     ORDER BY ALL`,
  );
  const none = { cpu_s: null, upstream_ms: null, cached: false, typed: false };
  expect(rows).toEqual([
    {
      file_id: 1,
      line: BigInt(2 * BATCH_ROWS + 8),
      cpu_s: 0.025,
      upstream_ms: 30,
      cached: true,
      typed: true,
      word: null,
    },
    { file_id: 1, line: BigInt(lines.length), ...none, word: 'shop.example' },
    { file_id: 2, line: 1n, ...none, word: 'other.example' },
  ]);
  const [count] = await database.run('SELECT count(*) AS n FROM requests');
  expect(count).toEqual({ n: BigInt(lines.length + 1) });
});

const PLAIN = {
  logFormat:
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"',
};
const COMBINED = '192.0.2.1 - - [14/Nov/2023:22:13:20 +0000] "GET /a HTTP/1.1" 200 5 "-" "-"\n';

test('what one log of plain lines does not tell takes no room: its number, users, malformed requests', async () => {
  const once = ['file_id', 'user_id', 'malformed_id'];
  await readInto(store, { 'a.log': COMBINED }, PLAIN);
  expect((await stored()).filter((name) => once.includes(name))).toEqual([]);
  const asked = 'SELECT file, "user", malformed_request FROM requests ORDER BY file, line';
  const row = { file: expect.stringMatching(/a\.log$/), user: null, malformed_request: null };
  expect(await database.run(asked)).toEqual([row]);
});

test('they find their requests behind many of one kind', async () => {
  const late = [COMBINED.replace('- -', '- ann'), COMBINED.replace('GET /a HTTP/1.1', 'hello'), COMBINED];
  await readInto(store, { 'a.log': COMBINED.repeat(2 * BATCH_ROWS) + late.join(''), 'b.log': COMBINED }, PLAIN);
  const rows = await database.run(
    `SELECT file, line, "user", malformed_request FROM requests
     WHERE line > ${2 * BATCH_ROWS} OR file LIKE '%b.log' ORDER BY file, line`,
  );
  expect(rows.map(({ file, ...row }) => [String(file).slice(-5), ...Object.values(row)])).toEqual([
    ['a.log', BigInt(2 * BATCH_ROWS + 1), 'ann', null],
    ['a.log', BigInt(2 * BATCH_ROWS + 2), null, 'hello'],
    ['a.log', BigInt(2 * BATCH_ROWS + 3), null, null],
    ['b.log', 1n, null, null],
  ]);
  expect(await database.run('SELECT count("user") AS n, count(malformed_request) AS m FROM requests')).toEqual([
    { n: 1n, m: 1n },
  ]);
});
