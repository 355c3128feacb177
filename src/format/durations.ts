const PART = /(\d{1,12}(?:\.\d{0,24})?)(h|ms|us|µs|μs|ns|m|s)/g;
const WITH_UNITS = /^(?:\d{1,12}(?:\.\d{0,24})?(?:h|ms|us|µs|μs|ns|m|s)){1,8}$/;
const NUMBER = /(\d+(?:\.\d+)?)(?:[eE](-?\d{1,2}))?/g;
const TENS: Record<string, number> = { s: 0, ms: 3, us: 6, µs: 6, μs: 6, ns: 9 };
const SECONDS: Record<string, number> = { h: 3600, m: 60 };

/** The unit of a logged number of time, as the power of ten that divides it: 3 for milliseconds. */
export type UnitTens = 0 | 3 | 6 | 9;

/** Seconds of a duration that tells its units, as Go prints it: "12.5ms", "1m2s", "350µs". Null where the text is none. */
function readUnits(text: string): number | null {
  if (!WITH_UNITS.test(text)) return null;
  const parts = [...text.matchAll(PART)].map(([, number, unit]) =>
    unit! in TENS ? +`${number}e-${TENS[unit!]}` : +number! * SECONDS[unit!]!,
  );
  if (parts.length === 1) return parts[0]!;
  // Binary fractions leave crumbs when they are added.
  return Number(parts.reduce((sum, s) => sum + s).toFixed(9));
}

/**
 * A logged duration in seconds, as text: one that tells its units by them, else every number of it (a list holds
 * several) by `unit`. The decimal point is shifted, so that nothing is rounded twice. A negative number stays as it is.
 */
export function secondsText(text: string, unit: UnitTens): string {
  if (text.endsWith('s')) {
    const s = readUnits(text);
    if (s !== null) return String(s);
  }
  if (unit === 0 || /^-\d/.test(text)) return text;
  return text.replace(NUMBER, (_, digits: string, tens = '0') => String(+`${digits}e${+tens - unit}`));
}
