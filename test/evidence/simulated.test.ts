import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/types.js';
import { reportOf } from '../support/analyze.js';
import { type LineFields, logOf } from '../support/lines.js';
import { seeded } from '../support/random.js';
import {
  arrivals,
  type Demand,
  linesOf,
  type Rate,
  serveWithEventLoop,
  serveWithWorkers,
  steady,
  swinging,
} from '../support/simulate.js';

const DEMANDS: Record<'cpu' | 'io' | 'mixed', Demand[]> = {
  cpu: [
    { path: '/render', cpuMs: 20, waitMs: 0 },
    { path: '/hash', cpuMs: 8, waitMs: 0 },
    { path: '/primes', cpuMs: 30, waitMs: 0 },
  ],
  io: [
    { path: '/orders', cpuMs: 1, waitMs: 40 },
    { path: '/users', cpuMs: 2, waitMs: 25 },
  ],
  mixed: [{ path: '/report', cpuMs: 20, waitMs: 20 }],
};
const ALL = Object.values(DEMANDS).flat();
const TRUTH = Object.fromEntries(
  Object.entries(DEMANDS).flatMap(([bound, demands]) => demands.map(({ path }) => [path, bound])),
);

/** Four workers on two cores: saturated at some 130 requests a second of this mix. */
const workers = (rate: Rate, seed: number, perRoute = 200): Partial<LineFields>[] =>
  linesOf(serveWithWorkers(arrivals(ALL, rate, perRoute, seeded(seed)), 4, 2));
/** One core: saturated at some 74 requests a second. */
const eventLoop = (rate: Rate, seed: number): Partial<LineFields>[] =>
  linesOf(serveWithEventLoop(arrivals(ALL, rate, 150, seeded(seed))));

const boundsOf = ({ routes }: Report) => Object.fromEntries(routes.map(({ route, bound }) => [route, bound]));
const verdictsOf = ({ routes }: Report) =>
  Object.fromEntries(
    routes.map(({ route, bound, confidence, cpuMs, cpuShare }) => [route, { bound, confidence, cpuMs, cpuShare }]),
  );

describe('a server with synchronous workers', () => {
  it.each<[name: string, rate: Rate]>([
    ['a quiet', steady(12)],
    ['a busy', steady(60)],
    ['an at times overloaded', swinging(60, 250)],
  ])('has its routes named for what they are: %s one', async (_name, rate) => {
    for (const seed of [1, 2]) {
      const report = await reportOf(logOf(workers(rate, seed)));
      expect(boundsOf(report)).toEqual(TRUTH);
      for (const { route, cpuMs } of report.routes) {
        expect(cpuMs! / ALL.find(({ path }) => path === route)!.cpuMs).toBeCloseTo(1, 1);
      }
    }
  });

  it('is overloaded in that test: CPU over mean upstream time would call the CPU-bound routes IO-bound', async () => {
    const report = await reportOf(logOf(workers(swinging(60, 250), 1)));
    const naive = report.routes
      .filter(({ route }) => TRUTH[route] === 'cpu')
      .map((r) => r.cpuMs! / 1e3 / r.upstreamTime!.mean);
    expect(Math.max(...naive)).toBeLessThan(0.38);
  });

  it('is never sure of itself where the overload does not end', async () => {
    const report = await reportOf(logOf(workers(steady(150), 1)));
    for (const { bound, confidence, evidence } of report.routes) {
      expect(evidence[0]!.detail).toContain('Even the fastest route waits');
      expect(confidence).toBe(bound === 'cpu' ? 'medium' : 'low');
    }
    // So nobody is told not to compile a route that may well compute.
    expect(report.recommendations.map(({ action }) => action)).not.toContain('keep');
  });

  it('gets the same verdicts from its lines in any order', async () => {
    const lines = workers(swinging(60, 250), 3);
    const whole = await reportOf(logOf(lines));
    const shuffled = await reportOf(logOf(seeded(9).shuffled(lines)));
    for (const [route, verdict] of Object.entries(verdictsOf(whole))) {
      expect(verdictsOf(shuffled)[route]).toEqual({
        ...verdict,
        cpuMs: expect.closeTo(verdict.cpuMs!, 9),
        cpuShare: expect.closeTo(verdict.cpuShare!, 9),
      });
    }
  });

  it('is not misled by a cache that replays the CPU time of the stored answer', async () => {
    const lines = workers(steady(12), 1);
    // Each page that waits 40 ms for its database is then served a hundred times from the cache, with its header.
    const replayed = lines
      .filter(({ request }) => request!.includes('/orders'))
      .flatMap(
        (line) => Array(5).fill({ ...line, upstreamS: '-', cache: 'HIT', cpuS: '5.000' }) as Partial<LineFields>[],
      );
    const report = await reportOf(logOf([...lines, ...replayed]));
    const orders = report.routes.find(({ route }) => route === '/orders')!;
    expect(orders.servedBy).toMatchObject({ app: 200, cache: 1000 });
    expect(orders).toMatchObject({ bound: 'io', cpuMs: expect.closeTo(1, 1) });
  });

  it('is unknown throughout without the CPU field and without short requests, with the way to find out', async () => {
    const report = await reportOf(logOf(workers(steady(60), 1).map((line) => ({ ...line, cpuS: '-' }))));
    for (const { bound, confidence, cpuMs, evidence } of report.routes) {
      expect({ bound, confidence, cpuMs }).toEqual({ bound: 'unknown', confidence: 'none', cpuMs: null });
      expect(evidence).toEqual([
        { rung: 'R3', says: 'refused', detail: expect.stringContaining('within 1.5 ms') },
        { rung: 'R4', says: 'unknown', detail: expect.stringContaining('logsplit instrument') },
      ]);
    }
    expect(report.recommendations.map(({ id }) => id)).toEqual(['instrument:cpu']);
  });
});

describe('a server with an event loop, whose thread counts the CPU of all requests', () => {
  it.each([10, 40, 60, 72, 100])('is refused at %d requests a second, and no route is named', async (rate) => {
    for (const seed of [1, 2]) {
      const report = await reportOf(logOf(eventLoop(steady(rate), seed)));
      expect(report.routes).toHaveLength(ALL.length);
      for (const { bound, evidence } of report.routes) {
        expect(bound).toBe('unknown');
        expect(evidence[0]).toMatchObject({
          rung: 'R1',
          says: 'refused',
          detail: expect.stringContaining('gevent and asyncio'),
        });
      }
      const [advice, ...others] = report.recommendations;
      expect(others).toEqual([]);
      expect(advice).toMatchObject({ id: 'instrument:cpu', why: expect.stringContaining('counts other requests too') });
    }
  });
});
