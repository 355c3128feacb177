import { describe, expect, it } from 'vitest';
import type { CpuSeries } from '../../../src/cpu/series.js';
import { judgeDemand } from '../../../src/evidence/utilisation/judge.js';
import { type Utilisation, utilise } from '../../../src/evidence/utilisation/utilise.js';
import { cpuSeriesOf, intervalsOf, seriesOf } from '../../support/cpu-series.js';
import { seeded } from '../../support/random.js';
import {
  arrivals,
  type Demand,
  type Rate,
  type Served,
  serveWithWorkers,
  steady,
  swinging,
} from '../../support/simulate.js';

const DEMANDS: readonly Demand[] = [
  { path: '/render', cpuMs: 40, waitMs: 0 },
  { path: '/hash', cpuMs: 15, waitMs: 0 },
  { path: '/orders', cpuMs: 1, waitMs: 60 },
  { path: '/users', cpuMs: 3, waitMs: 30 },
  { path: '/report', cpuMs: 30, waitMs: 30 },
];
const PATHS = DEMANDS.map(({ path }) => path);
const TRUTH = { '/render': 'cpu', '/hash': 'cpu', '/orders': 'io', '/users': 'io', '/report': 'mixed' };

const simulate = (rate: Rate, perRoute: number, seed: number, workers = 64, cores = 64): Served[] =>
  serveWithWorkers(arrivals(DEMANDS, rate, perRoute, seeded(seed)), workers, cores);
/** Some 150 seconds of a server that is never short of workers. */
const QUIET = simulate(swinging(8, 25), 340, 1);
const log = intervalsOf(QUIET, PATHS);
const cpu = cpuSeriesOf(QUIET);

function labelsOf({ demands, refusal }: Utilisation, paths: readonly string[] = PATHS): Record<string, string> {
  expect(refusal).toBeNull();
  return Object.fromEntries(
    demands!.routes.map((demand, route) => {
      if (demand === null) return [paths[route]!, 'none'];
      const quality = {
        scope: 'app',
        bins: demands!.bins,
        averaged: demands!.averaged,
        foretold: demands!.foretold,
        areEndsWholeSeconds: false,
      } as const;
      const said = judgeDemand(demand, quality, (number) => paths[number]!);
      return [paths[route]!, 'bound' in said ? said.bound : said.detail];
    }),
  );
}

const refusalOf = (series: CpuSeries, intervals = log, areEndsWholeSeconds = false): string =>
  utilise(intervals, [series], null, areEndsWholeSeconds).refusal!;

describe('a server whose CPU time was recorded', () => {
  it('has its routes named, with their CPU time', () => {
    const found = utilise(log, [cpu], null, false);
    expect(labelsOf(found)).toEqual(TRUTH);
    for (const [route, { cpuMs }] of DEMANDS.entries()) {
      const { cpuS, share } = found.demands!.routes[route]!;
      expect(Math.abs(cpuS.value * 1e3 - cpuMs), PATHS[route]).toBeLessThan(Math.max(0.2 * cpuMs, 2));
      expect(cpuS.low).toBeLessThanOrEqual(cpuS.value);
      expect(cpuS.value).toBeLessThanOrEqual(cpuS.high);
      expect(share.high).toBeLessThan(1.4);
    }
    expect(found.demands!.foretold).toBeGreaterThan(0.9);
    expect(found.demands!.backgroundCores).toBeLessThan(0.05);
  });

  it('has the true CPU time in most of the 90% intervals, over several runs', () => {
    let inside = 0;
    for (const seed of [11, 12, 13, 14, 15, 16]) {
      const served = simulate(swinging(8, 25), 200, seed);
      const { demands } = utilise(intervalsOf(served, PATHS), [cpuSeriesOf(served)], null, false);
      for (const [route, { cpuMs }] of DEMANDS.entries()) {
        const { low, high } = demands!.routes[route]!.cpuS;
        if (cpuMs >= low * 1e3 && cpuMs <= high * 1e3) inside++;
      }
    }
    expect(inside).toBeGreaterThanOrEqual(24); // of 30; 27 expected
  });

  it('is not misled where requests wait for a worker most of the time', () => {
    const served = simulate(swinging(30, 90), 1200, 2, 4, 2);
    const intervals = intervalsOf(served, PATHS);
    const series = cpuSeriesOf(served);
    const labels = labelsOf(utilise(intervals, [series], null, false));
    const given = labelsOf(utilise(intervals, [series], 4, false));
    for (const found of [labels, given]) {
      for (const [path, label] of Object.entries(found))
        if (!label.includes(' ')) expect([path, label]).toEqual([path, TRUTH[path as keyof typeof TRUTH]]);
      expect(found).toMatchObject({ '/render': 'cpu', '/orders': 'io' });
    }
  });

  it('uses half of the time each if half of the CPU time is told', () => {
    const half = utilise(log, [seriesOf(cpu.cpuS.map((s) => s / 2))], null, false).demands!;
    for (const [route, { cpuMs }] of DEMANDS.entries()) {
      expect(half.routes[route]!.cpuS.value * 1e3).toBeLessThan(cpuMs * 0.6 + 1);
      if (cpuMs >= 15) expect(half.routes[route]!.cpuS.value * 1e3).toBeGreaterThan(cpuMs * 0.4);
    }
  });

  it('has its series in several files: days that follow one another, containers side by side', () => {
    const part = (from: number, to: number, factor: number): CpuSeries => ({
      ...cpu,
      fromS: cpu.fromS.slice(from, to),
      toS: cpu.toS.slice(from, to),
      cpuS: cpu.cpuS.slice(from, to).map((s) => s * factor),
    });
    const n = cpu.cpuS.length;
    expect(labelsOf(utilise(log, [part(0, 60, 1), part(60, n, 1)], null, false))).toEqual(TRUTH);
    expect(labelsOf(utilise(log, [part(0, n, 0.3), part(0, n, 0.7)], null, false))).toEqual(TRUTH);
  });
});

describe('clocks', () => {
  const shifted = (byS: number, isZoneKnown: boolean): CpuSeries => ({
    ...cpu,
    isZoneKnown,
    fromS: cpu.fromS.map((s) => s + byS),
    toS: cpu.toS.map((s) => s + byS),
  });

  it.each([
    ['none', 0, true, 0, 0],
    ['seconds ahead', 4.25, true, 0, -4.25],
    ['seconds behind', -21.5, true, 0, 21.5],
    ['an Indian zone', 5.5 * 3600, false, -5.5 * 3600, 0],
    ['an American zone and seconds', -5 * 3600 + 3, false, 5 * 3600, -3],
  ])('differ by %s: found', (_name, byS, isZoneKnown, zoneS, clockS) => {
    const { placed, refusal } = utilise(log, [shifted(byS, isZoneKnown)], null, false);
    expect(refusal).toBeNull();
    expect(placed[0]!.offset!.zoneS).toBe(zoneS);
    expect(Math.abs(placed[0]!.offset!.clockS - clockS)).toBeLessThanOrEqual(0.25);
  });

  it('that are hours apart though the zone is told have nothing in common', () => {
    expect(refusalOf(shifted(7200, true))).toMatch(
      /covers 1970-01-01 02:00:00 .* the log 1970-01-01 00:00:00 to .* UTC: too little in common/,
    );
  });
});

describe('CPU figures that are averages over several samples, as Prometheus draws them,', () => {
  const averages = (width: number): CpuSeries =>
    seriesOf(
      cpu.cpuS.map((_, i) => {
        const window = cpu.cpuS.slice(Math.max(0, i + 1 - width), i + 1);
        return window.reduce((sum, s) => sum + s, 0) / window.length;
      }),
      1,
      { format: 'prometheus', unit: 'cores' },
    );

  it.each([2, 4])('are known as such (%d), and mislead in nothing', (width) => {
    const found = utilise(log, [averages(width)], null, false);
    expect(found.placed[0]!.offset!.averaged).toBeGreaterThan(1);
    for (const [path, label] of Object.entries(labelsOf(found))) {
      if (label.includes(' ')) expect(label).toContain('averages over about');
      else expect([path, label]).toEqual([path, TRUTH[path as keyof typeof TRUTH]]);
    }
  });

  it('are told from those of one sample', () => {
    expect(utilise(log, [averages(1)], null, false).placed[0]!.offset!.averaged).toBe(1);
  });
});

describe('is refused, with the reason:', () => {
  it('CPU time of something else', () => {
    const random = seeded(5);
    expect(refusalOf(seriesOf(cpu.cpuS.map(() => random.exponential(0.3))))).toMatch(/does not rise and fall|foretell/);
  });

  it('constant CPU time', () => {
    expect(refusalOf(seriesOf(cpu.cpuS.map(() => 0.5)))).toMatch(/does not rise and fall/);
  });

  it('too few stretches of time', () => {
    expect(refusalOf(seriesOf(cpu.cpuS.slice(0, 35)))).toMatch(
      /have 3\d stretches of time in common; 40 are the least/,
    );
  });

  it('end times of whole seconds in so short a log', () => {
    expect(refusalOf(cpu, log, true)).toMatch(/of 10 s, which end times of whole seconds need: log \$msec/);
  });

  it('twice the CPU time that there was: a wrong unit', () => {
    expect(refusalOf(seriesOf(cpu.cpuS.map((s) => s * 2.5)))).toMatch(/more CPU time than the requests took.*unit/);
  });

  it('a host whose cores were all busy', () => {
    expect(
      refusalOf(
        seriesOf(
          cpu.cpuS.map((s) => Math.min(0.3, s)),
          1,
          { scope: 'host', cores: 0.3 },
        ),
      ),
    ).toMatch(/All cores of the host were busy \d+% of the time/);
  });

  it('a log without ends or times', () => {
    expect(utilise(intervalsOf([], PATHS), [cpu], null, false).refusal).toMatch(/No request of the log has both/);
  });
});

describe('routes', () => {
  it('that always come together are not told apart, and that is said', () => {
    // Each page asks for its data at once: one waits, one computes, and nothing shows which.
    const demands = [...DEMANDS, { path: '/page', cpuMs: 25, waitMs: 0 }];
    const random = seeded(7);
    const served = serveWithWorkers(arrivals(demands, swinging(8, 25), 300, random), 64, 64);
    const twins = served
      .filter(({ path }) => path === '/page')
      .map(({ arrival }) => ({ path: '/data', arrival, end: arrival + 0.026, cpu: 0.0005 }));
    const paths = [...PATHS, '/page', '/data'];
    const both = [...served, ...twins];
    const labels = labelsOf(utilise(intervalsOf(both, paths), [cpuSeriesOf(both)], null, false), paths);
    expect(labels).toMatchObject(TRUTH);
    for (const [path, twin] of [
      ['/page', '/data'],
      ['/data', '/page'],
    ] as const)
      expect(labels[path]).toContain(`rises and falls with that of ${twin}`);
  });

  it('with few requests get no figure', () => {
    const demands = [...DEMANDS, { path: '/rare', cpuMs: 25, waitMs: 0 }];
    const rare = QUIET.filter((_, i) => i % 100 === 0).map((one) => ({
      ...one,
      path: '/rare',
      end: one.arrival + 0.025,
      cpu: 0.025,
    }));
    const both = [...QUIET, ...rare];
    const paths = demands.map(({ path }) => path);
    expect(labelsOf(utilise(intervalsOf(both, paths), [cpuSeriesOf(both)], null, false), paths)).toEqual({
      ...TRUTH,
      '/rare': 'none',
    });
  });

  it('are the same from a steady server, or not told at all', () => {
    const served = simulate(steady(12), 300, 9);
    for (const [path, label] of Object.entries(
      labelsOf(utilise(intervalsOf(served, PATHS), [cpuSeriesOf(served)], null, false)),
    )) {
      if (!label.includes(' ')) expect([path, label]).toEqual([path, TRUTH[path as keyof typeof TRUTH]]);
    }
  });
});
