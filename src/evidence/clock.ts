/** A row of queries/evidence_foreign_cpu.sql. */
export interface ForeignCpuRow {
  rows: number;
  routes: number;
  growth: number | null;
  growth_error: number | null;
  spread: number | null;
}

/** Whether reported CPU times are the requests' own. */
export interface ClockCheck {
  verdict: 'own' | 'foreign' | 'unchecked';
  /** A sentence with the figures; empty where all is well. */
  detail: string;
}

// Eleven runs under sync and threaded workers: growth at most 0.006, spread at most 0.4 (contention alone costs some
// CPU). Two under gevent: 0.028 and 0.060, spread above 1. More gevent processes share the growth among them, not the
// spread. Refusing in doubt costs a label; not refusing would swap sides.
const FOREIGN_GROWTH = 0.02;
const FOREIGN_GROWTH_SPREAD = 0.003;
const FOREIGN_SPREAD = 0.6;
const FOREIGN_T = 4;
// On a loop near saturation every request reports nearly all that ran, so growth falls towards zero (simulated: 0.002 at
// 120% load) while the CPU of others explains 0.6 to 0.8 of what is reported. Threaded runs: at most 0.23, spread 0.07.
const FOREIGN_EXPLAINED = 0.4;
const FOREIGN_EXPLAINED_SPREAD = 0.3;
const FEWEST_ROWS = 30;
// Where end times are whole seconds the growth cannot be seen; a route's own CPU rarely varies by more than its mean.
const SUSPICIOUS_SPREAD = 1;

/**
 * Holds reported CPU times against each other: a thread's clock under gevent or asyncio also counts the requests that
 * ran while this one waited. @param impossible rows whose CPU time exceeds their upstream time
 */
export function checkClock(
  row: ForeignCpuRow,
  impossible: number,
  cpuRows: number,
  timeResolutionS: number | null,
): ClockCheck {
  if (impossible > Math.max(3, cpuRows * 0.01)) {
    return {
      verdict: 'foreign',
      detail: `${impossible} of ${cpuRows} requests report more CPU time than they took, so the header does not hold this request's CPU seconds.`,
    };
  }
  const { growth, growth_error: error, spread } = row;
  const fine = timeResolutionS !== null && timeResolutionS < 1;
  if (fine && row.rows >= FEWEST_ROWS && growth !== null && error !== null) {
    if (growth >= FOREIGN_T * error && (growth >= leastGrowth(spread ?? 0) || isExplained(row, growth / error))) {
      return {
        verdict: 'foreign',
        detail: `The reported CPU time grows by ${growth.toFixed(3)} s with each CPU second that other requests use meanwhile (t = ${(growth / error).toFixed(0)}): the clock counts other requests too, as a thread's clock does under gevent and asyncio.`,
      };
    }
    return { verdict: 'own', detail: '' };
  }
  if (spread !== null && spread > SUSPICIOUS_SPREAD && row.rows >= FEWEST_ROWS) {
    return {
      verdict: 'foreign',
      detail: `The reported CPU time varies by ${spread.toFixed(1)} times its mean within a typical route, as it does where a thread's clock counts other requests (gevent, asyncio), and end times of whole seconds do not let it be checked: log $msec.`,
    };
  }
  return {
    verdict: 'unchecked',
    detail: fine
      ? 'Too few requests to check that the CPU time is their own.'
      : "End times of whole seconds do not let it be checked that the CPU time is the request's own: log $msec.",
  };
}

function leastGrowth(spread: number): number {
  return spread >= FOREIGN_SPREAD ? FOREIGN_GROWTH_SPREAD : FOREIGN_GROWTH;
}

// The share of the variance within routes that the CPU of others explains, from its t value.
function isExplained({ rows, routes, spread }: ForeignCpuRow, t: number): boolean {
  const explained = t ** 2 / (t ** 2 + Math.max(1, rows - routes - 1));
  return explained >= FOREIGN_EXPLAINED && spread !== null && spread >= FOREIGN_EXPLAINED_SPREAD;
}
