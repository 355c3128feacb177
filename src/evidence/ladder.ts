import type { Asking } from '../store/store.js';
import { combine, type Rung, unknown } from './combine.js';
import { contention } from './contention/rung.js';
import { explicitRung } from './explicit-rung.js';
import type { EvidenceOptions } from './options.js';
import { bestQueueing, type Queueing, reportedQueueing } from './queueing.js';
import { type SetApartRow, setApart } from './set-apart.js';
import { type UtilisationRung, utilisationRung } from './utilisation-rung.js';
import { byRoute, type RouteKey, routeId, type Verdict } from './verdict.js';

/** What a route's requests were, as far as the ladder needs it. */
interface RouteFacts extends RouteKey {
  servedBy: { nginx: number; cache: number; app: number; unknown: number };
}

/** Judges a route by the highest rung of evidence that applies to it. */
export type Judge = (route: RouteFacts) => Verdict;

/** What the ladder finds in a log. */
interface Findings {
  judge: Judge;
  /** Null: nothing tells how long requests waited for a worker. */
  queueing: Queueing | null;
  cpu: UtilisationRung['cpu'];
}

/** What the ladder has to know of a log before it asks more. */
interface Logged {
  /** Requests with a CPU time. */
  cpu_time: number;
  /** Requests with a reported waiting time. */
  wait_time: number;
  /** Of the coarsest log; null: no times. */
  time_resolution_s: number | null;
}

/** Asks the store what the ladder needs. */
export async function climb(store: Asking, logged: Logged, told: EvidenceOptions): Promise<Findings> {
  const { query } = store;
  const timeResolutionS = logged.time_resolution_s;
  const apart = byRoute(await query<SetApartRow>('evidence_set_apart'));
  const utilisation = await utilisationRung(store, timeResolutionS, told.cpu, told.workers);
  const fromTimes = await contention(store, timeResolutionS, told);
  // The highest first: the first that has a label gives it.
  const explicit = await explicitRung(query, timeResolutionS, logged.cpu_time + logged.wait_time > 0);
  const rungs: readonly Rung[] = [explicit.rung, utilisation.rung, fromTimes.rung];
  return {
    judge(route) {
      const row = apart.get(routeId(route));
      if (row === undefined) return notMeasured(route);
      return combine(
        setApart(row),
        rungs.map((rung) => rung(route)),
      );
    },
    queueing: bestQueueing(await reportedQueueing(query), fromTimes.queueing, explicit.sharesThread),
    cpu: utilisation.cpu,
  };
}

function notMeasured({ servedBy }: RouteFacts): Verdict {
  if (servedBy.app > 0) {
    return unknown([
      {
        rung: 'R4',
        says: 'unknown',
        detail: 'The log does not say how long the application took: log $upstream_response_time.',
      },
    ]);
  }
  if (servedBy.unknown > 0) {
    return unknown([
      {
        rung: 'R4',
        says: 'unknown',
        detail:
          'The log does not say whether the application was asked, nor how long it took: log $upstream_response_time.',
      },
    ]);
  }
  return unknown([
    { rung: 'R0', says: 'unknown', detail: 'The application was never asked: nginx or a cache answered.' },
  ]);
}
