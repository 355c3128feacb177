import type { Served } from './served.js';

/** When each request's CPU work is taken to be done, evenly from `fromS` to `toS`, within its life. */
export interface WorkTimes {
  fromS: Float64Array;
  toS: Float64Array;
}

/** By row a request, sparse: which fraction of the work of how many others falls into its life, by their route. */
export interface Overlaps {
  /** Where a row begins in the other two; one more than rows. */
  offsets: Int32Array;
  route: Int32Array;
  work: Float64Array;
}

/** One pass over requests in order of their begin. @param rows numbers of requests, ascending */
export function overlapsOf(
  { beginS, endS, route, routes, count }: Served,
  rows: Int32Array,
  { fromS, toS }: WorkTimes,
): Overlaps {
  const offsets = new Int32Array(rows.length + 1);
  const routesOut: number[] = [];
  const workOut: number[] = [];
  const sums = new Float64Array(routes);
  const touched: number[] = [];
  // Who is still there, then who comes before the row's request has gone.
  let near = new Int32Array(1024);
  let active = 0;
  let next = 0;

  for (const [row, i] of rows.entries()) {
    const from = beginS[i]!;
    const to = endS[i]!;
    let others = 0;
    for (let at = 0; at < active; at++) if (endS[near[at]!]! > from) near[others++] = near[at]!;
    for (; next <= i; next++) {
      if (!(endS[next]! > from)) continue;
      if (others === near.length) near = doubled(near);
      near[others++] = next;
    }
    active = others;
    for (let other = i + 1; other < count && beginS[other]! < to; other++) {
      if (others === near.length) near = doubled(near);
      near[others++] = other;
    }
    for (let at = 0; at < others; at++) {
      const other = near[at]!;
      if (other === i) continue;
      const workFrom = fromS[other]!;
      const workTo = toS[other]!;
      const common = Math.min(to, workTo) - Math.max(from, workFrom);
      if (common <= 0) continue;
      const r = route[other]!;
      if (sums[r] === 0) touched.push(r);
      sums[r] = sums[r]! + Math.min(1, common / (workTo - workFrom));
    }
    for (const r of touched) {
      routesOut.push(r);
      workOut.push(sums[r]!);
      sums[r] = 0;
    }
    touched.length = 0;
    offsets[row + 1] = routesOut.length;
  }
  return { offsets, route: Int32Array.from(routesOut), work: Float64Array.from(workOut) };
}

function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}

/** The CPU seconds of others in the life of a row's request. */
export function workOfOthers({ offsets, route, work }: Overlaps, row: number, cpuS: Float64Array): number {
  let sum = 0;
  for (let at = offsets[row]!; at < offsets[row + 1]!; at++) sum += cpuS[route[at]!]! * work[at]!;
  return sum;
}
