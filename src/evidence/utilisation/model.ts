import type { CpuBins } from './bins.js';
import type { Intervals } from './intervals.js';
import type { Problem } from './regression.js';
import { type Undisturbed, undisturbed } from './undisturbed.js';
import { averageOver, workPerBin } from './work.js';

/** A request's CPU can be a little more than its undisturbed time: both are measured. Beyond, several threads compute. */
const MOST_SHARE = 1.2;
export const FEWEST_REQUESTS = 30;
const FEWEST_BINS_OF_ROUTE = 10;
export const BINS_A_COLUMN = 2.5;
const MOST_COLUMNS = 300;

/** One regression of CPU bins on the work of routes. */
export interface Model {
  bins: CpuBins;
  /** Undisturbed times, of requests in these bins. */
  times: Undisturbed;
  /** Column of each route; the last column before the constant is shared by those without one of their own. */
  columnOf: Int32Array;
  ownColumns: number;
  problem: Problem;
}

/**
 * Sets the regression up: a column for each route with enough requests, one for all others, and a constant.
 * @param averaged over how many bins each CPU figure is an average, as Prometheus' rate() is
 */
export function model(intervals: Intervals, bins: CpuBins, averaged = 1): Model {
  const times = undisturbed(intervals);
  const { columnOf, ownColumns } = chooseColumns(intervals, bins, times);
  const work = averageOver(
    averaged,
    workPerBin(intervals, bins, { columnOf, weight: times.meanS, columns: ownColumns + 1 }),
  );
  const columns = ownColumns + 2;
  const rows = bins.fromS.length;
  const matrix = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    matrix.set(work.values.subarray(row * work.columns, (row + 1) * work.columns), row * columns);
    matrix[row * columns + columns - 1] = bins.toS[row]! - bins.fromS[row]!;
  }
  const upper = new Float64Array(columns).fill(MOST_SHARE);
  for (const [route, column] of columnOf.entries()) {
    if (column < ownColumns) upper[column] = MOST_SHARE * mostByError(times, route);
  }
  upper[columns - 1] = Number.POSITIVE_INFINITY;
  return { bins, times, columnOf, ownColumns, problem: { matrix, columns, y: bins.cpuS, upper, reach: averaged } };
}

// An undisturbed time that is known badly bounds the CPU time badly; the loaded mean always bounds it.
function mostByError({ meanS, errorS, loadedS }: Undisturbed, route: number): number {
  const mean = meanS[route]!;
  return Math.max(1, Math.min(loadedS[route]! / mean, 1 + (3 * errorS[route]!) / mean));
}

function chooseColumns(
  { startS, route, routes }: Intervals,
  bins: CpuBins,
  { loadedS, requests }: Undisturbed,
): { columnOf: Int32Array; ownColumns: number } {
  const rows = bins.fromS.length;
  const first = bins.fromS[0]!;
  const perBin = (bins.toS.at(-1)! - first) / rows;
  const counted = new Int32Array(routes);
  const inBins = new Int32Array(routes);
  const lastBin = new Int32Array(routes).fill(-1);
  for (let i = 0; i < startS.length; i++) {
    const bin = Math.floor((startS[i]! - first) / perBin);
    const r = route[i]!;
    if (bin < 0 || bin >= rows) continue;
    counted[r]!++;
    if (bin !== lastBin[r]) inBins[r]!++;
    lastBin[r] = bin;
  }
  const most = Math.min(MOST_COLUMNS, Math.floor(rows / BINS_A_COLUMN) - 2);
  const own = [...counted.keys()]
    .filter((r) => counted[r]! >= FEWEST_REQUESTS && inBins[r]! >= FEWEST_BINS_OF_ROUTE)
    .sort((a, b) => loadedS[b]! * requests[b]! - loadedS[a]! * requests[a]! || a - b)
    .slice(0, Math.max(0, most));
  const columnOf = new Int32Array(routes).fill(own.length);
  for (const [column, r] of own.entries()) columnOf[r] = column;
  return { columnOf, ownColumns: own.length };
}
