import { UserError } from '../errors.js';
import { civil, fractionUs, MONTHS } from '../record/time.js';
import { time, type Variable } from './variable.js';

type Part =
  | 'year'
  | 'shortYear'
  | 'month'
  | 'monthName'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'zone'
  | 'epoch'
  | 'half';

const PARTS: Record<string, readonly [Part | null, string]> = {
  Y: ['year', '\\d{4}'],
  y: ['shortYear', '\\d\\d'],
  m: ['month', '\\d\\d?'],
  d: ['day', ' ?\\d\\d?'],
  e: ['day', ' ?\\d\\d?'],
  b: ['monthName', '[A-Za-z]{3}'],
  h: ['monthName', '[A-Za-z]{3}'],
  B: ['monthName', '[A-Za-z]{3,9}'],
  H: ['hour', ' ?\\d\\d?'],
  k: ['hour', ' ?\\d\\d?'],
  I: ['hour', ' ?\\d\\d?'],
  l: ['hour', ' ?\\d\\d?'],
  p: ['half', '[AaPp][Mm]'],
  M: ['minute', '\\d\\d'],
  S: ['second', '\\d\\d'],
  f: ['fraction', '\\d{1,9}'],
  L: ['fraction', '\\d{3}'],
  '{3}': ['fraction', '\\d{3}'],
  '{6}': ['fraction', '\\d{6}'],
  z: ['zone', 'Z|[+-]\\d\\d:?\\d\\d'],
  Z: [null, '[A-Za-z]{1,6}'],
  a: [null, '[A-Za-z]{3}'],
  A: [null, '[A-Za-z]{6,9}'],
  s: ['epoch', '\\d{1,19}(?:\\.\\d{1,9})?'],
  n: [null, '\\s*'],
  t: [null, '\\s*'],
};
const WHOLE: Record<string, string> = {
  T: '%H:%M:%S',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  c: '%a %b %e %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  r: '%I:%M:%S %p',
};

/** What a text of the format says; null: it is none. Years are full, months from 0, zones in minutes. */
type Parse = (text: string) => number | null;

/**
 * A reader for times in a strftime format: microseconds since 1970, UTC where there is no zone. A format without a date
 * gives the time since midnight, and one without a time the midnight of its date.
 * @throws UserError for a directive that stands for no part of a time
 */
export function strptime(format: string): { pattern: RegExp; parse: Parse; hasDate: boolean; hasFraction: boolean } {
  const parts: Part[] = [];
  const expanded = format.replace(/%([TDFRcxXr])/g, (_, letter: string) => WHOLE[letter]!);
  const source = expanded.replace(/%[EO]?(\{\d\}|.?)|[^%]/g, (piece, letter: string | undefined) => {
    if (letter === undefined) return piece.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
    if (letter === '%') return '%';
    const known = PARTS[letter];
    if (known === undefined) {
      throw new UserError(
        `"${piece}" in the date or time format "${format}" stands for no part of a time.`,
        'Use the directives of strftime, for example %d/%b/%Y and %H:%M:%S.',
      );
    }
    if (known[0] === null) return known[1];
    parts.push(known[0]);
    return `(${known[1]})`;
  });
  const pattern = new RegExp(`^${source}$`);
  return {
    pattern,
    parse: (text) => {
      const m = pattern.exec(text);
      return m === null ? null : fromParts(new Map(parts.map((part, i) => [part, m[i + 1]!])));
    },
    hasDate: parts.some((part) => part === 'day' || part === 'epoch'),
    hasFraction: parts.includes('fraction'),
  };
}

/** A variable for a time in a strftime format. @param isStart whether it is the request's beginning */
export function strptimeVariable(format: string, isStart: boolean): Variable {
  const { pattern, parse, hasFraction } = strptime(format);
  return {
    ...time('text', 2, parse, { resolutionS: hasFraction ? 0.001 : 1, isStart }),
    rule: { maxLength: 64, fits: (text) => pattern.test(text) },
    isSpecial: true,
  };
}

function fromParts(parts: ReadonlyMap<Part, string>): number | null {
  const number = (part: Part): number | null => {
    const text = parts.get(part);
    return text === undefined ? null : Number(text);
  };
  const epoch = parts.get('epoch');
  if (epoch !== undefined) return epochUs(epoch) + (epoch.length <= 10 ? fractionUs(parts.get('fraction')) : 0);
  const hour = hourOf(number('hour') ?? 0, parts.get('half'));
  const [minute, second] = [number('minute') ?? 0, number('second') ?? 0];
  const name = parts.get('monthName');
  const month = name === undefined ? number('month') : (MONTHS.get(capitalised(name)) ?? -1) + 1;
  const day = number('day');
  if (month === null || day === null) {
    if (hour > 23 || minute > 59 || second > 60) return null;
    return (hour * 3600 + minute * 60 + second) * 1e6 + fractionUs(parts.get('fraction'));
  }
  const short = number('shortYear');
  const year = number('year') ?? (short === null ? new Date().getUTCFullYear() : short + (short < 69 ? 2000 : 1900));
  return civil(year, month - 1, day, hour, minute, second, parts.get('fraction'), zoneMinutes(parts.get('zone')));
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

// Seconds, or by its length milli-, micro- or nanoseconds.
function epochUs(text: string): number {
  const whole = Number(text);
  if (whole < 1e11) return Math.round(whole * 1e6);
  if (whole < 1e14) return Math.round(whole * 1e3);
  return whole < 1e17 ? whole : Math.floor(whole / 1e3);
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1, 3).toLowerCase();
}

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const total = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -total : total;
}
