import { isoDate } from '../filter/calendar.js';
import type { CellRow, Day } from './cells.js';
import { holm } from './holm.js';
import { METRIC_RULES, type MetricRule } from './metrics.js';
import { type Cell, findShift, pastSquares, type Shift } from './shift.js';
import type { Change, Metric } from './types.js';

/** The probability of any false alarm in a review in which nothing changed. */
export const ALPHA = 0.05;
const FEWEST_A_DAY = 20;
/** What a week that differs from another by its days alone weighs, in changes from week to week that were seen. */
const SQUARES_FOR_NONE = 20;
/** Of the square of a standard normal deviate. */
const MEDIAN_OF_SQUARE = 0.455;

/** The days of one route: for each of `days` what was asked for. */
export type RouteDays = readonly (CellRow | null)[];

interface Candidate {
  route: string;
  change: Omit<Change, 'p'>;
  isLarge: boolean;
  p: number;
}

export interface Tested {
  changes: Change[];
  tested: Metric[];
}

/**
 * Tests every metric of every route for a change, and corrects for how many tests there are.
 * @param days of all periods @param whole all requests of each of them @param routes by name
 */
export function testRoutes(
  days: readonly Day[],
  whole: readonly (CellRow | null)[],
  routes: ReadonlyMap<string, RouteDays>,
): { byRoute: Map<string, Tested>; count: number } {
  const often = [...routes].filter(([, rows]) => isAskedForOften(days, rows));
  const candidates = METRIC_RULES.flatMap((rule) => {
    const series = often.map(([route, rows]) => seriesOf(route, rule, days, whole, rows));
    const inflation = inflationOf(series.flatMap(({ cells }) => pastSquares(cells)));
    return series.flatMap((one) => candidateOf(one, rule, days, inflation));
  });
  const ps = holm(candidates.map(({ p }) => p));
  const byRoute = new Map<string, Tested>();
  candidates.forEach(({ route, change, isLarge }, i) => {
    const tested = byRoute.get(route) ?? { changes: [], tested: [] };
    byRoute.set(route, tested);
    tested.tested.push(change.metric);
    if (isLarge && ps[i]! < ALPHA) tested.changes.push({ ...change, p: ps[i]! });
  });
  return { byRoute, count: candidates.length };
}

/** The days of one route by one metric. */
interface Series {
  route: string;
  cells: Cell[];
  /** As people read them. */
  shown: number[];
}

function seriesOf(
  route: string,
  rule: MetricRule,
  days: readonly Day[],
  whole: readonly (CellRow | null)[],
  rows: RouteDays,
): Series {
  const series: Series = { route, cells: [], shown: [] };
  days.forEach(({ period, position }, i) => {
    const all = whole[i];
    if (all == null) return;
    const value = rule.of(rows[i] ?? { ...all, ...NOTHING }, all);
    if (value === null) return;
    series.cells.push({ period, position, value: value.value, variance: value.variance });
    series.shown.push(value.shown);
  });
  return series;
}

/**
 * How many times the variance by day weeks differ by, of all routes together: by the median, which the few that really
 * changed do not move (genomic control: Devlin and Roeder 1999). The median of few says little, and is drawn towards 1.
 */
function inflationOf(squares: readonly number[]): number {
  const sorted = squares.toSorted((a, b) => a - b);
  const found = Math.max(1, (sorted[Math.floor(sorted.length / 2)] ?? 0) / MEDIAN_OF_SQUARE);
  return (found * sorted.length + SQUARES_FOR_NONE) / (sorted.length + SQUARES_FOR_NONE);
}

function candidateOf(
  { route, cells, shown }: Series,
  rule: MetricRule,
  days: readonly Day[],
  inflation: number,
): Candidate[] {
  const shift = findShift(cells, inflation);
  if (shift === null) return [];
  const mean = (isWanted: (cell: Cell) => boolean): number => {
    const wanted = shown.filter((_, i) => isWanted(cells[i]!));
    return wanted.reduce((sum, value) => sum + value, 0) / wanted.length;
  };
  const before = mean(({ period }) => period === 1);
  const after = mean(({ period, position }) => period === 0 && position >= shift.from);
  return [
    {
      route,
      change: { metric: rule.metric, before, after, since: sinceOf(shift, days), is: rule.is(before, after) },
      isLarge: rule.isLarge(before, after),
      p: shift.p,
    },
  ];
}

const NOTHING = { requests: 0, errors: 0, nginx: 0, cache: 0, app: 0, timed: 0, quantiles: null };

function isAskedForOften(days: readonly Day[], rows: RouteDays): boolean {
  return [0, 1].some((wanted) => {
    const of = rows.filter((_, i) => days[i]!.period === wanted);
    return of.reduce((sum, row) => sum + (row?.requests ?? 0), 0) >= FEWEST_A_DAY * of.length;
  });
}

function sinceOf({ from }: Shift, days: readonly Day[]): string | null {
  if (from === 0) return null;
  return isoDate(days.find(({ period, position }) => period === 0 && position === from)!.day);
}
