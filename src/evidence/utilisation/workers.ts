import type { CpuBins } from './bins.js';
import { groupByRoute, type Intervals } from './intervals.js';
import { model } from './model.js';
import { regress } from './regression.js';
import { withoutQueueing } from './worker-queue.js';

const CANDIDATES = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32, 48, 64] as const;
/** Taking a queue away has to leave so much less unexplained. */
const WORTH = 0.95;
/** More workers that explain nearly as much are the safer guess. */
const AS_GOOD = 1.01;
// With too few workers assumed, more is taken away than queueing, and requests become shorter than any ever was.
const TOO_SHORT = 0.7;
const MOST_TOO_SHORT = 0.02;
const SHORT_QUANTILE = 0.02;
const LEAST_S = 0.005;

/**
 * How many requests the application works on at a time, found as the number that lets the CPU time be explained best
 * when the waiting for a free worker is taken out of every request: CPU is used in the rest. Null: no queue shows.
 */
export function findWorkers(intervals: Intervals, bins: CpuBins): number | null {
  const unexplained = (workers: number | null): number =>
    regress(model(workers === null ? intervals : withoutQueueing(intervals, workers), bins).problem).rms;
  const shortestS = shortestOf(intervals);
  const tried = CANDIDATES.filter((workers) =>
    isPlausible(intervals, withoutQueueing(intervals, workers), shortestS),
  ).map((workers) => ({ workers, rms: unexplained(workers) }));
  const best = tried.reduce((least, { rms }) => Math.min(least, rms), Number.POSITIVE_INFINITY);
  if (best > WORTH * unexplained(null)) return null;
  return tried.findLast(({ rms }) => rms <= AS_GOOD * best)!.workers;
}

/** Per route, the time that hardly any of its requests is under; NaN: too short to compare. */
function shortestOf(intervals: Intervals): Float64Array {
  const { members, from } = groupByRoute(intervals);
  return Float64Array.from({ length: intervals.routes }, (_, r) => {
    const lengths = Float64Array.from(
      members.subarray(from[r]!, from[r + 1]!),
      (i) => intervals.endS[i]! - intervals.startS[i]!,
    ).sort();
    const low = lengths[Math.floor((lengths.length - 1) * SHORT_QUANTILE)] ?? 0;
    return low >= LEAST_S ? low : Number.NaN;
  });
}

function isPlausible({ route }: Intervals, { startS, endS }: Intervals, shortestS: Float64Array): boolean {
  let compared = 0;
  let tooShort = 0;
  for (let i = 0; i < route.length; i++) {
    const least = shortestS[route[i]!]!;
    if (Number.isNaN(least)) continue;
    compared++;
    if (endS[i]! - startS[i]! < TOO_SHORT * least) tooShort++;
  }
  return tooShort <= MOST_TOO_SHORT * compared;
}
