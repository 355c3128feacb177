import type { RunQuery } from '../store/store.js';
import { type RouteKey, routeId } from './verdict.js';

/** Time that requests waited for a free worker: neither CPU nor IO of their route. */
export interface Queueing {
  /** Requests that the application works on at a time; null: not known. */
  workers: number | null;
  /** By the application's own times, or by replaying the log's with --workers, or with the number that fits it best. */
  found: 'reported' | 'given' | 'searched';
  /** Seconds, of all requests together. */
  queuedS: number;
  /** Seconds by routeId. */
  perRoute: ReadonlyMap<string, number>;
}

/** A row of queries/evidence_queueing.sql. */
interface QueueingRow extends RouteKey {
  requests: number;
  least_s: number;
  queued_s: number;
}

const FEWEST_REQUESTS = 10;
const GRAIN_S = 0.002;
// A queue delays all routes alike. What differs from route to route is part of the work: some applications report as
// "app" what is left without their database.
const MOST_TIMES_LEAST = 2.5;

/** The waiting that the application's own times leave; null: it reports none, or they are not the whole of its work. */
export async function reportedQueueing(query: RunQuery): Promise<Queueing | null> {
  const rows = await query<QueueingRow>('evidence_queueing');
  const least = rows
    .filter(({ requests }) => requests >= FEWEST_REQUESTS)
    .map(({ least_s }) => least_s)
    .sort((a, b) => a - b);
  const most = least[Math.ceil(least.length * 0.8) - 1];
  if (most === undefined || most > GRAIN_S + least[0]! * MOST_TIMES_LEAST) return null;
  return {
    workers: null,
    found: 'reported',
    queuedS: rows.reduce((sum, { queued_s }) => sum + queued_s, 0),
    perRoute: new Map(rows.map((row) => [routeId(row), row.queued_s])),
  };
}

/**
 * The application's own times are the measure; replaying the log's adds the number of workers.
 * @param sharesThread requests share a thread: a number of workers that was searched all the same is none
 */
export function bestQueueing(
  reported: Queueing | null,
  replayed: Queueing | null,
  sharesThread: boolean,
): Queueing | null {
  const believed = sharesThread && replayed?.found === 'searched' ? null : replayed;
  return reported === null ? believed : { ...reported, workers: believed?.workers ?? null };
}
