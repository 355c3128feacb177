import { inPercent, inSeconds } from '../advice/saving.js';
import { ms } from '../evidence/verdict.js';
import type { Change, Metric } from './types.js';

export const METRIC_WORDS: Record<Metric, string> = {
  p50: 'the median',
  p95: 'p95',
  p99: 'p99',
  errors: 'server errors',
  appShare: 'the share that reaches the application',
  traffic: 'its share of all requests',
};
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What changed of one route: "p95 from 212 ms to 340 ms (+60%), since Tuesday, 2026-11-10." */
export function changeSentence(changes: readonly Change[]): string {
  const since = new Map<string | null, string[]>();
  // Who answers explains how fast.
  const first = changes.filter(({ metric }) => metric === 'appShare');
  for (const change of [...first, ...changes.filter((one) => !first.includes(one))])
    since.set(change.since, [...(since.get(change.since) ?? []), told(change)]);
  const text = [...since].map(([day, those]) => `${those.join(', ')}${day === null ? '' : `, since ${dayName(day)}`}`);
  const sentence = text.join('; ');
  return `${sentence.startsWith('p') ? sentence : sentence.replace(/^./, (letter) => letter.toUpperCase())}.`;
}

function told({ metric, before, after }: Change): string {
  const relative = before > 0 && (isTime(metric) || metric === 'traffic') ? ` (${signed(after / before - 1)})` : '';
  return `${METRIC_WORDS[metric]} from ${valueWords(metric, before)} to ${valueWords(metric, after)}${relative}`;
}

/** A value of a metric with its unit. */
export function valueWords(metric: Metric, value: number): string {
  return isTime(metric) ? inTime(value) : inPercent(value);
}

function isTime(metric: Metric): boolean {
  return metric === 'p50' || metric === 'p95' || metric === 'p99';
}

function signed(fraction: number): string {
  return `${fraction < 0 ? '-' : '+'}${inPercent(Math.abs(fraction))}`;
}

/** Tuesday, 2026-11-10. */
function dayName(date: string): string {
  return `${DAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]}, ${date}`;
}

/** A time of a request: 0.4 s would hide what changed. */
export function inTime(s: number): string {
  return s > 0 && s < 1 ? ms(s) : inSeconds(s);
}
