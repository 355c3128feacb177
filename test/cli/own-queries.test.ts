import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Report } from '../../src/report/types.js';
import { FULL_FORMAT, logOf, repeated } from '../support/lines.js';
import { logsplit } from './logsplit.js';

let dir: string;
const analyze = (...args: string[]) =>
  logsplit(['analyze', join(dir, 'access.log'), '--log-format', FULL_FORMAT, '--queries', join(dir, 'own'), ...args]);

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'logsplit-own-'));
  mkdirSync(join(dir, 'own'));
  const put = (name: string, text: string): void => writeFileSync(join(dir, name), text);
  put(
    'access.log',
    logOf([
      ...repeated(3, { request: 'GET /a HTTP/1.1', requestS: '0.250' }),
      ...repeated(2, { request: 'GET /\x1b[31m<b>| HTTP/1.1', status: 500 }),
    ]),
  );
  put(
    'own/slow-paths.sql',
    '-- Paths that took longest.\n-- column path VARCHAR: the path\nSELECT path, count(*) AS n, max(request_s) AS longest_s FROM requests GROUP BY ALL ORDER BY path;\n',
  );
  put('own/wrong.sql', '-- A query with a fault.\nSELECT * FORM requests');
  put('own/write.sql', 'DELETE FROM hits');
  put('own/notes.txt', 'no query');
});
afterAll(() => rmSync(dir, { recursive: true }));

it('own queries become sections of the text report, and one that fails costs nothing but itself', async () => {
  const { code, stdout, stderr } = await analyze('--output', 'text');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^PATHS THAT TOOK LONGEST\n {2}path +n +longest_s\n/m);
  expect(stdout).toMatch(/^ {2}\/a +3 +250 ms$/m);
  expect(stdout).toMatch(/^A QUERY WITH A FAULT\n {2}syntax error at or near "requests" \(line 2, column 15\)\.$/m);
  expect(stdout).toMatch(/^WRITE\n {2}Only a query is run/m);
  expect(stderr).toContain('warning: wrong.sql: syntax error');
  expect(stdout).not.toContain('\x1b');
});

it('are in the JSON report, of the requests that the filters leave', async () => {
  const { stdout } = await analyze('--output', 'json', '--status', '200');
  const { queries, totals } = JSON.parse(stdout) as Report;
  expect([totals.requests, queries!.map(({ name }) => name)]).toEqual([3, ['slow-paths', 'write', 'wrong']]);
  expect(queries![0]).toEqual({
    name: 'slow-paths',
    title: 'Paths that took longest',
    columns: ['path', 'n', 'longest_s'],
    rows: [{ path: '/a', n: 3, longest_s: 0.25 }],
    isCut: false,
    failure: null,
  });
});

it('are in Markdown and CSV, escaped', async () => {
  const { stdout } = await analyze('--output', 'markdown', '--csv', join(dir, 'tables'));
  expect(stdout).toMatch(/## Your queries/);
  expect(stdout).not.toMatch(/<b>|\x1b/);
  expect(readFileSync(join(dir, 'tables', 'query-slow-paths.csv'), 'utf8')).toMatch(/^"path","n","longest_s"\r\n/);
});

it.each([
  ['nowhere', /^logsplit: The queries in .*nowhere cannot be read \(ENOENT\)\.\n/],
  ['tables', /^logsplit: .*tables holds no query\.\n/],
])('a folder without queries is an error: %s', async (name, message) => {
  mkdirSync(join(dir, 'tables'), { recursive: true });
  const { code, stderr } = await analyze('--queries', join(dir, name));
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
});
