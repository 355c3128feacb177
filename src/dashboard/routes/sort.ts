import type { Report, RouteReport, TimeSummary } from '../../report/types.js';

const SORT_IDS = ['appSeconds', 'requests', 'p50', 'p95', 'p99', 'bytes', 'errors'] as const;
export type SortId = (typeof SORT_IDS)[number];

export const SORT_TITLES: Record<SortId, string> = {
  appSeconds: 'app time',
  requests: 'requests',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  bytes: 'bytes',
  errors: 'errors',
};

export interface Sort {
  readonly column: SortId;
  readonly isReversed: boolean;
}

/** Which of a route's times the percentiles are of: what clients wait for, if it is logged. */
export type LatencyField = 'requestTime' | 'upstreamTime';

export function latencyField(report: Report): LatencyField {
  return report.totals.requestTime === null && report.totals.upstreamTime !== null ? 'upstreamTime' : 'requestTime';
}

export function latency(route: RouteReport, report: Report): TimeSummary | null {
  return route[latencyField(report)];
}

/** Requests answered with a 4xx or a 5xx. */
export function errorCount(route: RouteReport): number {
  return (route.status['4xx'] ?? 0) + (route.status['5xx'] ?? 0);
}

type Value = (route: RouteReport, report: Report) => number | null;

const VALUES: Record<SortId, Value> = {
  appSeconds: (route) => route.upstreamTime?.sum ?? null,
  requests: (route) => route.requests,
  p50: (route, report) => latency(route, report)?.p50 ?? null,
  p95: (route, report) => latency(route, report)?.p95 ?? null,
  p99: (route, report) => latency(route, report)?.p99 ?? null,
  bytes: (route) => route.bytes,
  errors: errorCount,
};

function isAvailable(report: Report, id: SortId): boolean {
  if (id === 'appSeconds') return report.totals.appSeconds !== null;
  if (id === 'p50' || id === 'p95' || id === 'p99') return report.totals[latencyField(report)] !== null;
  return true;
}

export function defaultSort(report: Report): Sort {
  const column = SORT_IDS.find((id) => isAvailable(report, id)) ?? 'requests';
  return { column, isReversed: false };
}

export function sameSort(a: Sort, b: Sort): boolean {
  return a.column === b.column && a.isReversed === b.isReversed;
}

/** The next column that the log has values for, largest first. */
export function nextSort(report: Report, { column }: Sort): Sort {
  const available = SORT_IDS.filter((id) => isAvailable(report, id));
  const next = available[(available.indexOf(column) + 1) % available.length] ?? column;
  return { column: next, isReversed: false };
}

export function reverseSort({ column, isReversed }: Sort): Sort {
  return { column, isReversed: !isReversed };
}

/** Indices into report.routes, largest value first unless reversed; routes without a value come last either way. */
export function orderRoutes(report: Report, { column, isReversed }: Sort): Uint32Array {
  const valueIn = VALUES[column];
  const sign = isReversed ? -1 : 1;
  const keys = Float64Array.from(report.routes, (route) => {
    const value = valueIn(route, report);
    return value === null ? Number.NEGATIVE_INFINITY : value * sign;
  });
  return Uint32Array.from(report.routes.keys()).sort((a, b) => keys[b]! - keys[a]! || a - b);
}
