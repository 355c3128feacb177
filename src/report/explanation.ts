import type { Evidence, RouteReport } from './types.js';

/** Requests of the route that came while so many others were at the application. */
export interface ConcurrencyStep {
  othersFrom: number;
  othersTo: number;
  requests: number;
  /** Seconds of application time. */
  p50: number;
  p90: number;
}

/** Requests whose time lies between two figures, seconds: the first included. */
interface DistributionStep {
  from: number;
  to: number;
  requests: number;
}

/** Why one route is called what it is called: what `logsplit explain` shows. New keys may be added. */
export interface Explanation {
  schema: 'logsplit.explanation/1';
  route: RouteReport;
  /** What every rung says, in order; 'nothing': the log holds nothing that it could judge by. */
  rungs: (Omit<Evidence, 'says'> & { says: Evidence['says'] | 'nothing' })[];
  /** Of application time, or of request time where the log has no other. */
  distribution: DistributionStep[];
  /** Application time by the number of requests beside it; no steps where `reading` says why. */
  concurrency: { steps: ConcurrencyStep[]; reading: string };
  /** What to log or to tell so that the answer gets surer, the most useful first. */
  surer: string[];
}
