import { GLYPHS, type Look } from './look.js';
import type { Narrowing } from './narrowing.js';
import { timeLabel } from './span-of-time.js';
import type { DashboardEvent, State, TimeRange } from './state.js';

/** What is chosen on the time axis after a key. */
export function rangeAfter(
  { report, range, view }: State,
  event: Extract<DashboardEvent, { type: 'range' } | { type: 'mark' } | { type: 'reach' }>,
): TimeRange | null {
  const count = report.timeline.buckets.length;
  if (event.type === 'range')
    return range === null && view === 'overview' && count > 1 ? { from: null, at: count >> 1 } : null;
  if (range === null) return null;
  if (event.type === 'mark') return { ...range, from: range.from === null ? range.at : null };
  return { ...range, at: Math.max(0, Math.min(count - 1, range.at + event.by)) };
}

/** First and last slice of what is chosen. */
export function sliceSpan({ from, at }: TimeRange): [first: number, last: number] {
  return from === null || from === at ? [at, at] : [Math.min(from, at), Math.max(from, at)];
}

/** From the beginning of the first slice to the end of the last one, as people write times; null: nothing is chosen. */
export function rangeLabel({
  report: { timeline },
  range,
  look,
}: Pick<State, 'report' | 'range' | 'look'>): string | null {
  const times = timesOf(timeline, range);
  if (times === null) return null;
  const [from, to] = times.map((ms) => new Date(ms).toISOString());
  return spanLabel(from!, to!, timeline.bucketSeconds < 60, look);
}

/** What choosing it narrows to. */
export function rangeStep(state: State): Narrowing | null {
  const times = timesOf(state.report.timeline, state.range);
  if (times === null) return null;
  return { label: rangeLabel(state) ?? '', to: { timeUs: [times[0] * 1000, times[1] * 1000] } };
}

function timesOf(
  { buckets, bucketSeconds }: State['report']['timeline'],
  range: TimeRange | null,
): [number, number] | null {
  if (range === null) return null;
  const [first, last] = sliceSpan(range).map((i) => Date.parse(buckets[i]?.time ?? ''));
  if (first === undefined || last === undefined || Number.isNaN(first) || Number.isNaN(last)) return null;
  return [first, last + bucketSeconds * 1000];
}

function spanLabel(from: string, to: string, hasSeconds: boolean, look: Look): string {
  const label = (iso: string): string =>
    `${timeLabel(iso, from.slice(0, 10) !== to.slice(0, 10), look)}${hasSeconds ? iso.slice(16, 19) : ''}`;
  return `${from.slice(5, 10)} ${label(from)}${GLYPHS[look.charset].to}${label(to)}`.replace(/^(\d\d-\d\d) \1/, '$1');
}
