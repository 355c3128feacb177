import type { Judge } from '../evidence/ladder.js';
import type { Queueing } from '../evidence/queueing.js';
import { routeId } from '../evidence/verdict.js';
import { whyOf } from '../evidence/why.js';
import type { Content } from '../record/vocabulary.js';
import { timeSummary } from './time-summary.js';
import type { RouteReport, StatusClass } from './types.js';

/** A row of queries/routes.sql. */
export interface RouteRow {
  method: string | null;
  host: string | null;
  route: string;
  content: Content;
  requests: number;
  bytes: number;
  app_bytes: number;
  nginx: number;
  cache: number;
  app: number;
  unknown: number;
  status_counts: { key: StatusClass; value: number }[];
  request_times: number;
  request_sum: number | null;
  request_max: number | null;
  request_quantiles: number[] | null;
  app_times: number;
  app_sum: number | null;
  app_max: number | null;
  app_quantiles: number[] | null;
}

export function routeReport(row: RouteRow, judge: Judge, queueing: Queueing | null): RouteReport {
  const servedBy = { nginx: row.nginx, cache: row.cache, app: row.app, unknown: row.unknown };
  const { method, host, route } = row;
  const verdict = judge({ method, host, route, servedBy });
  return {
    method,
    host,
    route,
    kind: row.content,
    servedBy,
    requests: row.requests,
    bytes: row.bytes,
    appBytes: row.app_bytes,
    status: Object.fromEntries(row.status_counts.map(({ key, value }) => [key, value])),
    requestTime: timeSummary({
      count: row.request_times,
      sum: row.request_sum,
      max: row.request_max,
      quantiles: row.request_quantiles,
    }),
    upstreamTime: timeSummary({
      count: row.app_times,
      sum: row.app_sum,
      max: row.app_max,
      quantiles: row.app_quantiles,
    }),
    queuedSeconds: queueing?.perRoute.get(routeId(row)) ?? null,
    why: whyOf(verdict),
    ...verdict,
  };
}
