import type { RouteReport } from '../../report/types.js';
import type { RouteCpu } from './demands.js';
import type { UnknownAs, WhatIfRoute } from './types.js';

/**
 * From what a route's CPU is taken. A route that is too short for its share to be told is taken to compute: a millisecond
 * waits for nothing.
 */
export function sourceOfCpu(route: RouteReport | undefined): WhatIfRoute['cpu'] {
  if (route === undefined) return 'unknown';
  const said = route.evidence.find(({ rung }) => rung === 'R1');
  if (said !== undefined && said.says !== 'refused' && route.cpuShare !== null) return 'reported';
  return route.cpuShare !== null || route.bound === 'trivial' ? 'share' : 'unknown';
}

/** @param unknownAs what it is taken for where nothing tells */
export function cpuOf(route: RouteReport | undefined, unknownAs: UnknownAs): RouteCpu {
  const source = sourceOfCpu(route);
  if (source === 'unknown') return { isReported: false, share: unknownAs === 'cpu' ? 1 : 0 };
  return { isReported: source === 'reported', share: route!.cpuShare ?? 1 };
}
