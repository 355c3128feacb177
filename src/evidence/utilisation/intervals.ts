/** When each request was at the application, in the order of their starts. Seconds of any one clock. */
export interface Intervals {
  startS: Float64Array;
  endS: Float64Array;
  /** Number of its route, from 0. */
  route: Int32Array;
  routes: number;
}

/** The requests `from` to `to` (exclusive) of all. */
export function sliceIntervals({ startS, endS, route, routes }: Intervals, from: number, to: number): Intervals {
  return { startS: startS.subarray(from, to), endS: endS.subarray(from, to), route: route.subarray(from, to), routes };
}

/** Numbers of the requests of each route: those of route r are `members.subarray(from[r], from[r + 1])`. */
export interface Grouping {
  members: Int32Array;
  from: Int32Array;
}

/** Groups requests by route, in their order. */
export function groupByRoute({ route, routes }: Intervals): Grouping {
  const from = new Int32Array(routes + 1);
  for (const r of route) from[r + 1]!++;
  for (let r = 0; r < routes; r++) from[r + 1]! += from[r]!;
  const next = from.slice();
  const members = new Int32Array(route.length);
  for (let i = 0; i < route.length; i++) members[next[route[i]!]!++] = i;
  return { members, from };
}

/** How many of the ascending values are below t. */
export function lowerBound(ascending: Float64Array, t: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < t) low = middle + 1;
    else high = middle;
  }
  return low;
}
