import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '../../src/check/judge.js';
import { REVIEW_TABLES } from '../../src/render/review/tables.js';
import type { Review } from '../../src/review/types.js';
import { FULL_FORMAT, logLine, START_S } from '../support/lines.js';
import { planted } from '../support/planted.js';
import { FIRST_MONDAY_S, weekLines } from '../support/weeks.js';
import { logsplit } from './logsplit.js';

const HOSTILE = '/\\x1b[31m<script>';

let folder: string;
let db: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'logsplit-review-'));
  db = join(folder, 'site.db');
  const lines = [...weekLines(4, { seed: 5, change: planted })];
  const extra = Array.from({ length: 60 }, (_, i) => ({
    at: FIRST_MONDAY_S - START_S + 22 * 86_400 + i * 3600,
    host: 'other.example',
    request: `GET ${HOSTILE} HTTP/1.1`,
    requestS: '0.010',
    upstreamS: '0.010',
  }));
  await writeFile(join(folder, 'access.log'), `${lines.join('')}${extra.map((one) => `${logLine(one)}\n`).join('')}`);
  await logsplit(['analyze', join(folder, 'access.log'), '--db', db, '--log-format', FULL_FORMAT, '--output', 'json']);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const review = (...args: string[]) => logsplit(['review', '--db', db, ...args]);

// Each run makes two whole reports.
describe('logsplit review', { timeout: 90_000 }, () => {
  let json: Review;
  beforeAll(async () => {
    json = JSON.parse((await review('--output', 'json', '--workers', '1')).stdout) as Review;
  });

  it('is a gate for CI: check --no-regressions names what became worse', async () => {
    const check = (...args: string[]) => logsplit(['check', '--db', db, '--no-regressions', ...args]);
    const { code, stdout } = await check('--output', 'json');
    const [gate] = (JSON.parse(stdout) as Check).gates;
    expect([code, gate!.outcome]).toEqual([1, 'failed']);
    expect(gate!.why).toMatch(/^GET \/api\/report: /);
    expect((await check('--week', '2026-W44')).code).toBe(0);
    const early = await check('--week', '2026-W43');
    expect([early.code, early.stdout]).toEqual([1, expect.stringContaining('NOT JUDGED')]);
  });

  it('reviews the last whole week against the one before', () => {
    expect(json).toMatchObject({
      schema: 'logsplit.review/1',
      zone: 'UTC',
      period: { name: '2026-W46', from: '2026-11-09T00:00:00Z', until: '2026-11-16T00:00:00Z', days: 7, compared: 7 },
      against: { name: '2026-W45', compared: 7 },
      further: ['2026-W44', '2026-W43'],
    });
    expect(json.findings.map(({ kind, route }) => `${kind} ${route}`)).toEqual([
      'regression GET /api/report',
      'improvement GET /assets/app.css',
      'improvement GET /assets/logo.png',
      'traffic GET /search',
      'new GET /api/export',
      `new GET other.example${HOSTILE.replace('\\x1b', '\x1b')}`,
    ]);
  });

  it('knows that the files were offloaded, what was predicted and what came, and what is open', () => {
    const done = json.advice!.recommendations.find(({ action }) => action === 'offload')!;
    expect(done).toMatchObject({ target: '/assets/*', done: 'done' });
    expect(done.came.appSeconds! / done.predicted.appSeconds!).toBeGreaterThan(0.7);
    expect(done.came.appSeconds! / done.predicted.appSeconds!).toBeLessThan(1);
    expect(json.open.find(({ action }) => action === 'instrument')).toMatchObject({ isNew: false });
  });

  it('tells the growth with an interval, and when the workers are used up', () => {
    const { growth, saturation, weeks } = json.forecast;
    expect(weeks).toBe(4);
    expect(growth!.low).toBeLessThan(0.08);
    expect(growth!.high).toBeGreaterThan(0.08);
    expect(growth!.low).toBeGreaterThan(0);
    const [early, full] = saturation;
    expect(early!.weeks!).toBeLessThan(full!.weeks!);
    expect(full!.earliest!).toBeLessThan(full!.weeks!);
    expect(json.load!.utilisation).toBeCloseTo(json.load!.peak);
    expect(json.load!.headroom! * json.load!.peak).toBeCloseTo(0.7);
    // The traffic at the peak has to grow by that factor.
    expect((1 + growth!.weekly) ** full!.weeks!).toBeCloseTo(1 / json.load!.peak, -1);
  });

  it('has every hour beside that of the week before', () => {
    expect(json.hours).toHaveLength(168);
    const before = json.hours.reduce((sum, hour) => sum + hour.before!.requests, 0);
    expect(before).toBe(json.totals.before.requests);
  });

  it('tells the same as text, and nothing of the log acts on the terminal', async () => {
    const { stdout, code } = await review();
    expect(code).toBe(0);
    for (const text of [
      'REVIEW of 2026-W46 against 2026-W45',
      'worse    GET /api/report',
      'since Tuesday,',
      'WHAT BECAME OF THE ADVICE',
      'STILL TO DO',
      "By Little's law",
      'How many requests the application works on',
    ])
      expect(stdout).toContain(text);
    expect(stdout).not.toContain('\x1b');
    expect(stdout).toMatch(/new +GET other\.exam.*x1b\[31m<script>/);
  });

  it('tells the same in Markdown and CSV', async () => {
    const markdown = (await review('--output', 'markdown')).stdout;
    expect(markdown).toContain('# Review of 2026-W46');
    expect(markdown).toMatch(/^\*\*GET \/api\/report\*\* \(worse, /m);
    expect(markdown).not.toContain('<script>');
    const csv = join(folder, 'csv');
    const { stdout } = await review('--output', 'csv', '--csv', csv);
    expect(stdout).toMatch(/^"kind","route","metric","before","after","before_value",.*\r\n"worse",/);
    expect((await readdir(csv)).sort()).toEqual(REVIEW_TABLES.map((name) => `${name}.csv`).sort());
    const table = (name: string) => readFile(join(csv, `${name}.csv`), 'utf8');
    expect(await table('weeks')).toContain('"2026-W43"');
    expect(await table('hosts')).toMatch(/^"other.example",60,0,/m);
    for (const name of REVIEW_TABLES) {
      const [heading, ...rows] = (await table(name)).trimEnd().split('\r\n');
      // No text of these tables has a comma but sentences, which stand in quotes.
      const cells = (line: string): number => line.replace(/"[^"]*"/g, '""').split(',').length;
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(cells(row)).toBe(cells(heading!));
    }
  });

  it('takes days, weeks and filters', async () => {
    const days = JSON.parse(
      (
        await review(
          '--since',
          '2026-11-09',
          '--until',
          '2026-11-14',
          '--output',
          'json',
          '--exclude-path',
          '/assets/*',
        )
      ).stdout,
    ) as Review;
    expect(days.period).toMatchObject({ name: '2026-11-09 to 2026-11-13', days: 5, compared: 5 });
    expect(days.against.name).toBe('2026-11-02 to 2026-11-06');
    expect(days.findings.map(({ route }) => route)).toContain('GET /api/report');
    expect(days.routes.some(({ route }) => route.startsWith('/assets'))).toBe(false);
    const earlier = await review('--week', 'W45', '--against', '2026-W43');
    expect(earlier.stdout).toContain('REVIEW of 2026-W45 against 2026-W43');
    expect(earlier.stdout).toContain('A forecast needs 4 whole weeks, and the store holds 3 whole weeks up to here.');
  });

  it('compares what there is of a week that is not whole', async () => {
    const part = JSON.parse(
      (await review('--week', 'W46', '--output', 'json', '--where', "time < TIMESTAMP '2026-11-13'")).stdout,
    ) as Review;
    expect(part.period).toMatchObject({ days: 7, compared: 4 });
    expect(part.against).toMatchObject({ days: 7, compared: 4 });
    expect(part.notes[0]).toBe(
      'Not stored as whole days: 2026-11-13, 2026-11-14, 2026-11-15. The same days of the week are compared.',
    );
    expect(part.totals.before.requests / part.totals.after.requests).toBeGreaterThan(0.75);
  });
});

describe('what cannot be reviewed', () => {
  it.each([
    [['--week', 'W43'], 'The store holds nothing to compare 2026-W43 with: nothing before it.'],
    [['--week', '2026-W53x'], '--week "2026-W53x" is no week.'],
    [['--week', '2026-W20'], 'The store holds no whole day of 2026-W20.'],
    [['--against', '2026-W46'], '--against 2026-W46 is what is reviewed.'],
    [['--zone', 'Berlin'], '"Berlin" is no time zone.'],
    [['--week', 'W46', '--since', '2026-11-09'], '--week and --since or --until name two periods.'],
  ] as [string[], string][])('%j is one sentence and a fix', async (args, message) => {
    const { code, stderr, stdout } = await review(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.split('\n')[0]).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(2);
  });

  it('needs a store', async () => {
    expect(await logsplit(['review'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Give --db FILE') });
    expect((await logsplit(['review', '--db', join(folder, 'none.db')])).stderr).toContain('does not exist');
  });

  it('is a store without a whole week', async () => {
    const { code, stderr } = await review('--where', "time > TIMESTAMP '2026-11-10' AND time < TIMESTAMP '2026-11-12'");
    expect(code).toBe(2);
    expect(stderr).toContain('The store holds no whole week: it goes from 2026-11-10 to 2026-11-11.');
  });
});
