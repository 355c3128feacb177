import type { Judge } from '../evidence/ladder.js';
import type { Verdict } from '../evidence/verdict.js';
import { collectAgents } from '../report/agents.js';
import { collectInput } from '../report/input.js';
import { type RouteRow, routeReport } from '../report/route.js';
import { routeName } from '../report/route-name.js';
import { collectTimeline } from '../report/timeline.js';
import { collectTotals, type TotalsRow } from '../report/totals.js';
import type { Report, RouteReport } from '../report/types.js';
import type { Question } from './question.js';

/** What is asked anew of a log that is narrowed or grows: parts of a report, by the queries that made it. */
export const PARTS: readonly Question[] = [
  {
    id: 'totals',
    queries: ['totals', 'traffic', 'status_classes'],
    params: {},
    async ask({ query }): Promise<TotalsPart> {
      const [row] = await query<TotalsRow>('totals');
      const input = await collectInput(query, row!, { cpu: { placed: [], refusal: null }, filters: [] });
      return { totals: await collectTotals(query, row!, null), input };
    },
  },
  {
    id: 'timeline',
    queries: ['timeline'],
    params: {},
    async ask({ query }): Promise<Pick<Report, 'timeline'>> {
      const [span] = await query<{ span_seconds: number | null }>('time_span');
      return { timeline: await collectTimeline(query, span!.span_seconds ?? 0) };
    },
  },
  {
    id: 'agents',
    queries: ['agents'],
    params: {},
    ask: async ({ query }): Promise<Pick<Report, 'agents'>> => ({ agents: await collectAgents(query) }),
  },
  {
    id: 'routes',
    queries: ['routes'],
    params: {},
    ask: async ({ query }): Promise<RoutesPart> => ({ rows: await query<RouteRow>('routes') }),
  },
];

type TotalsPart = Pick<Report, 'totals' | 'input'>;
interface RoutesPart {
  rows: readonly RouteRow[];
}

/**
 * The report with one part told anew. Evidence, advice and what waits for a worker are about all of the log, and stay.
 * @param full the report on all of the log
 */
export function withPart(shown: Report, full: Report, id: string, value: unknown, isNarrowed: boolean): Report {
  switch (id) {
    case 'totals': {
      const { totals, input } = value as TotalsPart;
      const { cpu, filters, excluded } = full.input;
      const queueing = isNarrowed ? null : full.totals.queueing;
      return {
        ...shown,
        totals: { ...totals, queueing },
        input: { ...input, cpu, filters, excluded: isNarrowed ? excluded : input.excluded },
      };
    }
    case 'routes': {
      const routes = judged((value as RoutesPart).rows, full);
      return { ...shown, routes, recommendations: adviceFor(routes, full, isNarrowed) };
    }
    default:
      return { ...shown, ...(value as Partial<Report>) };
  }
}

export function isPart(id: string): boolean {
  return PARTS.some((part) => part.id === id);
}

function judged(rows: readonly RouteRow[], full: Report): RouteReport[] {
  const known = routesByName(full);
  const judge: Judge = (route) => known.get(routeName(route)) ?? NOT_JUDGED;
  return rows.map((row) => ({ ...routeReport(row, judge, null), why: known.get(routeName(row))?.why ?? NOT_YET }));
}

const NOT_YET = 'It is judged with all of the log, and that has not been done since it came.';
const NOT_JUDGED: Verdict = { bound: 'unknown', confidence: 'none', cpuMs: null, cpuShare: null, evidence: [] };

function adviceFor(routes: readonly RouteReport[], full: Report, isNarrowed: boolean): Report['recommendations'] {
  if (!isNarrowed) return full.recommendations;
  const names = new Set(routes.map(routeName));
  return full.recommendations.filter((one) => one.routes.length === 0 || one.routes.some((name) => names.has(name)));
}

const INDEXES = new WeakMap<Report, Map<string, RouteReport>>();

function routesByName(report: Report): Map<string, RouteReport> {
  let index = INDEXES.get(report);
  if (index === undefined) {
    index = new Map(report.routes.map((route) => [routeName(route), route]));
    INDEXES.set(report, index);
  }
  return index;
}
