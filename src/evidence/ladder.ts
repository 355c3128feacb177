import type { Evidence } from '../report/types.js';
import type { Asking, RunQuery } from '../store/store.js';
import { checkClock, type ForeignCpuRow } from './clock.js';
import { type ExplicitRow, judgeExplicit, type RunHealth, runHealth } from './explicit.js';
import type { EvidenceOptions } from './options.js';
import { type SetApartRow, setApart } from './set-apart.js';
import { type RouteKey, routeId, type Verdict } from './verdict.js';

/** What a route's requests were, as far as the ladder needs it. */
interface RouteFacts extends RouteKey {
  servedBy: { nginx: number; cache: number; app: number; unknown: number };
}

/** Judges a route by the highest rung of evidence that applies to it. */
export type Judge = (route: RouteFacts) => Verdict;

/** Asks the store what the ladder needs. @param timeResolutionS of the coarsest log; null: no times */
export async function climb({ query }: Asking, timeResolutionS: number | null, _told: EvidenceOptions): Promise<Judge> {
  const apart = index(await query<SetApartRow>('evidence_set_apart'));
  const explicitRows = await query<ExplicitRow>('evidence_explicit');
  const explicit = index(explicitRows);
  const health = await checkRun(query, explicitRows, timeResolutionS);

  return (route) => {
    const id = routeId(route);
    const set = apart.get(id);
    if (set === undefined) return notMeasured(route);
    const own = explicit.get(id);
    const found = setApart(set);
    const said = own && judgeExplicit(own, health);
    if (found !== null) return withCpu(found, said);
    if (said && 'bound' in said) return said;
    return unknown([...(said ? [said] : []), NO_EVIDENCE]);
  };
}

function index<Row extends RouteKey>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [routeId(row), row]));
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

const NO_EVIDENCE: Evidence = {
  rung: 'R4',
  says: 'unknown',
  detail:
    'Wall-clock time alone cannot tell a wait from a loop. Let the application report its CPU time and log it: logsplit instrument prints how.',
};

function unknown(evidence: Evidence[]): Verdict {
  return { bound: 'unknown', confidence: 'none', cpuMs: null, cpuShare: null, evidence };
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

// A short or slowly sent answer still has a CPU figure worth showing; it does not change the label.
function withCpu(found: Verdict, said: Verdict | Evidence | undefined): Verdict {
  if (said === undefined || !('bound' in said)) return found;
  return { ...found, cpuMs: said.cpuMs, cpuShare: said.cpuShare, evidence: [...found.evidence, ...said.evidence] };
}
