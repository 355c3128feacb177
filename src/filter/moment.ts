import { UserError } from '../errors.js';
import { parseEpoch, parseTimeIso, parseTimeLocal } from '../record/time.js';

const AGO = /^(\d{1,5})([smhdw])$/;
const DAY_MS = 86_400_000;
const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS };
const DAYS_AGO = new Map([
  ['today', 0],
  ['yesterday', 1],
]);
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:[.,]\d{1,9})?)?(?: ?(Z|[+-]\d{2}(?::?\d{2})?))?)?$/;
/** Seconds since 1970 of a year from 1973 on: a shorter number is rather a date without its hyphens. */
const EPOCH = /^\d{9,10}(?:\.\d{1,6})?$/;

/**
 * Microseconds since 1970 UTC of a time as people give it: ISO 8601, nginx's $time_local, seconds since 1970, how long
 * ago (90m, 7d), today, yesterday, now. A date stands for its first moment, and what names no zone is UTC, as all times of
 * a report are.
 * @param option named in the message @param nowMs milliseconds since 1970 @throws UserError where the text is no time
 */
export function momentUs(option: string, text: string, nowMs: number): number {
  const us = wordUs(text, nowMs) ?? isoUs(text) ?? parseTimeLocal(text) ?? (EPOCH.test(text) ? parseEpoch(text) : null);
  if (us !== null) return us;
  throw new UserError(
    `${option} ${JSON.stringify(text)} is no time.`,
    'Give a date or a time (2026-11-23, 2026-11-23T09:30, 2026-11-23T09:30+01:00; UTC where no zone is given), how long ago (90m, 12h, 7d, 2w), today, yesterday, now, or seconds since 1970.',
  );
}

/** A moment in ISO 8601, UTC. @param us microseconds since 1970 UTC */
export function isoTime(us: number): string {
  return new Date(us / 1e3).toISOString().replace('.000Z', 'Z');
}

function wordUs(text: string, nowMs: number): number | null {
  if (text === 'now') return nowMs * 1e3;
  const days = DAYS_AGO.get(text);
  if (days !== undefined) return (Math.floor(nowMs / DAY_MS) - days) * DAY_MS * 1e3;
  const ago = AGO.exec(text);
  return ago && (nowMs - Number(ago[1]) * UNIT_MS[ago[2] as keyof typeof UNIT_MS]) * 1e3;
}

function isoUs(text: string): number | null {
  const iso = ISO.exec(text);
  if (!iso) return null;
  const [, date, minutes = '00:00', seconds = ':00', zone = 'Z'] = iso;
  return parseTimeIso(`${date}T${minutes}${seconds}${/^[+-]\d{2}$/.test(zone) ? `${zone}00` : zone}`);
}
