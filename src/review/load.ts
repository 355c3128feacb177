import { BUSIEST } from '../advice/workers-needed.js';
import type { Load, ReviewHour } from './types.js';

const HOUR_S = 3600;

/**
 * How busy the application is, by Little's law: the mean number of requests in work is their rate times the time that each
 * takes, which is the application seconds of a span by its seconds.
 * @param workers null: not known @param queuedShare of the application time, which is waiting for a worker and no work
 */
export function loadOf(hours: readonly ReviewHour[], workers: number | null, queuedShare: number): Load | null {
  const busy = hours.map(({ appSeconds }) => ((appSeconds ?? 0) * (1 - queuedShare)) / HOUR_S);
  if (hours.length === 0 || hours.every(({ appSeconds }) => appSeconds === null)) return null;
  const peak = Math.max(...busy);
  const hour = hours[busy.indexOf(peak)]!;
  const spanHours = (Date.parse(hours.at(-1)!.time) - Date.parse(hours[0]!.time)) / (HOUR_S * 1000) + 1;
  return {
    workers,
    mean: busy.reduce((sum, value) => sum + value, 0) / spanHours,
    peak,
    peakHour: hour.time,
    peakRequests: hour.requests,
    utilisation: workers === null ? null : peak / workers,
    headroom: workers === null || peak === 0 ? null : (BUSIEST * workers) / peak,
  };
}
