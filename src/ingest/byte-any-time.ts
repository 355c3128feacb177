import { parseTimeIso, parseTimeLocal } from '../record/time.js';
import type { ByteLine } from './byte-line.js';
import { integerOf, isDigit } from './byte-number.js';

/** Microseconds since 1970 of the time in [start, end); -1: it is read as text. */
type ByteTime = (start: number, end: number) => number;

const POINT = 46;
const COMMA = 44;
const NONE: ByteTime = () => -1;

/** Reads the times that the nginx variable of that name takes: $time_local, $time_iso8601, $msec; "time" takes all. */
export function timeReader(name: string, line: ByteLine): ByteTime {
  const local = name === 'time_local' || name === 'time' ? minutes(line, 18, POINT, parseTimeLocal) : NONE;
  const iso = name === 'time_iso8601' || name === 'time' ? minutes(line, 17, COMMA, parseTimeIso) : NONE;
  const epoch = name === 'msec' || name === 'time' ? epochOf(line) : NONE;
  return (start, end) => {
    const { bytes } = line;
    // 23/Nov/2026:09:59:24 +0000 and 2026-11-23T09:59:24.123Z
    if (bytes[start + 2] === 47) return local(start, end);
    if (bytes[start + 4] === 45) return iso(start, end);
    return epoch(start, end);
  };
}

/**
 * A time whose seconds stand behind `head` characters that name the minute. Minute and zone, which seldom change, are read
 * as text once; of each line only seconds and their fraction.
 */
function minutes(line: ByteLine, head: number, alsoPoint: number, parse: (text: string) => number | null): ByteTime {
  let known = Buffer.alloc(0);
  let zone = Buffer.alloc(0);
  let minuteUs = 0;
  return (start, end) => {
    const { bytes } = line;
    const seconds = start + head;
    let behind = seconds + 2;
    const second = behind <= end ? integerOf(bytes, seconds, behind) : -1;
    if (second < 0 || second > 60) return -1;
    let fractionUs = 0;
    if (behind < end && (bytes[behind] === POINT || bytes[behind] === alsoPoint)) {
      const from = ++behind;
      let unit = 100_000;
      for (; behind < end && isDigit(bytes[behind]!); behind++) {
        fractionUs += (bytes[behind]! - 48) * unit;
        unit = Math.trunc(unit / 10);
      }
      if (behind === from || behind - from > 9) return -1;
    }
    if (!stands(bytes, known, start, seconds) || !stands(bytes, zone, behind, end)) {
      const parsed = parse(`${line.text(start, seconds)}00${line.text(behind, end)}`);
      if (parsed === null) return -1;
      minuteUs = parsed;
      known = Buffer.from(bytes.subarray(start, seconds));
      zone = Buffer.from(bytes.subarray(behind, end));
    }
    return minuteUs + second * 1e6 + fractionUs;
  };
}

/** Seconds with or without a fraction, or by their size milli-, micro- or nanoseconds. */
function epochOf(line: ByteLine): ByteTime {
  return (start, end) => {
    const { bytes } = line;
    let behind = start;
    while (behind < end && isDigit(bytes[behind]!)) behind++;
    const whole = integerOf(bytes, start, behind);
    if (whole < 0) return -1;
    if (behind === end) {
      if (whole < 1e11) return whole * 1e6;
      return whole < 1e14 ? whole * 1e3 : -1;
    }
    const digits = end - behind - 1;
    if (bytes[behind] !== POINT || whole >= 1e11 || digits < 1 || digits > 9) return -1;
    let us = 0;
    let unit = 100_000;
    for (let i = behind + 1; i < end; i++) {
      if (!isDigit(bytes[i]!)) return -1;
      us += (bytes[i]! - 48) * unit;
      unit = Math.trunc(unit / 10);
    }
    return whole * 1e6 + us;
  };
}

function stands(bytes: Uint8Array, text: Uint8Array, start: number, end: number): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text[i]) return false;
  return true;
}
