import type { NumberColumns } from '../../store/number-columns.js';

/** Requests at the application, by their start. Arrays have an entry a request. */
export interface Requests {
  count: number;
  /** Routes are numbered from 0. */
  routes: number;
  /** Seconds since the first one's start. */
  startS: Float64Array;
  endS: Float64Array;
  route: Int32Array;
  /** 0: several attempts, or given up by the client: load on the others, but its time says nothing of its route. */
  isWhole: Uint8Array;
}

/** Reads what queries/app_intervals.sql gives. */
export function requestsOf(columns: NumberColumns): Requests {
  const startS = columns.doubles('start_s');
  const endS = columns.doubles('app_s');
  const route = columns.integers('route');
  const first = startS[0] ?? 0;
  let last = -1;
  for (let i = 0; i < columns.rows; i++) {
    startS[i] = startS[i]! - first;
    endS[i] = startS[i]! + endS[i]!;
    if (route[i]! > last) last = route[i]!;
  }
  return { count: columns.rows, routes: last + 1, startS, endS, route, isWhole: columns.booleans('is_whole') };
}

/** Seconds at the application by route. */
function secondsByRoute({ count, routes, startS, endS, route }: Requests): Float64Array {
  const seconds = new Float64Array(routes);
  for (let i = 0; i < count; i++) seconds[route[i]!] = seconds[route[i]!]! + endS[i]! - startS[i]!;
  return seconds;
}

/**
 * Numbers the busiest routes anew from 0; the others become one route behind them, which is load and nothing else: least
 * squares over thousands of routes would take minutes and find nothing. @returns the old numbers in order
 */
export function withBusiestRoutes(requests: Requests, most: number): { requests: Requests; kept: Int32Array } {
  const seconds = secondsByRoute(requests);
  const kept = Int32Array.from(seconds.keys());
  if (requests.routes <= most) return { requests, kept };
  kept.sort((a, b) => seconds[b]! - seconds[a]! || a - b);
  const number = new Int32Array(requests.routes).fill(most);
  for (let i = 0; i < most; i++) number[kept[i]!] = i;
  return {
    requests: { ...requests, routes: most + 1, route: requests.route.map((old) => number[old]!) },
    kept: kept.slice(0, most),
  };
}

const STRETCHES = 40;

/** At most so many requests: stretches of consecutive ones, spread over the log, since only neighbours interact. */
export function sampleOf(requests: Requests, most: number): Requests {
  if (requests.count <= most) return requests;
  const length = Math.floor(most / STRETCHES);
  const starts = Array.from({ length: STRETCHES }, (_, i) =>
    Math.floor((i * (requests.count - length)) / (STRETCHES - 1)),
  );
  const take = <Numbers extends Float64Array | Int32Array | Uint8Array>(from: Numbers, to: Numbers): Numbers => {
    for (const [i, start] of starts.entries()) to.set(from.subarray(start, start + length), i * length);
    return to;
  };
  const count = STRETCHES * length;
  return {
    count,
    routes: requests.routes,
    startS: take(requests.startS, new Float64Array(count)),
    endS: take(requests.endS, new Float64Array(count)),
    route: take(requests.route, new Int32Array(count)),
    isWhole: take(requests.isWhole, new Uint8Array(count)),
  };
}

/** Of the stretches of so many consecutive requests the one with the most of them in progress at a time. */
export function busiestStretch(requests: Requests, length: number): Requests {
  let best = 0;
  let most = -1;
  for (let from = 0; from < requests.count; from += length) {
    const to = Math.min(from + length, requests.count);
    let seconds = 0;
    for (let i = from; i < to; i++) seconds += requests.endS[i]! - requests.startS[i]!;
    const inProgress = seconds / Math.max(requests.startS[to - 1]! - requests.startS[from]!, 1e-6);
    if (to - from > length / 2 && inProgress > most) {
      most = inProgress;
      best = from;
    }
  }
  const part = <Numbers extends Float64Array | Int32Array | Uint8Array>(from: Numbers): Numbers =>
    from.subarray(best, best + length) as Numbers;
  return {
    count: Math.min(length, requests.count - best),
    routes: requests.routes,
    startS: part(requests.startS),
    endS: part(requests.endS),
    route: part(requests.route),
    isWhole: part(requests.isWhole),
  };
}

/** One after the other on the time axis: the second begins when all of the first have ended. */
export function followedBy(first: Requests, second: Requests): Requests {
  const shift = first.endS.reduce((last, end) => Math.max(last, end), 0) - (second.startS[0] ?? 0);
  const shifted = (a: Float64Array, b: Float64Array): Float64Array => {
    const both = new Float64Array(a.length + b.length);
    both.set(a);
    for (let i = 0; i < b.length; i++) both[a.length + i] = b[i]! + shift;
    return both;
  };
  return {
    count: first.count + second.count,
    routes: first.routes,
    startS: shifted(first.startS, second.startS),
    endS: shifted(first.endS, second.endS),
    route: Int32Array.from([...first.route, ...second.route]),
    isWhole: Uint8Array.from([...first.isWhole, ...second.isWhole]),
  };
}
