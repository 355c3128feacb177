import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Tmux } from '../dashboard/tmux.js';
import { FULL_FORMAT, logOf, repeated } from '../support/lines.js';
import { logsplit, MAIN } from './logsplit.js';

let dir: string;
let log: string;
const sql = (args: readonly string[], input = '') =>
  logsplit(['sql', log, '--log-format', FULL_FORMAT, ...args], { input });

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'logsplit-sql-'));
  log = join(dir, 'access.log');
  writeFileSync(
    log,
    `${logOf([
      ...repeated(3, { request: 'GET /a HTTP/1.1', bytes: 5, requestS: '0.250' }),
      ...repeated(2, { request: 'GET /b|\x1b[31m HTTP/1.1', status: 500, agent: '=HYPERLINK(1)' }),
    ])}no request\n`,
  );
});
afterAll(() => rmSync(dir, { recursive: true }));

const BY_STATUS =
  'SELECT status, count(*) AS n, max(request_s) AS longest_s FROM requests GROUP BY ALL ORDER BY status';

describe('the answer to a query', () => {
  it('is a table', async () => {
    const { code, stdout, stderr } = await sql(['--query', BY_STATUS]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe('status  n  longest_s\n   200  3       0.25\n   500  2\n');
  });

  it('is JSON, with numbers as numbers', async () => {
    const { stdout } = await sql(['--output', 'json'], `${BY_STATUS};`);
    expect(JSON.parse(stdout)).toEqual([
      { status: 200, n: 3, longest_s: 0.25 },
      { status: 500, n: 2, longest_s: null },
    ]);
  });

  it.each(['text', 'json', 'csv', 'markdown'])('holds nothing that acts on who sees it: %s', async (output) => {
    const { code, stdout } = await sql([
      '--output',
      output,
      '-q',
      'SELECT DISTINCT agent, path FROM requests ORDER BY ALL',
    ]);
    expect([code, stdout.includes('\x1b')]).toEqual([0, false]);
    if (output === 'csv') expect(stdout).toContain(`"'=HYPERLINK(1)"`);
    if (output === 'markdown') expect(stdout).not.toMatch(/[^\\]\|\\x1b/);
  });

  it('is of the requests that the filters leave', async () => {
    const { stdout } = await sql(['--status', '5xx', '--output', 'csv', '-q', 'SELECT count(*) AS n FROM requests']);
    expect(stdout).toBe('"n"\r\n2\r\n');
  });

  it('is cut in text, which says so', async () => {
    const { stdout } = await sql(['--top', '2', '-q', 'SELECT line FROM requests ORDER BY line']);
    expect(stdout).toBe('line\n   1\n   2\nThere are more than these 2 rows; --top shows more.\n');
  });

  it.each(['route_summary', 'rejected_lines', 'logs'])('may be about %s', async (view) => {
    const { code, stdout } = await sql(['--output', 'json', '-q', `FROM ${view}`]);
    expect([code, (JSON.parse(stdout) as unknown[]).length]).toEqual([0, view === 'route_summary' ? 2 : 1]);
  });
});

it.each([
  ['SELECT * FORM requests', /syntax error at or near "requests" \(line 1, column 15\)/],
  ['SELECT nothing FROM requests', /"nothing" not found .* \(line 1, column 8\)\.\n/],
  ['DROP VIEW requests', /Only a query is run/],
  ['DELETE FROM hits', /Only a query is run/],
  ["COPY requests TO '/tmp/never.csv'", /Only a query is run/],
  ['SELECT 1; SELECT 2', /It is more than one query\./],
  ['', /^logsplit: There is no query\./],
])('refuses %j in a sentence', async (query, message) => {
  const { code, stdout, stderr } = await sql(['-q', query]);
  expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)]);
  expect(stderr.trim().split('\n')).toHaveLength(2);
});

it('takes no query from a pipe that holds the log', async () => {
  const { code, stderr } = await logsplit(['sql', '-'], { input: 'x' });
  expect([code, stderr]).toEqual([2, expect.stringContaining('There is no query.')]);
});

it('exports what a log holds, a folder for each day', async () => {
  const out = join(dir, 'out');
  expect((await logsplit(['export', log, '--log-format', FULL_FORMAT, '--parquet', out])).code).toBe(0);
  expect(readdirSync(out)).toEqual(['day=2023-11-14']);
  const { stdout } = await sql([
    '--output',
    'csv',
    '-q',
    `SELECT count(*) AS n FROM read_parquet('${out}/*/*.parquet')`,
  ]);
  expect(stdout).toBe('"n"\r\n5\r\n');
  expect((await logsplit(['export', log])).stderr).toContain('Give --parquet FOLDER.');
});

describe.skipIf(!Tmux.isThere())('on a terminal', () => {
  let tmux: Tmux;
  afterEach(() => tmux.close());

  it('asks for queries of several lines, tells errors and goes on, and ends', async () => {
    tmux = new Tmux(100, 30);
    tmux.type(`export XDG_STATE_HOME=${dir}; node ${MAIN} sql ${log} --log-format '${FULL_FORMAT}'`);
    await tmux.see(/^sql>/m);
    tmux.type('SELECT count(*) AS n');
    await tmux.see(/^ {2}->/m);
    tmux.type('FROM requests\\;');
    await tmux.see(/^n\n5$/m);
    tmux.type('SELECT nothing FROM requests\\;');
    await tmux.see(/"nothing" not found/);
    tmux.type('.tables');
    await tmux.see('route_summary');
    tmux.type('.quit');
    await tmux.untilShell();
    tmux.type('echo over');
    await tmux.see(/^over$/m);
    tmux.type(`clear; node ${MAIN} sql ${log} --log-format '${FULL_FORMAT}'`);
    await tmux.see(/^sql>/m);
    tmux.press('Up', 'Up', 'Up');
    await tmux.see('SELECT nothing FROM requests;');
  });
});
