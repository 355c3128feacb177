import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/types.js';
import { cpuSeriesOf } from '../support/cpu-series.js';
import { FULL_FORMAT, logOf, START_S } from '../support/lines.js';
import { seeded } from '../support/random.js';
import { arrivals, linesOf, serveWithWorkers, swinging } from '../support/simulate.js';
import { logsplit, type Ran } from './logsplit.js';

const DEMANDS = [
  { path: '/render', cpuMs: 40, waitMs: 0 },
  { path: '/orders', cpuMs: 1, waitMs: 60 },
];
const TRUTH = { '/render': 'cpu', '/orders': 'io' };
const SERVED = serveWithWorkers(arrivals(DEMANDS, swinging(4, 20), 300, seeded(1)), 64, 64);
const LINES = linesOf(SERVED).map((line) => ({ ...line, cpuS: '-' }));

let dir: string;
const path = (name: string): string => join(dir, name);

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'logsplit-cpu-cli-'));
  writeFileSync(path('access.log'), logOf(LINES));
  writeFileSync(path('shuffled.log'), logOf(seeded(2).shuffled(LINES)));
  writeFileSync(path('half1.log'), logOf(LINES.filter((_, i) => i % 2 === 0)));
  writeFileSync(path('half2.log'), logOf(LINES.filter((_, i) => i % 2 === 1)));
  const { toS, cpuS } = cpuSeriesOf(SERVED);
  const rows = (stamp: (s: number) => string): string =>
    Array.from(toS, (to, i) => `${stamp(to + START_S)},${cpuS[i]!.toFixed(3)},1.7\n`).join('');
  writeFileSync(path('cpu.csv'), `time,app_s,host_s\n${rows((s) => s.toFixed(0))}`);
  // As a recorder in Central Europe writes it, an hour ahead of UTC, its clock 12 s late.
  const local = (s: number): string => new Date((s + 3600 - 12) * 1e3).toISOString().slice(0, 19).replace('T', ' ');
  writeFileSync(path('local.csv'), `time,app_s,host_s\n${rows(local)}`);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const analyze = (logs: readonly string[], ...more: string[]): Promise<Ran> =>
  logsplit(['analyze', ...logs.map(path), '--log-format', FULL_FORMAT, ...more]);

async function reportOf(logs: readonly string[], ...more: string[]): Promise<Report> {
  const { code, stdout, stderr } = await analyze(logs, '--output', 'json', ...more);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Report;
}

const boundsOf = ({ routes }: Report) => Object.fromEntries(routes.map(({ route, bound }) => [route, bound]));

describe('--cpu', () => {
  it('labels routes that are unknown without it, and says how', async () => {
    expect(boundsOf(await reportOf(['access.log']))).toEqual({ '/render': 'unknown', '/orders': 'unknown' });
    const report = await reportOf(['access.log'], '--cpu', `${path('cpu.csv')}:app`);
    expect(boundsOf(report)).toEqual(TRUTH);
    const render = report.routes.find(({ route }) => route === '/render')!;
    expect(render).toMatchObject({ confidence: 'high', cpuMs: expect.closeTo(40, -1) });
    expect(render.evidence[0]).toMatchObject({
      rung: 'R2',
      says: 'cpu',
      detail: expect.stringMatching(/90% interval .* of it is CPU/),
    });
    expect(report.input.cpu).toEqual([
      expect.objectContaining({
        format: 'table',
        scope: 'app',
        unit: 's',
        stepSeconds: 1,
        zoneSeconds: 0,
        fault: null,
        rejected: 0,
      }),
    ]);
  });

  it('gives the same labels and figures from a shuffled log and from halves of it', async () => {
    const figures = ({ routes }: Report) =>
      routes.map(({ route, bound, confidence, cpuMs }) => ({ route, bound, confidence, cpuMs }));
    const cpu = ['--cpu', `${path('cpu.csv')}:app`];
    const whole = figures(await reportOf(['access.log'], ...cpu));
    expect(figures(await reportOf(['shuffled.log'], ...cpu))).toEqual(whole);
    expect(figures(await reportOf(['half2.log', 'half1.log'], ...cpu))).toEqual(whole);
  });

  it('finds zone and clock, and shows them', async () => {
    const { stdout, code } = await analyze(['access.log'], '--cpu', `${path('local.csv')}:app`, '--output', 'text');
    expect(code).toBe(0);
    const flowing = stdout.replace(/\s+/g, ' ');
    expect(flowing).toMatch(
      /CPU time from .*local\.csv: table, column app_s \(s\), the application's; \d+ samples of 1\.0 s/,
    );
    expect(flowing).toMatch(/1 h 00 m ahead of the log's UTC/);
    expect(flowing).toMatch(/its clock is 1[12]\.?\d* s behind the log's/);
  });

  it('that does not belong to the log labels nothing, and says why', async () => {
    const other = path('other.csv');
    writeFileSync(
      other,
      `time,cpu\n${Array.from({ length: 99 }, (_, i) => `${START_S + 1e6 + i},0.${i % 7}`).join('\n')}`,
    );
    const { code, stdout, stderr } = await analyze(['access.log'], '--cpu', other, '--output', 'json');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^logsplit: warning: .*other\.csv is not used\. It has too little time in common with the log\.\n$/,
    );
    const report = JSON.parse(stdout) as Report;
    expect(boundsOf(report)).toEqual({ '/render': 'unknown', '/orders': 'unknown' });
    expect(report.routes[0]!.evidence[0]).toMatchObject({
      rung: 'R2',
      says: 'refused',
      detail: expect.stringContaining('too little in common'),
    });
    expect(report.input.cpu[0]!.fault).toBe('It has too little time in common with the log.');
  });

  it.each<[string, string[], RegExp]>([
    ['a missing file', ['--cpu', '/nowhere/cpu.csv'], /^logsplit: \/nowhere\/cpu\.csv does not exist\.\nCheck/],
    [
      'a column to choose',
      ['--cpu', 'cpu.csv'],
      /^logsplit: .*several columns: app_s, host_s\.\nName .*cpu\.csv:app_s\n$/,
    ],
    ['standard input twice', ['--cpu', '-', '--cpu', '-'], /^logsplit: Standard input can be read once only\.\nWrite/],
  ])('%s is told in two sentences with exit code 2', async (_name, args, message) => {
    const { code, stdout, stderr } = await analyze(
      ['access.log'],
      ...args.map((arg) => (arg === 'cpu.csv' ? path(arg) : arg)),
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('shows what a file holds without its control characters', async () => {
    const hostile = path('hostile.csv');
    writeFileSync(hostile, `time,\u001b[31mred\u0007,b\n${START_S},1,2\n`);
    const { code, stderr } = await analyze(['access.log'], '--cpu', hostile);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/[\u0007\u001b]/);
  });
});
