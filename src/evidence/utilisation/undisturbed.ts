import { groupByRoute, type Intervals, lowerBound } from './intervals.js';

/** How long a route's requests take where few others are about, seconds. NaN for a route without requests. */
export interface Undisturbed {
  requests: Int32Array;
  /** Mean over the fifth of the requests with the fewest others in flight. */
  meanS: Float64Array;
  /** Standard error of that mean. */
  errorS: Float64Array;
  /** How many others were in flight beside those few, on average. */
  others: Float64Array;
  /** 5th percentile over all of the requests. */
  shortS: Float64Array;
  /** Mean over all of the requests. */
  loadedS: Float64Array;
}

const QUIET_PART = 0.2;
const FEWEST_QUIET = 10;
/** nginx's clock ticks in milliseconds: a time of 0 is below half of one. */
const SHORTEST_S = 0.0005;

/**
 * Undisturbed times of every route. The others are counted over the route's median time from the request's start on, not
 * over its own life: else a short request would seem to be a quiet one.
 */
export function undisturbed(intervals: Intervals): Undisturbed {
  const { startS, endS, routes } = intervals;
  const { members, from } = groupByRoute(intervals);
  const inFlightS = inFlightIntegral(intervals);
  const found: Undisturbed = {
    requests: new Int32Array(routes),
    meanS: new Float64Array(routes).fill(Number.NaN),
    errorS: new Float64Array(routes).fill(Number.NaN),
    others: new Float64Array(routes).fill(Number.NaN),
    shortS: new Float64Array(routes).fill(Number.NaN),
    loadedS: new Float64Array(routes).fill(Number.NaN),
  };
  for (let r = 0; r < routes; r++) {
    const all = members.subarray(from[r]!, from[r + 1]!);
    if (all.length === 0) continue;
    const own = thinned(all);
    const lengths = Float64Array.from(own, (i) => endS[i]! - startS[i]!);
    const sorted = lengths.slice().sort();
    const window = Math.max(sorted[sorted.length >> 1]!, SHORTEST_S);
    const others = Float64Array.from(own, (i, k) => {
      const start = startS[i]!;
      return (inFlightS(start + window) - inFlightS(start) - Math.min(lengths[k]!, window)) / window;
    });
    const quietest = Int32Array.from(own.keys()).sort((a, b) => others[a]! - others[b]! || lengths[a]! - lengths[b]!);
    const quiet = quietest.subarray(0, Math.max(FEWEST_QUIET, Math.round(own.length * QUIET_PART)));
    const { mean, error } = meanOf(Float64Array.from(quiet, (k) => lengths[k]!));
    found.requests[r] = all.length;
    found.meanS[r] = Math.max(mean, SHORTEST_S);
    found.errorS[r] = error;
    found.others[r] = Math.max(0, meanOf(Float64Array.from(quiet, (k) => others[k]!)).mean);
    found.shortS[r] = Math.max(sorted[Math.floor((sorted.length - 1) * 0.05)]!, SHORTEST_S);
    found.loadedS[r] = Math.max(meanOf(lengths).mean, SHORTEST_S);
  }
  return found;
}

/** Gives the request seconds in flight up to an instant: each request adds its time from its start to its end. */
function inFlightIntegral({ startS, endS }: Intervals): (t: number) => number {
  const starts = sumsOf(startS.slice().sort());
  const ends = sumsOf(endS.slice().sort());
  return (t) => starts(t) - ends(t);
}

/** Sum of t - v over the values v ≤ t. */
function sumsOf(sorted: Float64Array): (t: number) => number {
  const origin = sorted[0] ?? 0;
  const upto = new Float64Array(sorted.length + 1);
  for (let i = 0; i < sorted.length; i++) upto[i + 1] = upto[i]! + (sorted[i]! - origin);
  return (t) => {
    const below = lowerBound(sorted, t);
    return below * (t - origin) - upto[below]!;
  };
}

const ENOUGH = 5_000;

function thinned(members: Int32Array): Int32Array {
  const every = Math.ceil(members.length / ENOUGH);
  return every === 1
    ? members
    : Int32Array.from({ length: Math.floor(members.length / every) }, (_, i) => members[i * every]!);
}

function meanOf(values: Float64Array): { mean: number; error: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: n < 2 ? mean : Math.sqrt(squares / (n - 1) / n) };
}
