import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClockCheck } from '../../src/evidence/clock.js';
import { type ExplicitRow, judgeExplicit, type RunHealth, runHealth } from '../../src/evidence/explicit.js';

const OWN: ClockCheck = { verdict: 'own', detail: '' };
const QUIET: RunHealth = { clock: OWN, leastWaitS: 0, undisturbed: true };
const BUSY: RunHealth = { ...QUIET, undisturbed: false };

const NOTHING_TOLD = { told_rows: 0, told_wait_mean: null, rest_p20: null };

/** A route of 100 ms undisturbed, of which so much is CPU. */
const route = (cpuShare: number, fields: Partial<ExplicitRow> = {}): ExplicitRow => ({
  method: 'GET',
  host: null,
  route: '/',
  cpu_rows: 100,
  cpu_mean: 0.1 * cpuShare,
  app_mean: 0.1,
  until_mean: 0.1,
  wait_p20: 0.1 * (1 - cpuShare),
  wait_p50: 0.1 * (1 - cpuShare),
  wait_p80: 0.1 * (1 - cpuShare),
  impossible: 0,
  ...NOTHING_TOLD,
  ...fields,
});

const waiting = (waitS: number, restS: number, rows = 100): ExplicitRow => ({
  ...route(0, {
    cpu_rows: 0,
    cpu_mean: null,
    app_mean: null,
    until_mean: null,
    wait_p20: null,
    wait_p50: null,
    wait_p80: null,
  }),
  told_rows: rows,
  told_wait_mean: waitS,
  rest_p20: restS,
});

const REFUSED = { rung: 'R1', says: 'refused', detail: expect.any(String) };

describe('a route that reports its CPU time', () => {
  it.each<[share: number, server: 'quiet' | 'busy', bound: string, confidence: string]>([
    [0.95, 'quiet', 'cpu', 'high'],
    [0.661, 'quiet', 'cpu', 'high'],
    [0.659, 'quiet', 'cpu', 'medium'],
    [0.621, 'quiet', 'cpu', 'medium'],
    [0.619, 'quiet', 'mixed', 'medium'],
    [0.579, 'quiet', 'mixed', 'high'],
    [0.5, 'quiet', 'mixed', 'high'],
    [0.421, 'quiet', 'mixed', 'high'],
    [0.419, 'quiet', 'mixed', 'medium'],
    [0.381, 'quiet', 'mixed', 'medium'],
    [0.379, 'quiet', 'io', 'medium'],
    [0.339, 'quiet', 'io', 'high'],
    [0.05, 'quiet', 'io', 'high'],
    [0.64, 'busy', 'mixed', 'medium'],
    [0.661, 'busy', 'cpu', 'medium'],
    [0.701, 'busy', 'cpu', 'high'],
    [0.339, 'busy', 'io', 'high'],
  ])('with a CPU share of %d on a %s server is %s-bound with %s confidence', (share, server, bound, confidence) => {
    expect(judgeExplicit(route(share), server === 'quiet' ? QUIET : BUSY)).toMatchObject({
      bound,
      confidence,
      cpuShare: expect.closeTo(share),
    });
  });

  it('is judged by its median wait on a quiet server and by its 20th percentile on a busy one', () => {
    const varying = route(0.5, { wait_p20: 0.01, wait_p50: 0.2 });
    expect(judgeExplicit(varying, QUIET)).toMatchObject({ bound: 'io', cpuShare: expect.closeTo(0.2) });
    expect(judgeExplicit(varying, BUSY)).toMatchObject({ bound: 'cpu', cpuShare: expect.closeTo(0.05 / 0.06) });
  });

  it('is never judged by its mean upstream time, which queueing stretches', () => {
    const stretched = judgeExplicit(route(0.9, { app_mean: 1.5, until_mean: 1.5 }), BUSY);
    expect(stretched).toMatchObject({ bound: 'cpu', cpuMs: expect.closeTo(90) });
    expect(JSON.stringify(stretched)).toMatch(/1500 ms, 15\.0 times that: the rest is queueing/);
    expect(JSON.stringify(judgeExplicit(route(0.9), BUSY))).not.toContain('queueing');
  });

  it.each([
    [1, null],
    [2, null],
    [3, 'low'],
    [9, 'low'],
    [10, 'medium'],
    [29, 'medium'],
    [30, 'high'],
  ])('from %d requests has confidence %s', (rows, confidence) => {
    const said = judgeExplicit(route(0.9, { cpu_rows: rows }), QUIET);
    if (confidence === null) expect(said).toEqual(REFUSED);
    else expect(said).toMatchObject({ bound: 'cpu', confidence });
  });

  it('is refused where the clock is not its own, in the words of the check', () => {
    const clock: ClockCheck = { verdict: 'foreign', detail: 'The clock counts other requests too.' };
    expect(judgeExplicit(route(0.9), { ...QUIET, clock })).toEqual({ ...REFUSED, detail: clock.detail });
  });

  it('has medium confidence at most where the clock could not be checked, and says so', () => {
    const clock: ClockCheck = { verdict: 'unchecked', detail: 'Log $msec.' };
    const said = judgeExplicit(route(0.9), { ...QUIET, clock });
    expect(said).toMatchObject({ bound: 'cpu', confidence: 'medium' });
    expect(JSON.stringify(said)).toContain('Log $msec.');
    expect(judgeExplicit(route(0.9, { cpu_rows: 5 }), { ...QUIET, clock })).toMatchObject({ confidence: 'low' });
  });

  it.each<[name: string, share: number, leastWaitS: number, bound: string, confidence: string]>([
    ['a least wait of 2 ms is no contention', 0.2, 0.002, 'io', 'high'],
    ['a longer one is', 0.2, 0.0021, 'io', 'medium'],
    ['half of the wait is common to all routes', 0.2, 0.04, 'io', 'medium'],
    ['more than half of it is, so it may be queueing', 0.2, 0.0401, 'io', 'low'],
    ['a CPU-bound route, which a shorter wait makes more so', 0.9, 0.009, 'cpu', 'medium'],
  ])('under contention: %s', (_name, share, leastWaitS, bound, confidence) => {
    const said = judgeExplicit(route(share), { ...BUSY, leastWaitS });
    expect(said).toMatchObject({ bound, confidence });
    expect(JSON.stringify(said).includes('Even the fastest route waits')).toBe(leastWaitS > 0.002);
  });

  it('gives its figures in milliseconds and per cent', () => {
    expect(judgeExplicit(route(0.25), QUIET)).toMatchObject({
      cpuMs: expect.closeTo(25),
      evidence: [
        {
          rung: 'R1',
          says: 'io',
          detail: expect.stringMatching(
            /25\.0 ms of CPU a request \(100 requests\).*75\.0 ms\. So 25% of the undisturbed/,
          ),
        },
      ],
    });
  });
});

describe('a route that reports its waiting alone', () => {
  it.each<[name: string, row: ExplicitRow, expected: object]>([
    ['mostly waiting', waiting(0.09, 0.01), { bound: 'io', confidence: 'medium', cpuMs: null, cpuShare: null }],
    ['at the border', waiting(0.062, 0.038), { bound: 'io' }],
    ['beyond it', waiting(0.061, 0.039), REFUSED],
    ['hardly waiting', waiting(0.001, 0.1), REFUSED],
    ['few requests', waiting(0.09, 0.01, 5), { bound: 'io', confidence: 'low' }],
    ['too few requests', waiting(0.09, 0.01, 2), REFUSED],
    ['no time at all', waiting(0, 0), REFUSED],
  ])('%s', (_name, row, expected) => {
    expect(judgeExplicit(row, QUIET)).toMatchObject(expected);
  });

  it('can be shown to be IO-bound, and never to be anything else', () => {
    const s = fc.double({ min: 0, max: 10, noNaN: true });
    fc.assert(
      fc.property(s, s, fc.nat({ max: 200 }), (wait, rest, rows) => {
        const said = judgeExplicit(waiting(wait, rest, rows), QUIET);
        expect('bound' in said ? said.bound : said.says).toMatch(/^(io|refused)$/);
        expect(JSON.stringify(said)).not.toContain('"high"');
      }),
    );
  });
});

describe('what all routes say of the run', () => {
  const quick = (p80: number, rows = 10): ExplicitRow => route(1, { wait_p20: 0.001, wait_p80: p80, cpu_rows: rows });

  it.each<[name: string, rows: ExplicitRow[], undisturbed: boolean]>([
    ['quick routes hardly ever wait', [quick(0.002), quick(0.002), quick(0.5)], true],
    ['half of them do', [quick(0), quick(0.0021), quick(0.5)], false],
    ['two quick routes tell too little', [quick(0), quick(0)], false],
    ['routes of few requests tell nothing', [quick(0), quick(0), quick(0, 9)], false],
    [
      'routes that always wait tell nothing',
      [quick(0), quick(0), route(0.5, { wait_p20: 0.0011, wait_p80: 0 })],
      false,
    ],
    ['no routes', [], false],
  ])('%s', (_name, rows, undisturbed) => {
    expect(runHealth(rows, OWN).undisturbed).toBe(undisturbed);
  });

  it('takes the least wait of the routes that are well measured', () => {
    const rows = [
      route(0.5, { wait_p20: 0.03 }),
      route(0.5, { wait_p20: 0.02 }),
      route(0.5, { wait_p20: 0, cpu_rows: 29 }),
    ];
    expect(runHealth(rows, OWN).leastWaitS).toBe(0.02);
    expect(runHealth(rows.slice(2), OWN).leastWaitS).toBeNull();
  });
});
