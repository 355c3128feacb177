import { expect, it } from 'vitest';
import { judgeDemand } from '../../../src/evidence/utilisation/judge.js';
import { utilise } from '../../../src/evidence/utilisation/utilise.js';
import { cpuSeriesOf, intervalsOf } from '../../support/cpu-series.js';
import { seeded } from '../../support/random.js';
import { arrivals, type Demand, serveWithWorkers } from '../../support/simulate.js';

/** Applications of 5 to 20 routes of any kind, on 1 to 4 cores, with 1 to 4 workers a core, lightly to heavily loaded. */
function randomApplication(seed: number) {
  const random = seeded(seed);
  const between = (low: number, high: number): number => low + (high - low) * random.next();
  const demands: Demand[] = Array.from({ length: Math.floor(between(5, 21)) }, (_, i) => {
    const wholeMs = 3 * 60 ** random.next();
    const share = random.next() < 0.5 ? between(0.9, 1) : random.next() < 0.8 ? between(0.01, 0.15) : random.next();
    return { path: `/${i}`, cpuMs: wholeMs * share, waitMs: wholeMs * (1 - share) };
  });
  const cores = 2 ** Math.floor(between(0, 3));
  const workers = cores * 2 ** Math.floor(between(0, 3));
  const mean = (of: (demand: Demand) => number): number =>
    demands.reduce((sum, one) => sum + of(one), 0) / demands.length / 1e3;
  const rate =
    between(0.15, 0.7) *
    Math.min(cores / mean(({ cpuMs }) => cpuMs), workers / mean(({ cpuMs, waitMs }) => cpuMs + waitMs));
  const period = between(20, 60);
  const swinging = (at: number): number => rate * (1 + 0.7 * Math.sin((2 * Math.PI * at) / period));
  const perRoute = Math.ceil(Math.min((150 * rate) / demands.length, 600));
  return { demands, served: serveWithWorkers(arrivals(demands, swinging, perRoute, random), workers, cores) };
}

it('routes of random applications are named for what they are, or not at all', () => {
  const right: string[] = [];
  const wrong: string[] = [];
  for (let seed = 1; seed <= 16; seed++) {
    const { demands, served } = randomApplication(seed);
    const paths = demands.map(({ path }) => path);
    const { demands: found } = utilise(intervalsOf(served, paths), [cpuSeriesOf(served)], null, false);
    for (const [route, demand] of (found?.routes ?? []).entries()) {
      if (demand === null || demand.shortS < 0.002) continue;
      const said = judgeDemand(
        demand,
        { scope: 'app', bins: found!.bins, averaged: 1, foretold: found!.foretold, areEndsWholeSeconds: false },
        String,
      );
      if (!('bound' in said)) continue;
      const { cpuMs, waitMs } = demands[route]!;
      const share = cpuMs / (cpuMs + waitMs);
      const isRight = { cpu: share >= 0.62, io: share <= 0.38, mixed: share >= 0.2 && share <= 0.78 }[
        said.bound as 'cpu' | 'io' | 'mixed'
      ];
      (isRight ? right : wrong).push(`${seed}${paths[route]}: ${said.bound}, ${share.toFixed(2)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(right.length).toBeGreaterThanOrEqual(50);
});
