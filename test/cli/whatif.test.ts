import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WhatIf } from '../../src/advice/whatif/types.js';
import { FULL_FORMAT, logOf, repeated } from '../support/lines.js';
import { seeded } from '../support/random.js';
import { arrivals, linesOf, serveWithWorkers, swinging } from '../support/simulate.js';
import { logsplit } from './logsplit.js';

const DEMANDS = [
  { path: '/report', cpuMs: 60, waitMs: 0 },
  { path: '/users/12345', cpuMs: 2, waitMs: 50 },
  { path: '/static/app.css', cpuMs: 2, waitMs: 0 },
];

let folder: string;
let log: string;
const whatIf = (...args: string[]) => logsplit(['whatif', log, '--log-format', FULL_FORMAT, '--cores', '2', ...args]);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-whatif-'));
  log = join(folder, 'access.log');
  const served = serveWithWorkers(arrivals(DEMANDS, swinging(20, 60), 400, seeded(3)), 4, 2);
  const hostile = { request: 'GET /\x1b[31mred HTTP/1.1', requestS: '0.010', upstreamS: '0.010', cpuS: '0.002' };
  writeFileSync(log, logOf([...linesOf(served), ...repeated(20, hostile, 1)]));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('prints what is measured, simulated and then, by route too, and what it assumes; the same in every run', async () => {
  const args = ['--workers', '2', '--now-workers', '4', '--traffic', '1.2x', '--offload', '/static/*'];
  const changes = ['--compile', 'GET /report:20x', '--cache', 'GET /users/:id:1m'];
  const { code, stdout, stderr } = await whatIf(...args, ...changes);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^WHAT IF\n {2}offload \/static\/\*\n {2}compile GET \/report: computes 20 times as fast\n/);
  expect(stdout).toMatch(/^ {2}cache GET \/users\/:id for 1 m 00 s\n {2}2 on 2 cores in place of 4 on 2 cores$/m);
  expect(stdout).toMatch(/^ {2}1\.2 times the traffic\n\n +measured +simulated +then$/m);
  expect(stdout).toMatch(/^ {2}request time p95 +\d+(\.\d)? ms +\d+(\.\d)? ms +\d+(\.\d)? ms$/m);
  expect(stdout).toMatch(/^ {2}GET \/report +\d/m);
  expect(stdout).toMatch(/^ASSUMED\n {2}- Requests come as in the log/m);
  expect(stdout).not.toContain('\x1b');
  expect((await whatIf(...args, ...changes)).stdout).toBe(stdout);
});

it('gives the same as JSON, from a store too', async () => {
  const args = ['--now-workers', '4', '--compile', 'GET /rep*:20', '--output', 'json'];
  const { code, stdout } = await whatIf(...args);
  expect(code).toBe(0);
  const result = JSON.parse(stdout) as WhatIf;
  expect(result).toMatchObject({
    schema: 'logsplit.whatif/1',
    changes: { offload: [], compile: [{ route: 'GET /report', factor: 20 }], cache: [], traffic: 1 },
    now: { workers: 4, threads: 1, cores: 2 },
    planned: { workers: 4, threads: 1, cores: 2 },
    measured: { requests: 1220, appRequests: 1220 },
  });
  const report = result.routes.find(({ route }) => route === '/report')!;
  expect(report).toMatchObject({ method: 'GET', host: null, cpu: 'reported' });
  expect(report.ends[0]!.after.requestTime!.p50).toBeLessThan(report.measured.requestTime!.p50 / 10);
  const db = join(folder, 'site.db');
  expect((await logsplit(['analyze', log, '--db', db, '--log-format', FULL_FORMAT])).code).toBe(0);
  const ofStore = await logsplit(['whatif', '--db', db, '--cores', '2', ...args]);
  expect(JSON.parse(ofStore.stdout)).toEqual(result);
});

it('gives the same as Markdown, HTML and tables', async () => {
  const args = ['--now-workers', '4', '--compile', 'GET /report:20x'];
  const markdown = await whatIf(...args, '--output', 'markdown', '--top', '3');
  expect([markdown.code, markdown.stderr]).toEqual([0, '']);
  expect(markdown.stdout).toMatch(/^# What if\n\ncompile GET \/report: computes 20 times as fast\n/);
  expect(markdown.stdout).toMatch(/^\| measured \| [\d.]+ ms \|/m);
  expect(markdown.stdout).toMatch(/^\| then \| [\d.]+ m?s \|/m);
  expect(markdown.stdout).toMatch(/^\| GET \/report \| \d+ \| [\d.]+ ms \| [\d.]+ ms \|/m);
  expect(markdown.stdout).toContain('Requests come as in the log');
  const json = JSON.parse((await whatIf(...args, '--output', 'json')).stdout) as WhatIf;
  const csv = async (table: string): Promise<string[][]> =>
    (await whatIf(...args, '--output', 'csv', '--table', table)).stdout
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
  const [header, ...rows] = await csv('routes');
  expect(header!.slice(0, 5)).toEqual(['"route"', '"requests"', '"cpu"', '"p50_s"', '"then_p50_s"']);
  expect(rows).toHaveLength(json.routes.length);
  expect(Number(rows[0]![4])).toBe(json.routes[0]!.ends[0]!.after.requestTime!.p50);
  expect((await csv('figures')).map(([state]) => state)).toEqual(['"state"', '"measured"', '"simulated"', '"then"']);
  const html = join(folder, 'whatif.html');
  expect((await whatIf(...args, '-o', html)).code).toBe(0);
  expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>[\s\S]*What if/i);
});

it.each([
  [[], 'Nothing is to be different.'],
  [['--offload', 'static'], '--offload "static" does not begin with a slash'],
  [['--traffic', '0x'], "option '--traffic <factor>' argument '0x' is invalid. It is a factor"],
  [['--traffic', 'much'], "option '--traffic <factor>' argument 'much' is invalid."],
  [['--compile', 'GET /report'], 'It is a route, a colon and a factor'],
  [['--compile', 'GET /report:0.5x'], 'It is a factor from 1 to 1000'],
  [['--cache', 'GET /report:60'], 'It is a route and a time with a unit'],
  [['--workers', '0'], 'It is a whole number above 0'],
  [['--compile', 'GET /none:2x', '--now-workers', '4'], "No request has the route 'GET /none'."],
])('refuses %j in a sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await whatIf(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(sentence);
});
