import { parseTime } from '../record/time.js';

/** Seconds since the epoch, and whether the text says its zone; null: no time. */
export function parseStamp(text: string): { seconds: number; isZoneKnown: boolean } | null {
  const plain = text.trim().replace(/ (?:UTC|GMT)$/, 'Z');
  const us = parseTime(plain);
  if (us === null) return null;
  return { seconds: us / 1e6, isZoneKnown: /^\d+(?:\.\d+)?$|Z$|[+-]\d{2}:?\d{2}$/.test(plain) };
}

const DATES: readonly [form: RegExp, order: string][] = [
  [/^(\d{4})-(\d{2})-(\d{2})$/, 'ymd'],
  [/^(\d{1,2})\.(\d{1,2})\.(\d{2,4})$/, 'dmy'],
  [/^(\d{1,2})\/(\d{1,2})\/(\d{2,4})$/, 'mdy'],
];

/** Midnight (as if in UTC) of a date as sysstat writes it: 2026-11-25, 25.11.2026, 11/25/26; 25/11/26 where that is the only reading. */
export function parseDate(text: string): number | null {
  for (const [form, order] of DATES) {
    const parts = form.exec(text)?.slice(1).map(Number);
    if (parts === undefined) continue;
    const part = (letter: string): number => parts[order.indexOf(letter)]!;
    let [year, month, day] = [part('y'), part('m'), part('d')];
    if (month > 12 && order === 'mdy') [month, day] = [day, month];
    if (year < 100) year += 2000;
    const ms = Date.UTC(year, month - 1, day);
    return new Date(ms).getUTCDate() === day && month <= 12 ? ms / 1e3 : null;
  }
  return null;
}

const CLOCK = /^(\d{1,2}):(\d{2}):(\d{2})(?: (AM|PM))?$/i;
const DAY_S = 86_400;

/** Reads times of day that follow one another from a date on: where the clock falls back far, a day has passed. */
export class DayClock {
  private lastS = Number.NEGATIVE_INFINITY;

  constructor(private midnightS: number) {}

  /** Seconds since the epoch, as if the clock were UTC; null: no time of day. */
  read(text: string): number | null {
    const m = CLOCK.exec(text);
    if (!m) return null;
    const half = m[4]?.toUpperCase();
    const hour = half === undefined ? +m[1]! : (+m[1]! % 12) + (half === 'PM' ? 12 : 0);
    let seconds = this.midnightS + hour * 3600 + +m[2]! * 60 + +m[3]!;
    if (seconds < this.lastS - DAY_S / 2) {
      this.midnightS += DAY_S;
      seconds += DAY_S;
    }
    this.lastS = seconds;
    return seconds;
  }

  /** A heading names a date: what follows is that day's. */
  startDay(midnightS: number): void {
    this.midnightS = midnightS;
    this.lastS = Number.NEGATIVE_INFINITY;
  }
}
