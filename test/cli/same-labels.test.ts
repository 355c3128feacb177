import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/types.js';
import { FULL_FORMAT, logOf } from '../support/lines.js';
import { seeded } from '../support/random.js';
import { arrivals, linesOf, serveWithWorkers, swinging } from '../support/simulate.js';
import { logsplit } from './logsplit.js';

const DEMANDS = [
  { path: '/render', cpuMs: 20, waitMs: 0 },
  { path: '/primes', cpuMs: 30, waitMs: 0 },
  { path: '/report', cpuMs: 20, waitMs: 20 },
  { path: '/orders', cpuMs: 1, waitMs: 40 },
  { path: '/ping', cpuMs: 1, waitMs: 0 },
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-same-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function labels(logFormat: string, args: readonly string[]): Promise<unknown[]> {
  const options = ['--log-format', logFormat, '--cores', '2', '--output', 'json'];
  const ran = await logsplit(['analyze', ...args, ...options]);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  const { routes } = JSON.parse(ran.stdout) as Report;
  return routes.map(({ route, bound, confidence, evidence }) => ({
    route,
    bound,
    confidence,
    evidence: evidence.map(({ rung, says }) => [rung, says]),
  }));
}

const simulated = (): string =>
  logOf(linesOf(serveWithWorkers(arrivals(DEMANDS, swinging(40, 130), 100, seeded(4)), 4, 2)));
const realRun = (): string =>
  gunzipSync(readFileSync(new URL('../fixtures/contention/sync4-mid.log.gz', import.meta.url))).toString();

describe.each([
  ['CPU times', 'R1', simulated, FULL_FORMAT],
  [
    'times alone',
    'R3',
    realRun,
    '$msec "$request" $status $request_time $upstream_response_time $upstream_cache_status',
  ],
])('a busy server’s log with %s has the same labels', (_name, rung, makeLog, format) => {
  let whole: unknown[];
  let lines: string[];
  const written = (name: string, content: string | Buffer): string => {
    const path = join(folder, `${rung}-${name}`);
    writeFileSync(path, content);
    return path;
  };

  beforeAll(async () => {
    lines = makeLog().trimEnd().split('\n');
    whole = await labels(format, [written('whole.log', `${lines.join('\n')}\n`)]);
    for (const bound of ['cpu', 'io']) {
      expect(whole).toContainEqual(
        expect.objectContaining({ bound, evidence: expect.arrayContaining([[rung, bound]]) as unknown }),
      );
    }
  });

  test('shuffled', async () => {
    const shuffled = `${seeded(9).shuffled(lines).join('\n')}\n`;
    expect(await labels(format, [written('shuffled.log', shuffled)])).toEqual(whole);
  });

  test('packed', async () => {
    expect(await labels(format, [written('packed.log.gz', gzipSync(`${lines.join('\n')}\n`))])).toEqual(whole);
  });

  test('in two halves, one after the other in a store', async () => {
    const middle = lines.length >> 1;
    const store = join(folder, `${rung}.db`);
    const halves = [lines.slice(0, middle), lines.slice(middle)].map((half, i) =>
      written(`half-${i}.log`, `${half.join('\n')}\n`),
    );
    await labels(format, [halves[0]!, '--db', store]);
    expect(await labels(format, [halves[1]!, '--db', store])).toEqual(whole);
  });
});
