import type { Requests } from './requests.js';

/** nginx's clock has milliseconds: nothing is taken to be shorter than half of one. */
export const LEAST_S = 0.0005;

/** What a route's whole requests took once a worker had them, seconds. */
export interface RouteTimes {
  rows: number;
  p02: number;
  p10: number;
  p50: number;
  p99: number;
}

/** Requests as the workers had them: the waiting for a free one is taken away. */
export interface Served extends Requests {
  /** When a worker took it. */
  beginS: Float64Array;
  /** From then to the end, at least LEAST_S. */
  tookS: Float64Array;
  /** By route. */
  times: RouteTimes[];
  /** The whole requests of a route, in order of their start. */
  of: (route: number) => Int32Array;
}

export function served(requests: Requests, beginS: Float64Array): Served {
  const tookS = requests.endS.map((end, i) => Math.max(end - beginS[i]!, LEAST_S));
  const of = grouped(requests);
  const times = Array.from({ length: requests.routes }, (_, route) => {
    const sorted = Float64Array.from(of(route), (i) => tookS[i]!).sort();
    return {
      rows: sorted.length,
      p02: quantile(sorted, 0.02),
      p10: quantile(sorted, 0.1),
      p50: quantile(sorted, 0.5),
      p99: quantile(sorted, 0.99),
    };
  });
  return { ...requests, beginS, tookS, times, of };
}

/** Whole requests by route. */
function grouped({ count, routes, route, isWhole }: Requests): (route: number) => Int32Array {
  const offsets = new Int32Array(routes + 1);
  for (let i = 0; i < count; i++) if (isWhole[i]) offsets[route[i]! + 1] = offsets[route[i]! + 1]! + 1;
  for (let r = 0; r < routes; r++) offsets[r + 1] = offsets[r + 1]! + offsets[r]!;
  const members = new Int32Array(offsets[routes]!);
  const next = offsets.slice();
  for (let i = 0; i < count; i++) {
    if (!isWhole[i]) continue;
    const at = next[route[i]!]!;
    members[at] = i;
    next[route[i]!] = at + 1;
  }
  return (r) => members.subarray(offsets[r], offsets[r + 1]);
}

/** Linear between neighbours; NaN of nothing. */
export function quantile(sorted: Float64Array, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  return below + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - below);
}
