import { UserError } from '../errors.js';
import { type DayNumber, isoDate, mondayOf, readWeek, weekName, Zone } from '../filter/calendar.js';
import { momentUs } from '../filter/moment.js';
import type { RunQuery } from '../store/store.js';

/** What the options of `logsplit review` ask for. */
export interface PeriodOptions {
  week?: string;
  since?: string;
  until?: string;
  /** previous, baseline, or a week. */
  against?: string;
  zone?: string;
}

/** So many days one after the other. */
export interface Span {
  name: string;
  days: readonly DayNumber[];
}

export interface Periods {
  zone: Zone;
  own: Span;
  /** What it is compared with: one span, or those of a baseline. */
  reference: readonly Span[];
  /** Other spans ahead of the reviewed one, latest first. */
  further: readonly Span[];
  /** Whether all of a day is stored, as far as can be told. */
  isStored: (day: DayNumber) => boolean;
  /** The first day of which anything is stored, and the last one. */
  stored: { first: DayNumber; last: DayNumber };
  /** All that are stored. */
  hours: readonly HourRow[];
}

/** An hour of queries/review_hours.sql. */
export interface HourRow {
  hour_s: number;
  requests: number;
  errors: number;
  app_seconds: number | null;
}

const DAY_MS = 86_400_000;
/** Of a day at either end of what is stored: less than this is missing from one that counts. */
const MOST_MISSING_MS = 0.1 * DAY_MS;
const MOST_BASELINE = 8;
const MOST_FURTHER = 7;
const FEWEST_DAYS = 4;

/** Which days are reviewed, and which they are compared with. @param nowMs for --since 7d @throws UserError */
export async function choosePeriods(query: RunQuery, options: PeriodOptions, nowMs: number): Promise<Periods> {
  const zone = new Zone(options.zone ?? 'UTC');
  const [totals] = await query<{ first_time: string | null; last_time: string | null }>('totals');
  if (totals?.first_time == null || totals.last_time === null) {
    throw new UserError('No request that is stored has a time.', 'A review needs a log with times.');
  }
  const [firstMs, lastMs] = [Date.parse(totals.first_time), Date.parse(totals.last_time)];
  const hours = await query<HourRow>('review_hours');
  const busy = new Set(hours.map(({ hour_s }) => zone.dayOf(hour_s * 1000)));
  const isStored = (day: DayNumber): boolean =>
    busy.has(day) &&
    zone.startOf(day) >= firstMs - MOST_MISSING_MS &&
    zone.startOf(day + 1) <= lastMs + MOST_MISSING_MS;
  const stored = { first: zone.dayOf(firstMs), last: zone.dayOf(lastMs) };
  const own = reviewedSpan(options, { zone, isStored, stored, nowMs });
  const count = (span: Span): number => span.days.filter(isStored).length;
  const step = Math.ceil(own.days.length / 7) * 7;
  const before: Span[] = [];
  for (let back = step; own.days[0]! - back + own.days.length > stored.first; back += step)
    before.push(shifted(own, back));
  const reference = referenceSpans(options.against ?? 'previous', own, before, count);
  const named = new Set(reference.map(({ name }) => name));
  return {
    zone,
    own,
    reference,
    further: before.filter((span) => !named.has(span.name) && count(span) >= FEWEST_DAYS).slice(0, MOST_FURTHER),
    isStored,
    stored,
    hours,
  };
}

function reviewedSpan(
  { week, since, until }: PeriodOptions,
  { zone, isStored, stored, nowMs }: Pick<Periods, 'zone' | 'isStored' | 'stored'> & { nowMs: number },
): Span {
  if (since !== undefined || until !== undefined) {
    if (week !== undefined) {
      throw new UserError('--week and --since or --until name two periods.', 'Give one of them.');
    }
    const first = since === undefined ? stored.first : dayOf('--since', since, zone, nowMs, 0);
    const end = until === undefined ? stored.last + 1 : dayOf('--until', until, zone, nowMs, 1);
    if (end <= first)
      throw new UserError('--since is not before --until.', 'Give an earlier --since or a later --until.');
    return checked(spanOf(first, end - first), isStored, stored);
  }
  if (week !== undefined) return checked(weekFrom(readWeek('--week', week, stored.last)), isStored, stored);
  for (let monday = mondayOf(stored.last); monday >= stored.first - 6; monday -= 7) {
    const span = weekFrom(monday);
    if (span.days.every(isStored)) return span;
  }
  throw new UserError(
    `The store holds no whole week: it goes from ${isoDate(stored.first)} to ${isoDate(stored.last)}.`,
    'Give --week or --since and --until, to compare the days that there are.',
  );
}

function checked(span: Span, isStored: Periods['isStored'], stored: Periods['stored']): Span {
  if (span.days.some(isStored)) return span;
  throw new UserError(
    `The store holds no whole day of ${span.name}.`,
    `It goes from ${isoDate(stored.first)} to ${isoDate(stored.last)}.`,
  );
}

function referenceSpans(against: string, own: Span, before: readonly Span[], count: (span: Span) => number): Span[] {
  const isWord = against === 'previous' || against === 'baseline';
  const spans =
    against === 'baseline'
      ? before.filter((span) => count(span) >= FEWEST_DAYS).slice(0, MOST_BASELINE)
      : against === 'previous'
        ? before.slice(0, 1)
        : [shifted(own, mondayOf(own.days[0]!) - readWeek('--against', against, own.days[0]! - 1))];
  const [first] = spans;
  if (first?.days.some((day) => own.days.includes(day))) {
    throw new UserError(`--against ${against} is what is reviewed.`, 'Name another week.');
  }
  if (first === undefined || spans.every((span) => count(span) === 0)) {
    throw new UserError(
      `The store holds nothing to compare ${own.name} with${isWord ? ': nothing before it' : `: no day of ${against}`}.`,
      'Give a later --week, or --against a week that is stored.',
    );
  }
  return spans;
}

function dayOf(option: string, text: string, zone: Zone, nowMs: number, up: 0 | 1): DayNumber {
  // A date is the zone's, not the one that it is in UTC.
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return momentUs(option, text, nowMs) / 1000 / DAY_MS;
  const ms = momentUs(option, text, nowMs) / 1000;
  return zone.dayOf(ms - up) + up;
}

function weekFrom(monday: DayNumber): Span {
  return spanOf(monday, 7);
}

function spanOf(first: DayNumber, count: number): Span {
  const days = Array.from({ length: count }, (_, i) => first + i);
  const isWeek = count === 7 && mondayOf(first) === first;
  const name = isWeek
    ? weekName(first)
    : count === 1
      ? isoDate(first)
      : `${isoDate(first)} to ${isoDate(days.at(-1)!)}`;
  return { name, days };
}

function shifted({ days }: Span, back: number): Span {
  return spanOf(days[0]! - back, days.length);
}
