import { parseTimeLocal } from '../record/time.js';
import type { ByteField, ByteTargets } from './byte-fields.js';
import { integerOf } from './byte-number.js';

const LENGTH = 26;
const DATE = 11;
const ZONE = 20;

/**
 * Reads $time_local, 23/Nov/2026:09:59:24 +0000. The day and the zone, which hardly ever change, are read as text once;
 * of each line only hours, minutes and seconds.
 */
export function timeLocalReader({ line, batch }: ByteTargets): ByteField {
  const day = Buffer.alloc(DATE);
  const zone = Buffer.alloc(LENGTH - ZONE);
  let midnightUs = Number.NaN;
  return (start, end) => {
    const { bytes } = line;
    if (end - start !== LENGTH || bytes[start + DATE] !== 58 || bytes[start + 14] !== 58 || bytes[start + 17] !== 58) {
      return false;
    }
    const hour = integerOf(bytes, start + 12, start + 14);
    const minute = integerOf(bytes, start + 15, start + 17);
    const second = integerOf(bytes, start + 18, start + ZONE);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
    if (!same(bytes, start, day) || !same(bytes, start + ZONE, zone)) {
      const midnight = parseTimeLocal(`${line.text(start, start + DATE)}:00:00:00${line.text(start + ZONE, end)}`);
      if (midnight === null) return false;
      midnightUs = midnight;
      bytes.copy(day, 0, start, start + DATE);
      bytes.copy(zone, 0, start + ZONE, end);
    }
    batch.columns.ended_at.setNumber(line.row, midnightUs + (hour * 3600 + minute * 60 + second) * 1e6);
    return true;
  };
}

function same(bytes: Buffer, at: number, known: Buffer): boolean {
  for (let i = 0; i < known.length; i++) if (bytes[at + i] !== known[i]) return false;
  return true;
}
