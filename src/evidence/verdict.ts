import type { Bound, Confidence } from '../record/vocabulary.js';
import type { Evidence } from '../report/types.js';

/** Which route a row of a query is about. */
export interface RouteKey {
  method: string | null;
  host: string | null;
  route: string;
}

/** What the evidence says of one route. */
export interface Verdict {
  bound: Bound;
  confidence: Confidence;
  /** Mean CPU milliseconds a request; null: no evidence. */
  cpuMs: number | null;
  /** CPU as a fraction of the uncontended time; null: no evidence. */
  cpuShare: number | null;
  evidence: Evidence[];
}

/** A key for maps. */
export function routeId({ method, host, route }: RouteKey): string {
  return JSON.stringify([method, host, route]);
}

/** Rows by the route they are about. */
export function byRoute<Row extends RouteKey>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [routeId(row), row]));
}

const ORDER = ['none', 'low', 'medium', 'high'] as const satisfies readonly Confidence[];

/** The lower of two confidences. */
export function lower(a: Confidence, b: Confidence): Confidence {
  return ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b;
}

/** So many steps less sure; a label never falls below low. */
export function lowered(confidence: Confidence, steps: number): Confidence {
  return steps === 0 ? confidence : ORDER[Math.max(1, ORDER.indexOf(confidence) - steps)]!;
}

/** How far n rows can be trusted: 30 say how a route behaves, fewer than 3 nothing. */
export function confidenceOfRows(rows: number): Confidence {
  if (rows >= 30) return 'high';
  if (rows >= 10) return 'medium';
  return rows >= 3 ? 'low' : 'none';
}

/** Milliseconds as a person writes them: 0.42, 6.1, 250. */
export function ms(s: number): string {
  const value = s * 1e3;
  return `${value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2)} ms`;
}
