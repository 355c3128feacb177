import type { Findings } from '../../src/advice/advise.js';
import type { LoggedFields } from '../../src/advice/instrument.js';
import type { RouteReport, TimeSummary, Totals } from '../../src/report/types.js';

/** A time summary of so many seconds in all. */
function seconds(sum: number, requests = 100): TimeSummary {
  const mean = sum / requests;
  return { sum, mean, p50: mean, p90: mean, p95: mean, p99: mean, max: mean };
}

export interface RouteShape extends Partial<Omit<RouteReport, 'upstreamTime'>> {
  /** Requests that the application answered. */
  app?: number;
  /** What it spent on them; null: not logged. */
  appSeconds?: number | null;
}

/** A dynamic GET route of 100 requests that the application answered in 10 s, unless said otherwise. */
function routeReport({ app = 100, appSeconds = 10, ...fields }: RouteShape): RouteReport {
  return {
    method: 'GET',
    host: null,
    route: '/',
    kind: 'dynamic',
    servedBy: { nginx: 0, cache: 0, app, unknown: 0 },
    requests: app,
    bytes: app * 1000,
    appBytes: app * 1000,
    status: { '2xx': fields.requests ?? app },
    requestTime: null,
    upstreamTime: appSeconds === null ? null : seconds(appSeconds, app),
    queuedSeconds: null,
    bound: 'unknown',
    confidence: 'none',
    why: '',
    cpuMs: null,
    cpuShare: null,
    evidence: [],
    ...fields,
  };
}

/** What the routes amount to, with every field logged unless said otherwise. */
export function findings(shapes: readonly RouteShape[], logged: Partial<LoggedFields> = {}): Findings {
  const routes = shapes.map(routeReport);
  const requests = routes.reduce((n, route) => n + route.requests, 0);
  const times = routes.flatMap((route) => route.upstreamTime ?? []);
  const files = routes.filter((route) => route.kind === 'static').reduce((n, route) => n + route.requests, 0);
  const totals: Totals = {
    requests,
    bytes: routes.reduce((n, route) => n + route.bytes, 0),
    static: files,
    dynamic: requests - files,
    servedBy: { nginx: 0, cache: 0, app: requests, unknown: 0 },
    appSeconds: times.length === 0 ? null : times.reduce((n, time) => n + time.sum, 0),
    requestSeconds: null,
    status: { '2xx': requests },
    requestTime: null,
    upstreamTime: null,
    queueing: null,
    clients: 1,
    malformed: 0,
    leak: { requests: 0, bytes: 0, appSeconds: null },
  };
  return {
    routes,
    totals,
    logged: {
      requests,
      timed: requests,
      request_time: requests,
      upstream_known: requests,
      upstream_time: requests,
      cpu_time: requests,
      wait_time: 0,
      time_resolution_s: 0.001,
      ...logged,
    },
  };
}
