const ATTEMPTS = /,\s?|\s:\s?/;
// Programs print up to 20 decimals, and very small numbers with an exponent.
const NUMBER = /^(?:\d{1,15}(?:\.\d{0,24})?|\.\d{1,24})(?:[eE]-\d{1,2})?$/;
const INTEGER = /^\d{1,15}$/;

/** A non-negative decimal number, or null: "-", "", or anything else. Never NaN. */
export function readNumber(text: string): number | null {
  return NUMBER.test(text) ? +text : null;
}

export function readInteger(text: string): number | null {
  return INTEGER.test(text) ? +text : null;
}

/** A value that nginx lists once per upstream attempt: "0.001, 0.002 : 0.003"; servers are split by ", ", groups by " : ". */
export interface Attempts {
  /** Sum over the attempts that carry a number; null where none does. */
  sum: number | null;
  count: number;
}

/** Seconds (or bytes) of one or more upstream attempts; null where the text is not such a list. */
export function readAttempts(text: string): Attempts | null {
  const single = readNumber(text);
  if (single !== null) return { sum: single, count: 1 };
  if (text === '-' || text === '') return { sum: null, count: 0 };
  let sum: number | null = null;
  let count = 0;
  for (const part of text.split(ATTEMPTS)) {
    count++;
    if (part === '-') continue;
    const n = readNumber(part);
    if (n === null) return null;
    sum = (sum ?? 0) + n;
  }
  // Decimals added as binary fractions leave crumbs (0.009000000000000001); nginx logs milliseconds.
  return { sum: sum === null ? null : Math.round(sum * 1e6) / 1e6, count };
}

const DURATION = /^(\d{1,12}(?:\.\d{0,24})?(?:[eE]-\d{1,2})?)\s?(secs?|s|msecs?|ms|micros|us|µs|ns)?$/;
// Divided by: 35 ms times 0.001 would be 0.035000000000000003 s.
const PER_SECOND: Record<string, number> = {
  s: 1,
  sec: 1,
  secs: 1,
  ms: 1e3,
  msec: 1e3,
  msecs: 1e3,
  us: 1e6,
  µs: 1e6,
  micros: 1e6,
  ns: 1e9,
};

/** Seconds of a duration with an optional unit; without one it is seconds. Null where the text is none. */
export function readDuration(text: string): number | null {
  const m = DURATION.exec(text);
  return m === null ? null : +m[1]! / PER_SECOND[m[2] ?? 's']!;
}
