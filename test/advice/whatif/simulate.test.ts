import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Load, type Server, simulate } from '../../../src/advice/whatif/simulate.js';
import { type Arrival, processes, type Step, serve, threads } from '../../support/queues.js';
import { seeded } from '../../support/random.js';

const stepsOf = (cpuS: number, waitS: number): Step[] => {
  const wait = { at: 'db', s: waitS };
  if (cpuS === 0) return [wait];
  if (waitS === 0) return [{ at: 'cpu', s: cpuS }];
  return [{ at: 'cpu', s: cpuS / 2 }, wait, { at: 'cpu', s: cpuS / 2 }];
};

/** What the tests' own simulator, which walks over all that compute, makes of the same requests: ends in their order. */
function ends({ count, arriveS, cpuS, waitS }: Load, server: Parameters<typeof serve>[1]): number[] {
  const requests = Array.from({ length: count }, (_, i): Arrival => {
    return { route: String(i), arrival: arriveS[i]!, steps: stepsOf(cpuS[i]!, waitS[i]!) };
  });
  const answered = new Map(serve(requests, server).map(({ route, end }) => [route, end]));
  return requests.map(({ route }) => answered.get(route)!);
}

function loadOf(rows: readonly { gapS: number; cpuS: number; waitS: number }[]): Load {
  let at = 0;
  return {
    count: rows.length,
    arriveS: Float64Array.from(rows, ({ gapS }) => (at += gapS)),
    cpuS: Float64Array.from(rows, ({ cpuS }) => cpuS),
    waitS: Float64Array.from(rows, ({ waitS }) => waitS),
  };
}

const seconds = fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 0.2, noNaN: true }));
const rows = fc.array(fc.record({ gapS: seconds, cpuS: seconds, waitS: seconds }), { minLength: 1, maxLength: 60 });

describe('the simulation of workers and cores', () => {
  it('gives what a plain simulator gives, where each worker is a process', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }), (list, workers, cores) => {
        const load = loadOf(list);
        const { endS } = simulate(load, { processes: workers, threads: 1, cores });
        const expected = ends(load, processes(workers, cores));
        expect([...endS].map((end, i) => end - expected[i]!).filter((off) => Math.abs(off) > 1e-6)).toEqual([]);
      }),
    );
  });

  it('begins in the order of arrival, holds no more than there are workers, and loses no time', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), (list, workers, each) => {
        const load = loadOf(list);
        const { beginS, endS } = simulate(load, { processes: workers, threads: each, cores: 2 });
        for (let i = 0; i < load.count; i++) {
          expect(beginS[i]).toBeGreaterThanOrEqual(Math.max(load.arriveS[i]!, beginS[i - 1] ?? 0));
          expect(endS[i]! - beginS[i]!).toBeGreaterThan(load.cpuS[i]! + load.waitS[i]! - 1e-6);
          const held = [...endS].filter((end, j) => j < i && end > beginS[i]! + 1e-9).length;
          expect(held).toBeLessThan(workers * each);
        }
      }),
    );
  });

  it('has threads take turns of five milliseconds', () => {
    const random = seeded(4);
    const load = loadOf(
      Array.from({ length: 3000 }, () => ({
        gapS: random.exponential(0.02),
        cpuS: random.next() < 0.2 ? 0.05 : 0.002,
        waitS: random.exponential(0.02),
      })),
    );
    const took = (of: ArrayLike<number>): number =>
      Array.from(of).reduce((sum, end, i) => sum + end - load.arriveS[i]!, 0);
    const { endS } = simulate(load, { processes: 1, threads: 8, cores: 2 });
    expect(took(endS) / took(ends(load, threads(8)))).toBeCloseTo(1, 1);
    const shortOnes = [...endS].flatMap((end, i) => (load.cpuS[i] === 0.002 ? [end - load.arriveS[i]!] : []));
    const expected = ends(load, threads(8)).flatMap((end, i) =>
      load.cpuS[i] === 0.002 ? [end - load.arriveS[i]!] : [],
    );
    const mean = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0) / of.length;
    expect(mean(shortOnes) / mean(expected)).toBeCloseTo(1, 1);
  });

  it('queues as Erlang’s C formula says: Poisson arrivals, exponential times, three workers that wait', () => {
    const random = seeded(9);
    const load = loadOf(
      Array.from({ length: 200_000 }, () => ({
        gapS: random.exponential(1 / 24),
        cpuS: 0,
        waitS: random.exponential(0.1),
      })),
    );
    const { beginS } = simulate(load, { processes: 3, threads: 1, cores: 1 } satisfies Server);
    // Offered load 2.4 of 3: C = 0.6472, mean wait C / (3 * 10 - 24).
    const mean = beginS.reduce((sum, begin, i) => sum + begin - load.arriveS[i]!, 0) / load.count;
    expect(mean).toBeGreaterThan(0.1079 * 0.93);
    expect(mean).toBeLessThan(0.1079 * 1.07);
  });
});
