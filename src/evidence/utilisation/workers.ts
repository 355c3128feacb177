import type { CpuBins } from './bins.js';
import { groupByRoute, type Intervals } from './intervals.js';
import { model } from './model.js';
import { regress } from './regression.js';
import { withoutQueueing } from './worker-queue.js';

const CANDIDATES = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32, 48, 64] as const;
/** Taking a queue away has to leave so much less unexplained. */
const WORTH = 0.95;
/** More workers that explain nearly as much are the safer guess. */
const AS_GOOD = 1.003;
/** With so little waiting, more workers change nothing. */
const LEAST_QUEUED = 0.002;
// With too few workers assumed, more is taken away than queueing, and requests become shorter than any ever was.
const TOO_SHORT = 0.7;
const MOST_TOO_SHORT = 0.02;
const SHORT_QUANTILE = 0.02;
const LEAST_S = 0.005;

/**
 * How many requests the application works on at a time, found as the number that lets the CPU time be explained best
 * when the waiting for a free worker is taken out of every request: CPU is used in the rest. Null: no queue shows.
 */
export function findWorkers(intervals: Intervals, bins: CpuBins, averaged: number): number | null {
  const unexplained = (served: Intervals): number => regress(model(served, bins, averaged).problem, 1).rms;
  const shortestS = shortestOf(intervals);
  const tried: { workers: number; rms: number }[] = [];
  for (const workers of CANDIDATES) {
    const served = withoutQueueing(intervals, workers);
    if (queuedPart(intervals, served) < LEAST_QUEUED) break;
    if (isPlausible(served, shortestS)) tried.push({ workers, rms: unexplained(served) });
  }
  const best = tried.reduce((least, { rms }) => Math.min(least, rms), Number.POSITIVE_INFINITY);
  if (tried.length === 0 || best > WORTH * unexplained(intervals)) return null;
  return tried.findLast(({ rms }) => rms <= AS_GOOD * best)!.workers;
}

function queuedPart({ startS, endS }: Intervals, { startS: takenS }: Intervals): number {
  let queuedS = 0;
  let allS = 0;
  for (let i = 0; i < startS.length; i++) {
    queuedS += takenS[i]! - startS[i]!;
    allS += endS[i]! - startS[i]!;
  }
  return allS > 0 ? queuedS / allS : 0;
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

function isPlausible({ startS, endS, route }: Intervals, shortestS: Float64Array): boolean {
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
