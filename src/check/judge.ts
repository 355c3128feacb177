import { routeName } from '../report/route-name.js';
import type { Report } from '../report/types.js';
import { fittingRoutes } from './fitting-routes.js';
import type { Subject, Unit } from './gate.js';
import type { Limit } from './limit.js';

/** A limit that cannot be judged is not kept: a gate that looks at nothing must not let everything pass. */
type Outcome = 'passed' | 'failed' | 'not judged';

/** The figure of one subject beside its limit. */
export interface Reading {
  /** As the report names the route; null: all requests together. */
  route: string | null;
  requests: number;
  /** Seconds, or a fraction of one. */
  value: number;
  /** Value − limit: above 0 where it is over. */
  over: number;
}

export interface GateResult {
  /** As its option is called: "max-p95". */
  gate: string;
  figure: string;
  unit: Unit;
  pattern: string | null;
  /** Seconds, or a fraction of one; null: the gate has no limit to tell. */
  limit: number | null;
  outcome: Outcome;
  /** Why it could not be judged, or what regressions there are, in sentences; null: neither. */
  why: string | null;
  /** Subjects that were looked at. */
  judged: number;
  /** Routes that fit, and have too few requests for a statistic. */
  tooFew: number;
  /** Those over the limit, the worst first; where there is none, the one that comes nearest. */
  readings: Reading[];
}

/** The verdict on a log: what `logsplit check --output json` prints. */
export interface Check {
  schema: 'logsplit.check/1';
  passed: boolean;
  requests: number;
  /** ISO 8601, UTC; null: no line carried a time. */
  firstTime: string | null;
  lastTime: string | null;
  gates: GateResult[];
}

interface Named {
  route: string | null;
  subject: Subject;
}

/**
 * Holds a report to one limit.
 * @param leastRequests of a route, for a statistic
 * @param nearest names routes that are like a pattern which none fits
 */
export async function judgeLimit(
  limit: Limit,
  { routes, totals }: Report,
  leastRequests: number,
  nearest: (pattern: string) => Promise<readonly string[]>,
): Promise<GateResult> {
  const { gate, pattern, most } = limit;
  const fitting: Named[] =
    pattern === null
      ? [{ route: null, subject: totals }].filter(({ subject }) => subject.requests > 0)
      : fittingRoutes(routes, pattern).map((route) => ({ route: routeName(route), subject: route }));
  const enough = fitting.filter(
    ({ route, subject }) => route === null || !gate.isStatistic || subject.requests >= leastRequests,
  );
  const measured = enough.map((one) => ({ ...one, figure: gate.measure(one.subject) }));
  const known = measured.flatMap(({ figure, ...one }) => (figure === null ? [] : { ...one, ...figure }));
  const over = known.filter(({ low }) => low > most);
  const isOpen = known.length < enough.length || known.some(({ high }) => high > most);
  const readings = known
    .map(({ route, subject, low, high }) => reading(route, subject, low > most ? low : high, most))
    .sort((a, b) => b.over - a.over);
  const why =
    over.length > 0
      ? null
      : fitting.length === 0
        ? await whyNone(pattern, nearest)
        : enough.length === 0
          ? `Each route that fits has fewer than ${leastRequests} requests (--min-requests).`
          : isOpen
            ? `The log does not tell; ${gate.needs}.`
            : null;
  return {
    gate: gate.name,
    figure: gate.figure,
    unit: gate.unit,
    pattern,
    limit: most,
    outcome: over.length > 0 ? 'failed' : why === null ? 'passed' : 'not judged',
    why,
    judged: known.length,
    tooFew: fitting.length - enough.length,
    readings: over.length > 0 ? readings.slice(0, over.length) : readings.slice(0, 1),
  };
}

function reading(route: string | null, { requests }: Subject, value: number, limit: number): Reading {
  return { route, requests, value, over: value - limit };
}

async function whyNone(
  pattern: string | null,
  nearest: (pattern: string) => Promise<readonly string[]>,
): Promise<string> {
  if (pattern === null) return 'There is no request to judge.';
  const names = await nearest(pattern);
  return `No request has such a route.${names.length === 0 ? '' : ` The nearest are ${names.join(', ')}.`}`;
}
