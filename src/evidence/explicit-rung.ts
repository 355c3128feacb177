import type { RunQuery } from '../store/store.js';
import { checkClock, type ForeignCpuRow } from './clock.js';
import type { Rung } from './combine.js';
import { type ExplicitRow, judgeExplicit, type RunHealth, runHealth } from './explicit.js';
import { byRoute, routeId } from './verdict.js';

interface ExplicitRung {
  rung: Rung;
  /** Whether reported CPU times show that requests share a thread, as under gevent and asyncio. */
  sharesThread: boolean;
}

/**
 * Rung R1 over a log: what the application itself reports.
 * @param timeResolutionS of the coarsest log; null: no times
 * @param reports whether it reports anything
 */
export async function explicitRung(
  query: RunQuery,
  timeResolutionS: number | null,
  reports: boolean,
): Promise<ExplicitRung> {
  const rows = reports ? await query<ExplicitRow>('evidence_explicit') : [];
  const health = await checkRun(query, rows, timeResolutionS);
  const rowOf = byRoute(rows);
  return {
    rung: (route) => {
      const row = rowOf.get(routeId(route));
      return row && judgeExplicit(row, health);
    },
    sharesThread: health.clock.verdict === 'foreign',
  };
}

async function checkRun(
  query: RunQuery,
  rows: readonly ExplicitRow[],
  timeResolutionS: number | null,
): Promise<RunHealth> {
  const cpuRows = rows.reduce((n, row) => n + row.cpu_rows, 0);
  const impossible = rows.reduce((n, row) => n + row.impossible, 0);
  const [foreign] = cpuRows > 0 ? await query<ForeignCpuRow>('evidence_foreign_cpu') : [];
  const clock = checkClock(foreign ?? NOTHING_TO_CHECK, impossible, cpuRows, timeResolutionS);
  return runHealth(rows, clock);
}

const NOTHING_TO_CHECK: ForeignCpuRow = { rows: 0, routes: 0, growth: null, growth_error: null, spread: null };
