import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Explanation } from '../../src/report/explanation.js';
import { FULL_FORMAT, logOf } from '../support/lines.js';
import { seeded } from '../support/random.js';
import { arrivals, linesOf, serveWithWorkers, steady } from '../support/simulate.js';
import { logsplit } from './logsplit.js';

let folder: string;
let busy: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-explain-'));
  const demands = [
    { path: '/render', cpuMs: 20, waitMs: 0 },
    { path: '/orders/100001', cpuMs: 1, waitMs: 40 },
    { path: '/orders/100002', cpuMs: 1, waitMs: 40 },
  ];
  busy = file('busy.log', logOf(linesOf(serveWithWorkers(arrivals(demands, steady(90), 200, seeded(1)), 4, 2))));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const explain = (route: string, path: string, ...args: string[]) =>
  logsplit(['explain', route, path, '--log-format', FULL_FORMAT, ...args], { env: { LANG: 'C.UTF-8', LC_ALL: '' } });

async function explained(route: string, path = busy): Promise<Explanation> {
  const ran = await explain(route, path, '--output', 'json');
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ran.stdout) as Explanation;
}

describe('logsplit explain', () => {
  test('says the label, its reason, every rung, the times, the concurrency, in 80 columns', async () => {
    const { stdout, stderr, code } = await explain('GET /render', busy);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/^GET \/render: cpu, with \w+ confidence\nIt computes for 20\.0 ms of the /);
    for (const rung of ['R0 nothing', 'R1 cpu', 'R2 ', 'R3 ']) expect(stdout).toContain(`\n  ${rung}`);
    for (const title of ['EVIDENCE', 'TIMES', 'HOW LONG IT TAKES,', 'HOW LONG IT TAKES BESIDE OTHERS']) {
      expect(stdout).toContain(`\n${title}`);
    }
    expect(stdout).toContain('█');
    for (const line of stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  });

  test('draws with ASCII where the locale has no more', async () => {
    const ran = await logsplit(['explain', 'GET /render', busy, '--log-format', FULL_FORMAT], {
      env: { LANG: 'C', LC_ALL: 'C' },
    });
    expect(ran.stdout).toMatch(/^[\n -~]*$/);
    expect(ran.stdout).toContain('####');
  });

  test('shows that a route takes longer beside others, with every request in one step', async () => {
    const { concurrency, distribution, route } = await explained('GET /render');
    const { steps } = concurrency;
    expect(steps.map(({ othersFrom }) => othersFrom)).toEqual(steps.map((_, i) => (i === 0 ? 0 : 2 ** (i - 1))));
    for (const list of [steps, distribution]) {
      expect(list.reduce((n, { requests }) => n + requests, 0)).toBe(route.requests);
    }
    expect(steps.at(-1)!.p50).toBeGreaterThan(steps[0]!.p50);
    expect(concurrency.reading).toMatch(/times as long beside/);
  });

  test.each([
    ['as the report does', 'GET /orders/:id'],
    ['by its path', '/orders/:id'],
    ['by a path that was asked for', '/orders/100002'],
    ['by a method and a path that was asked for, with a query', 'GET /orders/100002?page=3'],
  ])('takes the route named %s', async (_name, text) => {
    expect((await explained(text)).route).toMatchObject({ method: 'GET', route: '/orders/:id', requests: 400 });
  });

  test.each([
    ['unknown', 'GET /rendr', "No request has the route 'GET /rendr'.", "'GET /render'"],
    ['of several methods', '/both', "Several routes fit '/both'.", "'GET /both', 'POST /both'"],
    ['that would act on a terminal', '/\u001b[2J', String.raw`No request has the route '/\x1b[2J'.`, "'GET /both'"],
  ])('refuses a route that is %s, and names the nearest', async (_name, text, sentence, nearest) => {
    const lines = ['GET /both', 'POST /both', 'GET /render'].map((request) => ({ request: `${request} HTTP/1.1` }));
    const { code, stdout, stderr } = await explain(text, file('methods.log', logOf(lines)));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const [said, fix, ...rest] = stderr.trimEnd().split('\n');
    expect(said).toBe(`logsplit: ${sentence}`);
    expect(fix).toContain(nearest);
    expect(rest).toEqual([]);
  });

  test.each([
    ['times', '"$request" $status', '"GET / HTTP/1.1" 200', /upstream_response_time/, /no times of the application/],
    [
      'milliseconds',
      '[$time_local] "$request" $status $upstream_response_time',
      '[23/Nov/2026:10:01:05 +0000] "GET / HTTP/1.1" 200 0.100',
      /logsplit instrument/,
      /log \$msec/,
    ],
  ])('says what to log where the log has no %s', async (name, format, line, wish, reading) => {
    const path = file(`no-${name}.log`, `${line}\n`.repeat(40));
    const ran = await logsplit(['explain', '/', path, '--log-format', format, '--output', 'json']);
    const { concurrency, surer, route } = JSON.parse(ran.stdout) as Explanation;
    expect(route.bound).toBe('unknown');
    expect(concurrency).toMatchObject({ steps: [], reading: expect.stringMatching(reading) });
    expect(surer[0]).toMatch(wish);
  });

  test('wants no more where it is sure, nor where the application is never asked', async () => {
    const demands = ['/a', '/b', '/c'].map((path) => ({ path, cpuMs: 20, waitMs: 0 }));
    const quiet = linesOf(serveWithWorkers(arrivals(demands, steady(12), 100, seeded(1)), 4, 2));
    const path = file('sure.log', logOf([...quiet, { request: 'GET /logo.png HTTP/1.1', requestS: 0 }]));
    expect(await explained('/a', path)).toMatchObject({ route: { bound: 'cpu', confidence: 'high' }, surer: [] });
    expect(await explained('/logo.png', path)).toMatchObject({ rungs: [{ rung: 'R0', says: 'unknown' }], surer: [] });
  });

  test('writes a file, and cleans what a log names its routes', async () => {
    const path = file('hostile.log', logOf([{ request: 'GET /\\x1B[31mred HTTP/1.1' }]));
    const out = join(folder, 'out.txt');
    const ran = await explain('/\u001b[31mred', path, '-o', out);
    expect(ran).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(out, 'utf8')).toMatch(/^GET \/\\x1b\[31mred: unknown\n/);
    expect(readFileSync(out, 'utf8')).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });
});
