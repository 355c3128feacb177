import { twoSidedP } from './student-t.js';

/** One day (or hour) of one period. */
export interface Cell {
  /** 0: the reviewed one; 1: one that it is compared with; 2 and up: further ones, which only tell what is usual. */
  period: number;
  /** The same day of the week, in other periods: 0 is the first day. */
  position: number;
  /** On a scale where changes add up: a logarithm, say. */
  value: number;
  /** The variance that the value has at least, from how many requests it comes and how finely they are timed. */
  variance: number;
}

/** How a value changed, if it did. */
export interface Shift {
  /** Position from which on it holds; 0: the whole period. */
  from: number;
  /** On the values' scale. */
  change: number;
  /** Of a change at least as large, in either direction, without a cause; corrected for the days that were tried. */
  p: number;
}

const FEWEST_CELLS = 4;
/** A change that holds for a single day is no new level. */
const FEWEST_AFTER = 2;
const FEWEST_DEGREES = 3;

/**
 * Whether and from which day on a period differs from the one that it is compared with. Least squares on a two-way layout,
 * days of the week times periods: requests of a day go together, so that the day is the unit, and further periods tell how
 * much days differ. Null: too few days.
 * @param inflation how many times the variance by day periods differ by, without a cause
 */
export function findShift(cells: readonly Cell[], inflation = 1): Shift | null {
  const own = cells.filter(({ period }) => period === 0);
  const other = cells.filter(({ period }) => period === 1);
  if (own.length < FEWEST_CELLS || other.length < FEWEST_CELLS) return null;
  const values = residuals(
    cells,
    cells.map(({ value }) => value),
  );
  const degrees = cells.length - parameters(cells) - 1;
  if (degrees < FEWEST_DEGREES) return null;
  const least = mean(cells.map(({ variance }) => variance));
  const positions = own.map(({ position }) => position).sort((a, b) => a - b);
  const starts = positions.slice(0, positions.length - FEWEST_AFTER + 1);
  let found: Shift | null = null;
  for (const [i, start] of starts.entries()) {
    const step = residuals(
      cells,
      cells.map(({ period, position }) => (period === 0 && position >= start ? 1 : 0)),
    );
    const weight = dot(step, step);
    // Without a day to compare with there is no step to see.
    if (weight < 1e-9) continue;
    const change = dot(step, values) / weight;
    const rest = Math.max(0, dot(values, values) - change * change * weight) / degrees;
    const error = Math.sqrt((inflation * Math.max(rest, least)) / weight);
    // The whole period is tried with half of the probability, all later beginnings with the other half.
    const tries = i === 0 ? 2 : 2 * (starts.length - 1);
    const p = Math.min(1, twoSidedP(change / error, degrees) * (starts.length === 1 ? 1 : tries));
    if (found === null || p < found.p) found = { from: i === 0 ? 0 : start, change, p };
  }
  return found;
}

/**
 * How much the periods before differ from one to the next, as squares in units of their variance by day: near 1 each where
 * periods differ by no more than their days make them.
 */
export function pastSquares(cells: readonly Cell[]): number[] {
  const past = cells.filter(({ period }) => period > 0);
  const periods = [...new Set(past.map(({ period }) => period))].sort((a, b) => a - b);
  const degrees = past.length - parameters(past);
  if (periods.length < 2 || degrees < FEWEST_DEGREES) return [];
  const values = past.map(({ value }) => value);
  const rest = residuals(past, values);
  const variance = Math.max(dot(rest, rest) / degrees, mean(past.map((cell) => cell.variance)));
  const days = groupsBy(past, ({ position }) => position).filter((day) => day.length > 1);
  const levels = periods.map((period) => {
    const deviations = days.flatMap((day) => {
      const usual = mean(day.map((i) => values[i]!));
      return day.filter((i) => past[i]!.period === period).map((i) => values[i]! - usual);
    });
    return { level: mean(deviations), count: deviations.length };
  });
  return levels.slice(1).flatMap(({ level, count }, i) => {
    const other = levels[i]!;
    return count === 0 || other.count === 0
      ? []
      : [(level - other.level) ** 2 / (variance * (1 / count + 1 / other.count))];
  });
}

/** What is left of values once days of the week and levels of the further periods are taken out. */
function residuals(cells: readonly Cell[], values: readonly number[]): Float64Array {
  const left = Float64Array.from(values);
  const groups = [groupsBy(cells, ({ position }) => position), groupsBy(cells, levelOf)];
  for (let round = 0; round < 200; round++) {
    let moved = 0;
    for (const group of groups.flat()) {
      const middle = group.reduce((sum, i) => sum + left[i]!, 0) / group.length;
      moved = Math.max(moved, Math.abs(middle));
      for (const i of group) left[i] = left[i]! - middle;
    }
    if (moved < 1e-10) break;
  }
  return left;
}

function parameters(cells: readonly Cell[]): number {
  return groupsBy(cells, ({ position }) => position).length + groupsBy(cells, levelOf).length - 1;
}

/** The reviewed period has the level of the one that it is compared with, but for the step that is looked for. */
function levelOf({ period }: Cell): number {
  return Math.max(1, period);
}

function groupsBy(cells: readonly Cell[], key: (cell: Cell) => number): number[][] {
  const groups = new Map<number, number[]>();
  cells.forEach((cell, i) => {
    const group = groups.get(key(cell));
    if (group === undefined) groups.set(key(cell), [i]);
    else group.push(i);
  });
  return [...groups.values()];
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
