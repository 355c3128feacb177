import type { WorkTimes } from './overlaps.js';
import type { Served } from './served.js';

/**
 * When a request does its work: in one piece at its end, as on an event loop; spread over what its waiting leaves; or
 * spread over all its life. Threads that take turns do something between the latter two.
 */
export type Placing = 'end' | 'rest' | 'life';

const LEAST_WORK_S = 0.001;

/** @param cpuS CPU seconds a request by route */
export function workTimes(served: Served, placing: Placing, cpuS: Float64Array): WorkTimes {
  const { beginS, endS, tookS, route, times } = served;
  const fromS = beginS.map((begin, i) => {
    if (placing === 'life') return begin;
    const work = Math.max(cpuS[route[i]!]!, LEAST_WORK_S);
    if (placing === 'end') return Math.max(begin, endS[i]! - work);
    const waits = Math.max(0, times[route[i]!]!.p10 - cpuS[route[i]!]!);
    return Math.min(begin + (waits || 0), endS[i]! - Math.min(tookS[i]!, work));
  });
  return { fromS, toS: endS.map((end, i) => Math.max(end, fromS[i]! + LEAST_WORK_S)) };
}
