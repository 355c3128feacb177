import type { LoggedFields } from '../advice/instrument.js';
import type { RouteKey } from '../evidence/verdict.js';
import type { RunQuery } from '../store/store.js';
import type { ConcurrencyStep, Explanation } from './explanation.js';

interface ConcurrencyRow {
  others_from: number;
  others_to: number;
  requests: number;
  app_p50: number;
  app_p90: number;
}

/** A median of fewer says nothing. */
const FEWEST = 5;
const GROWS = 1.5;
const HARDLY_GROWS = 1.2;

/** How long a route takes by how many other requests the application had when it came. */
export async function concurrencyOf(
  query: RunQuery,
  { method, host, route }: RouteKey,
  logged: LoggedFields,
): Promise<Explanation['concurrency']> {
  if (logged.upstream_time === 0) return { steps: [], reading: 'The log has no times of the application.' };
  if (logged.time_resolution_s === null || logged.time_resolution_s >= 1) {
    const reading = 'End times of whole seconds do not tell what ran side by side: log $msec.';
    return { steps: [], reading };
  }
  const rows = await query<ConcurrencyRow>('explain_concurrency', { method, host, route });
  const steps = rows.map((row) => ({
    othersFrom: row.others_from,
    othersTo: row.others_to,
    requests: row.requests,
    p50: row.app_p50,
    p90: row.app_p90,
  }));
  return { steps, reading: readingOf(steps) };
}

function readingOf(steps: readonly ConcurrencyStep[]): string {
  const measured = steps.filter(({ requests }) => requests >= FEWEST);
  const [least, most] = [measured[0], measured.at(-1)];
  if (least === undefined || most === undefined || least === most || least.p50 === 0) {
    return 'It was not asked often enough beside more and fewer others to compare.';
  }
  const times = most.p50 / least.p50;
  const compared = `beside ${others(most)} as beside ${others(least)}`;
  if (times >= GROWS) {
    return `It takes ${times.toFixed(1)} times as long ${compared}: it competes with them for workers, for CPU, or for a service that is saturated.`;
  }
  if (times > HARDLY_GROWS) {
    return `It takes ${times.toFixed(1)} times as long ${compared}: it hardly competes with them.`;
  }
  return `It takes ${times < 0.9 ? 'no longer' : 'as long'} ${compared}: what it needs was not short, be it CPU or a service.`;
}

function others({ othersFrom: from, othersTo: to }: ConcurrencyStep): string {
  if (to === 0) return 'none';
  if (from === to) return `${from} other${from === 1 ? '' : 's'}`;
  return `${from} to ${to} others`;
}
