/** Months as access logs abbreviate them, with their numbers from 0. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((name, i) => [name, i]),
);
const LOCAL = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?: ([+-])(\d{2}):?(\d{2}))?$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?:(Z)|([+-])(\d{2}):?(\d{2}))?$/;
const EPOCH = /^(\d{1,19})(?:\.(\d{1,9}))?$/;

/** Microseconds since 1970 UTC of nginx's $time_local (23/Nov/2026:09:59:24 +0000); null where it is none. */
export function parseTimeLocal(text: string): number | null {
  const m = LOCAL.exec(text);
  const month = m && MONTHS.get(m[2]!);
  if (!m || month === undefined || month === null) return null;
  return civil(+m[3]!, month, +m[1]!, +m[4]!, +m[5]!, +m[6]!, m[7], offsetMinutes(m[8], m[9], m[10]));
}

/** Microseconds since 1970 UTC of an ISO 8601 time; without a zone it is taken as UTC. */
export function parseTimeIso(text: string): number | null {
  const m = ISO.exec(text);
  if (!m) return null;
  return civil(+m[1]!, +m[2]! - 1, +m[3]!, +m[4]!, +m[5]!, +m[6]!, m[7], offsetMinutes(m[9], m[10], m[11]));
}

/** Microseconds since 1970 UTC of an epoch time: seconds, or by its size milli-, micro- or nanoseconds. */
export function parseEpoch(text: string): number | null {
  const m = EPOCH.exec(text);
  if (!m) return null;
  const whole = +m[1]!;
  if (whole < 1e11) return whole * 1e6 + fractionUs(m[2]);
  if (whole < 1e14) return whole * 1e3 + Math.floor(fractionUs(m[2]) / 1e3);
  return whole < 1e17 ? whole : Math.floor(whole / 1e3);
}

const CTIME = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/;

/** Microseconds since 1970 of C's ctime (Sun Mar 13 22:49:12 2016), which has no zone and is taken as UTC. */
export function parseCtime(text: string): number | null {
  const m = CTIME.exec(text);
  const month = m && MONTHS.get(m[1]!);
  if (!m || month === undefined || month === null) return null;
  return civil(+m[6]!, month, +m[2]!, +m[3]!, +m[4]!, +m[5]!, undefined, 0);
}

/** Any of the three notations. */
export function parseTime(text: string): number | null {
  return parseTimeLocal(text) ?? parseTimeIso(text) ?? parseEpoch(text);
}

function offsetMinutes(sign: string | undefined, hours: string | undefined, minutes: string | undefined): number {
  if (sign === undefined) return 0;
  const total = +hours! * 60 + +minutes!;
  return sign === '-' ? -total : total;
}

/** Microseconds of the digits behind a decimal point. */
export function fractionUs(digits: string | undefined): number {
  return digits === undefined ? 0 : +digits.slice(0, 6).padEnd(6, '0');
}

/** Microseconds since 1970 UTC of a date and a time of day; null where there is no such day or time. @param month 0 to 11 */
export function civil(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  fraction: string | undefined,
  zoneMinutes: number,
): number | null {
  // A leap second (:60) is written by real clocks; Date.UTC carries it into the next minute.
  if (hour > 23 || minute > 59 || second > 60 || month < 0 || month > 11 || Math.abs(zoneMinutes) > 24 * 60)
    return null;
  // Date.UTC takes a year below 100 for one of the 1900s; programs write year 1 where they have no time.
  if (year < 100) return null;
  const midnight = Date.UTC(year, month, day);
  if (new Date(midnight).getUTCDate() !== day) return null;
  return midnight * 1e3 + (hour * 3600 + (minute - zoneMinutes) * 60 + second) * 1e6 + fractionUs(fraction);
}
