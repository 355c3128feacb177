import { ms } from '../evidence/verdict.js';
import { grouped } from '../grouped.js';
import type { RouteReport, Saving, Totals } from '../report/types.js';

/** Application seconds of a route; null where the log has no times. */
export function appSeconds(route: RouteReport): number | null {
  return route.upstreamTime?.sum ?? null;
}

export function sum(values: readonly (number | null)[]): number | null {
  return values.every((value) => value === null)
    ? null
    : values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

/** A saving with its share of all application seconds. Seconds are null where the log has no times. */
export function savingOf(
  totals: Totals,
  requests: number,
  bytes: number,
  seconds: { expected: number | null; low: number | null; high: number | null },
): Saving {
  if (totals.appSeconds === null) return { requests, bytes, appSeconds: null, low: null, high: null, share: null };
  const share = seconds.expected !== null && totals.appSeconds > 0 ? seconds.expected / totals.appSeconds : null;
  return { requests, bytes, appSeconds: seconds.expected, low: seconds.low, high: seconds.high, share };
}

/** Configuration or code inside `how`: indented by four spaces, so that a renderer keeps its lines as they are. */
export function code(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, '    ');
}

export const NOTHING = { expected: 0, low: 0, high: 0 } as const;

/** Seconds for a sentence: 8.0 ms, 0.4 s, 12.3 s, 3,600 s. */
export function inSeconds(s: number): string {
  if (s > 0 && s < 0.1) return ms(s);
  return `${s >= 100 ? grouped(Math.round(s)) : s.toFixed(1)} s`;
}

export function inPercent(fraction: number): string {
  const value = fraction * 100;
  if (value > 0 && value < 0.05) return '<0.1%';
  return `${value >= 10 || value === 0 ? value.toFixed(0) : value.toFixed(1)}%`;
}

export function inCount(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? '' : 's'}`;
}

const WEEK_S = 7 * 86_400;

/** Seconds of a log as what they come to in a week at its rate, for a sentence: ", some 4.2 h a week at this rate (the log spans 3 days)"; "" where that is not known. */
export function aWeek(seconds: number, span_s: number | null): string {
  if (!span_s) return '';
  const week_s = (seconds * WEEK_S) / span_s;
  const amount = week_s >= 5400 ? `${inRounded(week_s / 3600)} h` : inSeconds(week_s);
  return `, some ${amount} a week at this rate (the log spans ${inSpan(span_s)})`;
}

/** A time span for a sentence: 40 seconds, 12 minutes, 5 hours, 3.5 days. */
function inSpan(s: number): string {
  const [size, noun] =
    s < 100 ? [1, 'second'] : s < 6000 ? [60, 'minute'] : s < 48 * 3600 ? [3600, 'hour'] : [86_400, 'day'];
  return inCount(Number(inRounded(s / size)), noun);
}

function inRounded(value: number): string {
  return value >= 10 ? Math.round(value).toString() : Number(value.toFixed(1)).toString();
}
