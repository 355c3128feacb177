import type { Queueing } from '../evidence/queueing.js';
import type { Content, Server } from '../record/vocabulary.js';
import type { RunQuery } from '../store/store.js';
import { timeSummary } from './time-summary.js';
import type { StatusClass, Totals } from './types.js';

/** The row of queries/totals.sql. */
export interface TotalsRow {
  requests: number;
  excluded: number;
  bytes: number;
  app_seconds: number | null;
  request_seconds: number | null;
  clients: number;
  malformed: number;
  first_time: string | null;
  last_time: string | null;
  span_seconds: number | null;
  timed_requests: number;
  request_max: number | null;
  request_quantiles: number[] | null;
  app_requests: number;
  app_max: number | null;
  app_quantiles: number[] | null;
}

interface TrafficRow {
  content: Content;
  served_by: Server;
  requests: number;
  bytes: number;
  app_seconds: number | null;
}

export async function collectTotals(query: RunQuery, row: TotalsRow, queueing: Queueing | null): Promise<Totals> {
  const traffic = await query<TrafficRow>('traffic');
  const statuses = await query<{ status_class: StatusClass; requests: number }>('status_classes');
  const count = (test: (cell: TrafficRow) => boolean): number =>
    traffic.filter(test).reduce((n, cell) => n + cell.requests, 0);
  const server = (name: Server): number => count((cell) => cell.served_by === name);
  const leak = traffic.find((cell) => cell.content === 'static' && cell.served_by === 'app');
  return {
    requests: row.requests,
    bytes: row.bytes,
    static: count((cell) => cell.content === 'static'),
    dynamic: count((cell) => cell.content === 'dynamic'),
    servedBy: { nginx: server('nginx'), cache: server('cache'), app: server('app'), unknown: server('unknown') },
    appSeconds: row.app_seconds,
    requestSeconds: row.request_seconds,
    status: Object.fromEntries(statuses.map(({ status_class, requests }) => [status_class, requests])),
    requestTime: timeSummary({
      count: row.timed_requests,
      sum: row.request_seconds,
      max: row.request_max,
      quantiles: row.request_quantiles,
    }),
    upstreamTime: timeSummary({
      count: row.app_requests,
      sum: row.app_seconds,
      max: row.app_max,
      quantiles: row.app_quantiles,
    }),
    queueing: queueing && {
      workers: queueing.workers,
      found: queueing.found,
      seconds: queueing.queuedS,
      share: row.app_seconds ? queueing.queuedS / row.app_seconds : 0,
    },
    clients: row.clients,
    malformed: row.malformed,
    leak: {
      requests: leak?.requests ?? 0,
      bytes: leak?.bytes ?? 0,
      appSeconds: row.app_seconds === null ? null : (leak?.app_seconds ?? 0),
    },
  };
}
