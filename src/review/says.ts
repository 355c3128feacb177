import { inPercent, inSeconds } from '../advice/saving.js';
import { ms } from '../evidence/verdict.js';
import type { Change, Metric } from './types.js';

const NAMES: Record<Metric, string> = {
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
  for (const change of changes) since.set(change.since, [...(since.get(change.since) ?? []), told(change)]);
  const text = [...since].map(([day, those]) => `${those.join(', ')}${day === null ? '' : `, since ${dayName(day)}`}`);
  return `${text.join('; ').replace(/^./, (first) => first.toUpperCase())}.`;
}

function told({ metric, before, after }: Change): string {
  const isTime = metric === 'p50' || metric === 'p95' || metric === 'p99';
  const shown = isTime ? inTime : inPercent;
  const relative = before > 0 && (isTime || metric === 'traffic') ? ` (${signed(after / before - 1)})` : '';
  return `${NAMES[metric]} from ${shown(before)} to ${shown(after)}${relative}`;
}

function signed(fraction: number): string {
  return `${fraction < 0 ? '−' : '+'}${inPercent(Math.abs(fraction))}`;
}

/** Tuesday, 2026-11-10. */
function dayName(date: string): string {
  return `${DAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]}, ${date}`;
}

/** A time of a request: 0.4 s would hide what changed. */
export function inTime(s: number): string {
  return s < 1 ? ms(s) : inSeconds(s);
}
