import type { UnitTens } from '../format/durations.js';
import { decimalOf } from './byte-number.js';

/**
 * Seconds of a number in a unit, or with a unit of its own behind it: 12.5, 12ms, 350µs. -1: it is no such thing, or one
 * that is read as text.
 */
export function durationOf(bytes: Uint8Array, start: number, end: number, unit: UnitTens): number {
  if (bytes[end - 1] !== 115) return decimalOf(bytes, start, end, unit);
  const prefix = bytes[end - 2]!;
  if (prefix >= 48 && prefix <= 57) return decimalOf(bytes, start, end - 1);
  if (prefix === 109) return decimalOf(bytes, start, end - 2, 3);
  if (prefix === 117) return decimalOf(bytes, start, end - 2, 6);
  if (prefix === 110) return decimalOf(bytes, start, end - 2, 9);
  // The micro sign.
  return prefix === 0xb5 && bytes[end - 3] === 0xc2 ? decimalOf(bytes, start, end - 3, 6) : -1;
}
