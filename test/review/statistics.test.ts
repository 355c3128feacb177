import { describe, expect, it } from 'vitest';
import { holm } from '../../src/review/holm.js';
import { partsOf } from '../../src/review/parts.js';
import { type Cell, findShift, pastSquares } from '../../src/review/shift.js';
import { criticalT, twoSidedP } from '../../src/review/student-t.js';
import type { Figures } from '../../src/review/types.js';
import { seeded } from '../support/random.js';

describe("Student's t", () => {
  // Two-sided 5% and 0.1% points, as printed tables have them.
  it.each([
    [1, 12.706, 636.619],
    [2, 4.303, 31.599],
    [5, 2.571, 6.869],
    [6, 2.447, 5.959],
    [18, 2.101, 3.922],
    [45, 2.014, 3.52],
  ])('with %i degrees of freedom is that of the tables', (degrees, five, tenth) => {
    expect(twoSidedP(five, degrees)).toBeCloseTo(0.05, 4);
    expect(twoSidedP(-tenth, degrees)).toBeCloseTo(0.001, 5);
    expect(criticalT(0.05, degrees)).toBeCloseTo(five, 3);
  });
});

describe("Holm's correction", () => {
  it('multiplies the smallest by the count of all, and keeps their order', () => {
    const corrected = holm([0.04, 0.001, 0.03, 0.9]);
    expect(corrected.map((p) => Number(p.toFixed(4)))).toEqual([0.09, 0.004, 0.09, 0.9]);
  });
});

const WEEKDAYS = [0, 0.3, 0.2, 0.1, -0.1, -0.8, -0.9];

/** Weeks, reviewed one first, of values that differ by day of the week and by chance. */
function cellsOf(weeks: number, seed: number, change: (week: number, day: number) => number): Cell[] {
  const random = seeded(seed);
  return Array.from({ length: weeks }, (_, period) =>
    WEEKDAYS.map((usual, position) => ({
      period,
      position,
      value: usual + Math.log(random.lognormal(1, 0.05)) + change(period, position),
      variance: 1e-4,
    })),
  ).flat();
}

describe('a shift', () => {
  it('is found with its size, whatever the day of the week makes of it', () => {
    const shift = findShift(cellsOf(2, 1, (week) => (week === 0 ? 0.3 : 0)))!;
    expect(shift.from).toBe(0);
    expect(shift.change).toBeCloseTo(0.3, 1);
    expect(shift.p).toBeLessThan(0.001);
  });

  it.each([1, 2, 3, 4, 5])('is found from day %i of the week on', (day) => {
    const shift = findShift(cellsOf(4, 2, (week, at) => (week === 0 && at >= day ? -0.5 : 0)))!;
    expect(shift.from).toBe(day);
    expect(shift.change).toBeCloseTo(-0.5, 1);
    expect(shift.p).toBeLessThan(1e-4);
  });

  it('of a single day is none', () => {
    const shift = findShift(cellsOf(4, 3, (week, day) => (week === 0 && day === 2 ? 0.5 : 0)))!;
    expect(shift.p).toBeGreaterThan(0.05);
  });

  it('is as sure as weeks differ little', () => {
    const ups = [0.1, 0, 0.09, -0.01, 0.1, 0.01];
    const cells = cellsOf(6, 4, (week) => ups[week]!);
    const squares = pastSquares(cells);
    expect(squares).toHaveLength(4);
    expect(squares.reduce((sum, square) => sum + square, 0) / 4).toBeGreaterThan(4);
    expect(findShift(cells)!.p).toBeLessThan(0.01);
    expect(findShift(cells, 20)!.p).toBeGreaterThan(0.05);
  });

  it('between weeks of which nothing differs but their days is about one in units of its variance', () => {
    const squares = Array.from({ length: 200 }, (_, seed) => pastSquares(cellsOf(6, 1000 + seed, () => 0))).flat();
    expect(squares.reduce((sum, square) => sum + square, 0) / squares.length).toBeCloseTo(1, 0);
  });

  it('of nothing is about as probable as it says', () => {
    let alarms = 0;
    for (let seed = 0; seed < 400; seed++) if (findShift(cellsOf(2, 100 + seed, () => 0))!.p < 0.05) alarms++;
    expect(alarms / 400).toBeLessThan(0.075);
    expect(alarms).toBeGreaterThan(2);
  });

  it('needs four days in both weeks', () => {
    const cells = cellsOf(2, 5, () => 0);
    expect(findShift(cells.filter(({ period, position }) => period === 1 || position < 3))).toBeNull();
    expect(findShift(cells.filter(({ period, position }) => period === 0 || position < 3))).toBeNull();
  });

  it('is found where a day is missing', () => {
    const cells = cellsOf(3, 6, (week) => (week === 0 ? 0.4 : 0)).filter((_, i) => ![2, 9, 17].includes(i));
    expect(findShift(cells)!.p).toBeLessThan(1e-4);
  });
});

describe('the parts of a change', () => {
  const figures = (requests: number, app: number, appSeconds: number): Figures => ({
    requests,
    errors: 0,
    refused: 0,
    servedBy: { nginx: requests - app, cache: 0, app, unknown: 0 },
    bytes: 0,
    appSeconds,
    latency: null,
  });

  it('are requests alone where all of them doubled', () => {
    const parts = partsOf([
      { before: figures(100, 100, 10), after: figures(200, 200, 20) },
      { before: figures(50, 50, 100), after: figures(100, 100, 200) },
    ]);
    expect(parts).toMatchObject({ before: 110, after: 220, new: 0, gone: 0 });
    expect(parts.requests).toBeCloseTo(110);
    for (const part of [parts.mix, parts.reach, parts.speed]) expect(part).toBeCloseTo(0);
  });

  it('are the share that reaches the application alone where half of it went to nginx', () => {
    const parts = partsOf([{ before: figures(100, 100, 10), after: figures(100, 50, 5) }]);
    expect(parts.reach).toBeCloseTo(-5);
    expect(parts.speed).toBeCloseTo(0);
  });

  it('are no speed where nothing reaches it any more', () => {
    const parts = partsOf([{ before: figures(100, 100, 10), after: figures(100, 0, 0) }]);
    expect(parts.reach).toBeCloseTo(-10);
    expect(parts.speed).toBeCloseTo(0);
  });

  it('tell routes that came from routes that went', () => {
    const parts = partsOf([
      { before: null, after: figures(10, 10, 3) },
      { before: figures(10, 10, 2), after: null },
    ]);
    expect(parts).toMatchObject({ new: 3, gone: -2, before: 2, after: 3 });
  });
});
