import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { logsplit } from '../cli/logsplit.js';
import { FULL_FORMAT, logOf, START_S } from '../support/lines.js';
import { numbered } from './support.js';

const DAY_S = 86_400;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-db-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

async function analyze(...args: string[]): Promise<Awaited<ReturnType<typeof logsplit>>> {
  return logsplit(['analyze', ...args, '--db', at('site.db'), '--log-format', FULL_FORMAT, '--output', 'json']);
}

async function ask(sql: string, db = at('site.db')): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(db);
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Three days, ten requests each, the first half before START_S + 1.5 days. */
const DAYS = [0, 1, 2].flatMap((day) =>
  Array.from({ length: 10 }, (_, i) => ({ at: day * DAY_S + i * 60, request: `GET /d${day}/${i} HTTP/1.1` })),
);

// Each starts the program several times.
const timeout = 120_000;

describe('a store', { timeout }, () => {
  test('is told with all of its files, also by a run that names none', async () => {
    writeFileSync(at('a.log'), numbered(0, 5));
    writeFileSync(at('b.log'), numbered(5, 5));
    await analyze(at('a.log'));
    const both = JSON.parse((await analyze(at('b.log'))).stdout);
    expect(both.totals.requests).toBe(10);
    expect(both.input.files.map((file: { path: string }) => file.path)).toEqual([at('a.log'), at('b.log')]);
    // No terminal stands behind it: standard input is not read.
    const { code, stdout } = await logsplit(['analyze', '--db', at('site.db'), '--output', 'json'], { input: 'x\n' });
    expect([code, JSON.parse(stdout).totals]).toEqual([0, both.totals]);
  });

  test('that does not exist is an error without logs, and stays away', async () => {
    expect(await analyze()).toMatchObject({ code: 2, stderr: expect.stringContaining('does not exist') });
    writeFileSync(at('none.log'), '\n\n');
    expect(await analyze(at('none.log'))).toMatchObject({ code: 2, stderr: expect.stringContaining('no request') });
    expect(() => readFileSync(at('site.db'))).toThrow(/ENOENT/);
  });

  test('does not store a log of another format, and reads it once its format is told', async () => {
    writeFileSync(at('a.log'), numbered(0, 5));
    writeFileSync(at('b.log'), '192.0.2.1 GET /x 200\n192.0.2.1 GET /y 200\n');
    const { code, stderr, stdout } = await analyze(at('a.log'), at('b.log'));
    expect(code).toBe(0);
    expect(stderr).toContain('b.log is not stored: None of the 2 lines');
    expect(JSON.parse(stdout).input.files).toHaveLength(1);
    const format = '$remote_addr $request_method $uri $status';
    const args = ['analyze', at('b.log'), '--db', at('site.db'), '--log-format', format, '--output', 'json'];
    expect(JSON.parse((await logsplit(args)).stdout).totals.requests).toBe(7);
  });

  test('is one process at a time', async () => {
    writeFileSync(at('a.log'), numbered(0, 5));
    await analyze(at('a.log'));
    const instance = await DuckDBInstance.create(at('site.db'));
    // A lock within one process is not told from none: another process holds it here.
    const { code, stderr } = await analyze(at('a.log'));
    instance.closeSync();
    expect([code, stderr]).toEqual([2, expect.stringContaining(`is in use by another process (${process.pid})`)]);
  });

  test.each([
    ['in a folder that does not exist', 'no/such/site.db'],
    ['that is a log', 'a.log'],
  ])('%s is an error', async (_, name) => {
    writeFileSync(at('a.log'), numbered(0, 5));
    const { code, stderr } = await logsplit(['analyze', at('a.log'), '--db', at(name), '--log-format', FULL_FORMAT]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be opened as a store')]);
    expect(readFileSync(at('a.log'), 'utf8')).toBe(numbered(0, 5));
  });

  test('names all routes anew where the patterns differ from the last run', async () => {
    writeFileSync(at('a.log'), numbered(0, 30));
    const routes = async (...args: string[]): Promise<string[]> =>
      JSON.parse((await analyze(...args)).stdout).routes.map((route: { route: string }) => route.route);
    expect(await routes(at('a.log'))).toEqual(['/r/:id']);
    expect(await routes('--route', '/r/*')).toEqual(['/r/*']);
    appendFileSync(at('a.log'), numbered(30, 1));
    expect(await routes(at('a.log'), '--no-route-templates')).toHaveLength(31);
    expect(await routes()).toEqual(['/r/:id']);
  });
});

describe('logsplit db', { timeout }, () => {
  test('info tells files, periods, readings and size', async () => {
    writeFileSync(at('a.log'), `${logOf(DAYS)}no request\n`);
    await analyze(at('a.log'));
    appendFileSync(at('a.log'), logOf([{ at: 3 * DAY_S }]));
    await analyze(at('a.log'));
    const { stdout } = await logsplit(['db', 'info', at('site.db'), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'logsplit.store/1',
      storeSchema: 6,
      requests: 31,
      firstTime: '2023-11-14T22:13:20.000Z',
      lastTime: '2023-11-17T22:13:20.000Z',
      keep: null,
      files: [
        {
          path: at('a.log'),
          lines: 32,
          parsed: 31,
          rejected: 1,
          requests: 31,
          offset: readFileSync(at('a.log')).length,
        },
      ],
      runs: [
        { files: 1, lines: 1, parsed: 1, rejected: 0 },
        { files: 1, lines: 31, parsed: 30, rejected: 1 },
      ],
    });
    const text = await logsplit(['db', 'info', at('site.db')]);
    expect(text.stdout).toContain('requests: 31, 2023-11-14 22:13 to 2023-11-17 22:13 UTC');
    expect(text.stdout).toMatch(/a\.log +31 +1 +0/);
  });

  test('forget --before takes requests and their texts out, and their logs stay known', async () => {
    writeFileSync(at('a.log'), logOf(DAYS));
    await analyze(at('a.log'));
    const before = new Date((START_S + DAY_S) * 1000).toISOString();
    const { code, stdout } = await logsplit(['db', 'forget', at('site.db'), '--before', before]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^10 requests from before .* went, of 1 log\n/)]);
    expect(await ask("SELECT count(*)::INT AS n FROM paths WHERE path LIKE '/d0/%'")).toEqual([{ n: 0 }]);
    const { input, totals } = JSON.parse((await analyze(at('a.log'))).stdout);
    expect([totals.requests, input.forgotten, input.parsed]).toEqual([20, 10, 30]);
    appendFileSync(at('a.log'), logOf([{ at: 3 * DAY_S, request: 'GET /new HTTP/1.1' }]));
    expect(JSON.parse((await analyze(at('a.log'))).stdout).totals.requests).toBe(21);
  });

  test('forget --file takes a log out, which is new then', async () => {
    writeFileSync(at('a.log'), logOf(DAYS));
    writeFileSync(at('b.log'), numbered(0, 5));
    await analyze(at('a.log'), at('b.log'));
    const { stdout } = await logsplit(['db', 'forget', at('site.db'), '--file', at('a.log')]);
    expect(stdout).toContain(`30 requests of ${at('a.log')} went`);
    expect(JSON.parse((await analyze()).stdout).totals.requests).toBe(5);
    expect(JSON.parse((await analyze(at('a.log'))).stdout).totals.requests).toBe(35);
    const unknown = await logsplit(['db', 'forget', at('site.db'), '--file', 'other.log']);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('has no log other.log') });
    expect(await logsplit(['db', 'forget', at('site.db')])).toMatchObject({ code: 2 });
  });

  test('--keep forgets what is older, in each run from then on', async () => {
    const nowS = Math.floor(Date.now() / 1000) - START_S;
    const lines = [100, 50, 10, 1].map((days) => ({ at: nowS - days * DAY_S }));
    writeFileSync(at('a.log'), logOf(lines));
    const kept = async (...args: string[]): Promise<number> =>
      JSON.parse((await analyze(...args)).stdout).totals.requests;
    expect(await kept(at('a.log'))).toBe(4);
    expect(await kept('--keep', '60d')).toBe(3);
    writeFileSync(at('b.log'), logOf([{ at: nowS - 80 * DAY_S }, { at: nowS }]));
    expect(await kept(at('b.log'))).toBe(4);
    expect(JSON.parse((await logsplit(['db', 'info', at('site.db'), '--json'])).stdout).keep).toBe('60d');
    expect(await kept('--keep', '2w')).toBe(3);
    expect(await kept('--keep', 'all')).toBe(3);
    expect(await logsplit(['analyze', at('a.log'), '--keep', '60d'])).toMatchObject({ code: 2 });
    expect(await analyze('--keep', 'soon')).toMatchObject({ code: 2 });
  });

  test('compact gives back the room of what was taken out, and keeps the rest as it is', async () => {
    writeFileSync(at('a.log'), numbered(0, 60_000));
    writeFileSync(at('b.log'), numbered(60_000, 100));
    await analyze(at('a.log'), at('b.log'));
    await logsplit(['db', 'forget', at('site.db'), '--file', at('a.log')]);
    const before = await ask('SELECT * FROM requests ORDER BY line');
    const large = readFileSync(at('site.db')).length;
    expect(await logsplit(['db', 'compact', at('site.db')])).toMatchObject({ code: 0 });
    expect(readFileSync(at('site.db')).length).toBeLessThan(large);
    expect(await ask('SELECT * FROM requests ORDER BY line')).toEqual(before);
    // It is a store like any other.
    appendFileSync(at('b.log'), numbered(70_000, 10));
    expect(JSON.parse((await analyze(at('b.log'))).stdout).totals.requests).toBe(110);
  });

  test('export writes Parquet by day, all at once', async () => {
    writeFileSync(at('a.log'), logOf(DAYS));
    await analyze(at('a.log'));
    const out = at("it's out");
    for (let i = 0; i < 2; i++) {
      const { code, stdout } = await logsplit(['db', 'export', at('site.db'), out]);
      expect([code, stdout]).toEqual([0, expect.stringContaining('30 requests')]);
    }
    const parquet = `read_parquet('${out.replaceAll("'", "''")}/*/*.parquet')`;
    const rows = await ask(`SELECT day::VARCHAR AS day, count(*)::INT AS n FROM ${parquet} GROUP BY ALL ORDER BY ALL`);
    expect(rows).toEqual(['2023-11-14', '2023-11-15', '2023-11-16'].map((day) => ({ day, n: 10 })));
    const same = `SELECT count(*)::INT AS n FROM (SELECT * EXCLUDE day FROM ${parquet} EXCEPT ALL SELECT * FROM requests)`;
    expect(await ask(same)).toEqual([{ n: 0 }]);
    mkdirSync(at('other'));
    writeFileSync(at('other/mine.txt'), '');
    const refused = await logsplit(['db', 'export', at('site.db'), at('other')]);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('other files') });
    expect(await logsplit(['db', 'export', at('site.db'), at('a.log')])).toMatchObject({ code: 2 });
  });
});
