const POWERS = [
  1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
  1e22,
];

export function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/** The whole number written in the bytes; -1 where they are not 1 to 15 digits. */
export function integerOf(bytes: Uint8Array, start: number, end: number): number {
  if (end === start || end - start > 15) return -1;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * The decimal number written in the bytes, digits with at most one point inside; -1 where they are none, or too long to
 * be exact. A quotient of two exact integers is rounded once, as the number's own text would be.
 * @param tens powers of ten that it is divided by: 3 makes seconds of milliseconds; at most 9
 */
export function decimalOf(bytes: Uint8Array, start: number, end: number, tens = 0): number {
  if (end - start > 15) return -1;
  let value = 0;
  let point = -1;
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (digit === -2 && point < 0 && i > start && i < end - 1) point = i;
    else return -1;
  }
  if (end === start) return -1;
  return value / POWERS[(point < 0 ? 0 : end - point - 1) + tens]!;
}
