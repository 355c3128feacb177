import type { LoggedFields } from '../advice/instrument.js';
import type { EvidenceOptions } from '../evidence/options.js';
import type { RouteReport } from './types.js';

const SURE_ROWS = 30;

/** What to log or to tell so that a route's label gets surer, the most useful first; empty where nothing would help. */
export function surer(route: RouteReport, logged: LoggedFields, told: EvidenceOptions): string[] {
  const { servedBy, bound, confidence, evidence } = route;
  if (servedBy.app + servedBy.unknown === 0 || (bound !== 'unknown' && confidence === 'high')) return [];
  if (logged.upstream_time === 0) {
    return [
      'Log $upstream_response_time and $upstream_status: they tell whether the application was asked, and for how long.',
    ];
  }
  const refused = (rung: string): boolean => evidence.some((one) => one.rung === rung && one.says === 'refused');
  const fine = logged.time_resolution_s !== null && logged.time_resolution_s < 1;
  const few = servedBy.app < SURE_ROWS;
  return [
    ...(logged.cpu_time === 0
      ? [
          'Let the application report its CPU time and log that header: it is the surest evidence. logsplit instrument prints the middleware and the log_format.',
        ]
      : []),
    ...(fine
      ? []
      : [
          'Log $msec: end times of whole seconds tell neither whether a CPU time is the request’s own nor what ran side by side.',
        ]),
    ...(few
      ? [`Read a longer log: ${SURE_ROWS} answers of the application make it sure, this one has ${servedBy.app}.`]
      : []),
    ...(logged.cpu_time === 0 && told.cpu.length === 0
      ? [
          'Or record the CPU time of the application over time, without a change to it, and pass it: --cpu. logsplit instrument cpu prints how.',
        ]
      : []),
    ...(told.cores === null && refused('R3') ? ['Tell the cores that the application has: --cores.'] : []),
  ];
}
