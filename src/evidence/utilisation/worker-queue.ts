import { serviceStarts } from '../contention/worker-queue.js';
import type { Intervals } from './intervals.js';

/** The requests from when each was taken up by one of `workers` that serve first come, first served. */
export function withoutQueueing(intervals: Intervals, workers: number): Intervals {
  const { startS, endS } = intervals;
  const taken = serviceStarts({ count: startS.length, startS, endS }, workers);
  // Ends lag a little behind the departure, so that a short request may seem to be taken up after its end.
  return { ...intervals, startS: taken.map((start, i) => Math.min(start, endS[i]!)) };
}
