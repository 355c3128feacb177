import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSeries, type CpuBins, mergeBins } from '../../../src/evidence/utilisation/bins.js';
import { boundedLeastSquares, normalEquations, remainder } from '../../../src/evidence/utilisation/least-squares.js';
import { seeded, truncatedNormal } from '../../../src/evidence/utilisation/truncated-normal.js';
import { undisturbed } from '../../../src/evidence/utilisation/undisturbed.js';
import { searchWindow } from '../../../src/evidence/utilisation/window.js';
import { workPerBin } from '../../../src/evidence/utilisation/work.js';
import { withoutQueueing } from '../../../src/evidence/utilisation/worker-queue.js';

const bins = (fromS: number[], toS: number[], cpuS: number[] = fromS.map(() => 0)): CpuBins => ({
  fromS: Float64Array.from(fromS),
  toS: Float64Array.from(toS),
  cpuS: Float64Array.from(cpuS),
});

/** Requests of up to three routes, in the order of their starts. */
const requests = fc
  .array(
    fc.record({
      start: fc.double({ min: 0, max: 20, noNaN: true }),
      length: fc.double({ min: 0.001, max: 8, noNaN: true }),
      route: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 40 },
  )
  .map((rows) => rows.sort((a, b) => a.start - b.start))
  .map((rows) => ({
    startS: Float64Array.from(rows, ({ start }) => start),
    endS: Float64Array.from(rows, ({ start, length }) => start + length),
    route: Int32Array.from(rows, ({ route }) => route),
    routes: 3,
  }));
const ALL_COLUMNS = { columnOf: Int32Array.of(0, 1, 2), weight: Float64Array.of(1, 2, 0.5), columns: 3 };

describe('work per bin', () => {
  it('is what the overlap of each request with each bin says, over gaps too', () => {
    const grid = bins([0, 1, 2.5, 7, 8], [1, 2.5, 4, 8, 12]);
    fc.assert(
      fc.property(requests, (intervals) => {
        const { values } = workPerBin(intervals, grid, ALL_COLUMNS);
        for (const [bin, from] of grid.fromS.entries()) {
          const expected = [0, 0, 0];
          for (const [i, start] of intervals.startS.entries()) {
            const end = intervals.endS[i]!;
            const overlap = Math.max(0, Math.min(end, grid.toS[bin]!) - Math.max(start, from));
            expected[intervals.route[i]!]! += (ALL_COLUMNS.weight[intervals.route[i]!]! * overlap) / (end - start);
          }
          for (const [column, work] of expected.entries()) expect(values[bin * 3 + column]).toBeCloseTo(work, 6);
        }
      }),
    );
  });
});

describe('bounded least squares', () => {
  it('leaves no coefficient that could move within its bounds and fit better', () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number, number, number), { minLength: 6, maxLength: 20 }), (rows) => {
        const matrix = Float64Array.from(rows.flatMap((row) => row.slice(0, 3)));
        const y = Float64Array.from(rows, (row) => row[3]);
        const equations = normalEquations(matrix, 3, y, new Float64Array(y.length).fill(1));
        const x = new Float64Array(3);
        boundedLeastSquares(equations, new Float64Array(3).fill(1), x);
        const slope = remainder(equations, x);
        for (const [j, value] of x.entries()) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          if (value < 1) expect(slope[j]!).toBeLessThan(1e-3);
          if (value > 0) expect(slope[j]!).toBeGreaterThan(-1e-3);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a truncated normal number', () => {
  // Means of the truncated distributions, from the normal density and distribution function.
  it.each([
    [-1, 1, 0],
    [-8, 8, 0],
    [0, 8, 0.7979],
    [0, 0.5, 0.2448],
    [1, 2, 1.3832],
    [4, 9, 4.2256],
    [-9, -4, -4.2256],
    [-0.5, 6, 0.5092],
    [30, 40, 30.0332],
  ])('between %d and %d has the mean %d', (a, b, mean) => {
    const random = seeded(3);
    const values = Array.from({ length: 20_000 }, () => truncatedNormal(a, b, random));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(a);
    expect(Math.max(...values)).toBeLessThanOrEqual(b);
    expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length - mean)).toBeLessThan(0.02);
  });

  it('needs no upper end', () => {
    const random = seeded(4);
    for (const a of [-1e9, -1, 0, 1e-9, 3, 1e6])
      expect(truncatedNormal(a, Number.POSITIVE_INFINITY, random)).toBeGreaterThanOrEqual(a);
  });
});

describe('bins', () => {
  it('are put together to a length, never over a gap', () => {
    expect(mergeBins(bins([0, 1, 2, 10, 11, 12], [1, 2, 3, 11, 12, 13], [1, 2, 3, 4, 5, 6]), 2)).toEqual(
      bins([0, 10], [2, 12], [3, 9]),
    );
  });

  it('of several series are added where they overlap, and joined where they follow one another', () => {
    const day1 = bins([0, 1], [1, 2], [1, 1]);
    const day2 = bins([2, 3], [3, 4], [2, 2]);
    const otherContainer = bins([0.5, 2.5], [2.5, 4.5], [4, 8]);
    expect(addSeries([day2, day1])).toEqual(bins([0, 1, 2, 3], [1, 2, 3, 4], [1, 1, 2, 2]));
    expect(addSeries([day1, otherContainer, day2])).toEqual(bins([0.5], [2.5], [6.5]));
  });
});

describe('the part of a log that is searched', () => {
  const evenly = (requests: number, seconds: number) => ({
    startS: Float64Array.from({ length: requests }, (_, i) => (i * seconds) / requests),
    endS: Float64Array.from({ length: requests }, (_, i) => (i * seconds) / requests + 0.01),
    route: new Int32Array(requests),
    routes: 1,
  });
  const seconds = (n: number): CpuBins =>
    bins(
      Array.from({ length: n }, (_, i) => i),
      Array.from({ length: n }, (_, i) => i + 1),
    );

  it('is all of a short one, or of one with few bins or none', () => {
    for (const [requests, n] of [
      [100, 500],
      [400_000, 60],
      [400_000, 0],
    ] as const) {
      const found = searchWindow(evenly(requests, 60), seconds(n));
      expect([found.intervals.startS.length, found.bins.fromS.length]).toEqual([requests, n]);
    }
  });

  it('is the busiest stretch of a long one', () => {
    const log = evenly(9_000, 3_000);
    // As many again within ten minutes.
    const busy = {
      ...log,
      startS: log.startS.map((s, i) => (i < 3_000 ? s : i < 7_500 ? 1_000 + (i - 3_000) / 10 : 1_450 + (i - 7_500))),
    };
    const found = searchWindow(busy, seconds(3_000));
    expect([found.bins.fromS[0], found.bins.toS.at(-1)]).toEqual([1_000, 2_000]);
    expect(found.intervals.startS[0]).toBeGreaterThanOrEqual(1_000);
  });
});

describe('requests without their wait for a worker', () => {
  it('are taken up in turn by the first worker that is free', () => {
    const intervals = {
      startS: Float64Array.of(0, 0, 1, 1.5, 9),
      endS: Float64Array.of(3, 5, 6, 7, 10),
      route: new Int32Array(5),
      routes: 1,
    };
    expect([...withoutQueueing(intervals, 2).startS]).toEqual([0, 0, 3, 5, 9]);
    expect([...withoutQueueing(intervals, 9).startS]).toEqual([0, 0, 1, 1.5, 9]);
  });

  it('are as by a list that is sorted anew for every request', () => {
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 5 }), (intervals, workers) => {
        const ends: number[] = [];
        const expected = [...intervals.startS].map((start, i) => {
          const free = ends.sort((a, b) => b - a)[workers - 1] ?? start;
          ends.push(intervals.endS[i]!);
          return Math.min(intervals.endS[i]!, Math.max(start, free));
        });
        expect([...withoutQueueing(intervals, workers).startS]).toEqual(expected);
      }),
    );
  });
});

describe('undisturbed times', () => {
  it('are those of requests that had few others beside them', () => {
    // Ten lone requests of 20 ms, and forty in a crowd that took 100 ms.
    const starts = [
      ...Array.from({ length: 10 }, (_, i) => i * 10),
      ...Array.from({ length: 40 }, (_, i) => 500 + i / 1e3),
    ];
    const intervals = {
      startS: Float64Array.from(starts),
      endS: Float64Array.from(starts, (s, i) => s + (i < 10 ? 0.02 : 0.1)),
      route: new Int32Array(50),
      routes: 2,
    };
    const times = undisturbed(intervals);
    expect(times.meanS[0]).toBeCloseTo(0.02, 6);
    expect(times.errorS[0]).toBeCloseTo(0, 6);
    expect(times.loadedS[0]).toBeCloseTo(0.084, 6);
    expect([...times.requests]).toEqual([50, 0]);
    expect(times.meanS[1]).toBeNaN();
  });
});
