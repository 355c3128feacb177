import { parseTimeIso, parseTimeLocal } from '../record/time.js';
import type { ByteFieldReader, ByteTargets } from './byte-fields.js';
import { integerOf } from './byte-number.js';

/** A notation of times: a date, a byte, hh:mm:ss, and a zone of six bytes. */
interface ClockNotation {
  dateBytes: number;
  parse: (text: string) => number | null;
}

const TIME_BYTES = 8;
const ZONE_BYTES = 6;

/** 23/Nov/2026:09:59:24 +0000 */
export const TIME_LOCAL: ClockNotation = { dateBytes: 11, parse: parseTimeLocal };
/** 2026-11-23T09:59:24+00:00; shorter and longer ones are left to the text lane. */
export const TIME_ISO: ClockNotation = { dateBytes: 10, parse: parseTimeIso };

/**
 * Reads a time of day in a known notation. The day and the zone, which hardly ever change, are read as text once; of each
 * line only hours, minutes and seconds.
 */
export function clockReader({ dateBytes, parse }: ClockNotation, { line, batch }: ByteTargets): ByteFieldReader {
  const timeAt = dateBytes + 1;
  const zoneAt = timeAt + TIME_BYTES;
  const length = zoneAt + ZONE_BYTES;
  const day = Buffer.alloc(timeAt);
  const zone = Buffer.alloc(ZONE_BYTES);
  let midnightUs = Number.NaN;
  const midnight = (start: number): number | null =>
    parse(`${line.text(start, start + timeAt)}00:00:00${line.text(start + zoneAt, start + length)}`);
  return {
    missing: null,
    viaText: false,
    native: { op: 'clock', columns: ['ended_at'], number: dateBytes, midnight },
    read(start, end) {
      const { bytes } = line;
      const at = start + timeAt;
      if (end - start !== length || bytes[at + 2] !== 58 || bytes[at + 5] !== 58) return false;
      const hour = integerOf(bytes, at, at + 2);
      const minute = integerOf(bytes, at + 3, at + 5);
      const second = integerOf(bytes, at + 6, at + TIME_BYTES);
      if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
      if (!same(bytes, start, day) || !same(bytes, start + zoneAt, zone)) {
        const began = midnight(start);
        if (began === null) return false;
        midnightUs = began;
        bytes.copy(day, 0, start, at);
        bytes.copy(zone, 0, start + zoneAt, end);
      }
      line.timeUs = midnightUs + (hour * 3600 + minute * 60 + second) * 1e6;
      batch.columns.ended_at.setNumber(line.row, line.timeUs);
      return true;
    },
  };
}

function same(bytes: Buffer, at: number, known: Buffer): boolean {
  for (let i = 0; i < known.length; i++) if (bytes[at + i] !== known[i]) return false;
  return true;
}
