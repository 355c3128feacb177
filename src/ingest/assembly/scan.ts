// Finding and copying bytes, sixteen at a time. The buffer is padded: reading past its end is no fault.

/** Where the byte stands first in [at, end); end: nowhere. */
export function findByte(byte: u8, at: usize, end: usize): usize {
  const wanted = i8x16.splat(byte);
  for (; at < end; at += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), wanted));
    if (found !== 0) return min(at + ctz(found), end);
  }
  return end;
}

/** The same for a byte that is mostly far away. */
export function findFar(byte: u8, at: usize, end: usize): usize {
  const wanted = i8x16.splat(byte);
  for (; at < end; at += 32) {
    const low = i8x16.eq(v128.load(at), wanted);
    const high = i8x16.eq(v128.load(at, 16), wanted);
    if (!v128.any_true(v128.or(low, high))) continue;
    return min(at + ctz(i8x16.bitmask(low) | (i8x16.bitmask(high) << 16)), end);
  }
  return end;
}

/** Where either byte stands first in [at, end); end: nowhere. */
export function findEither(one: u8, other: u8, at: usize, end: usize): usize {
  const first = i8x16.splat(one);
  const second = i8x16.splat(other);
  for (; at < end; at += 16) {
    const bytes = v128.load(at);
    const found = i8x16.bitmask(v128.or(i8x16.eq(bytes, first), i8x16.eq(bytes, second)));
    if (found !== 0) return min(at + ctz(found), end);
  }
  return end;
}

/** Copies the bytes, and up to fifteen more: a call of memory.copy takes longer than a short text. */
export function copyBytes(to: usize, at: usize, length: u32): void {
  for (let i: u32 = 0; i < length; i += 16) v128.store(to + i, v128.load(at + i));
}

export function isDigit(byte: u8): bool {
  return byte >= 48 && byte <= 57;
}

const ZEROS: u64 = 0x3030303030303030;
const HIGH_HALVES: u64 = 0xf0f0f0f0f0f0f0f0;

/** The whole number written in the bytes; -1 where they are not 1 to 15 digits. */
export function integerOf(at: usize, end: usize): i64 {
  const length = (end - at) as u32;
  if (length - 1 < 8) return shortInteger(load<u64>(at), length);
  if (length === 0 || length > 15) return -1;
  const high = shortInteger(load<u64>(at), length - 8);
  const low = shortInteger(load<u64>(end - 8), 8);
  return high < 0 || low < 0 ? -1 : high * 100000000 + low;
}

/**
 * The whole number written in the first 1 to 8 bytes of the word, all at once: neighbouring digits are put together to
 * numbers of two, four and eight digits. -1 where one is no digit.
 */
function shortInteger(word: u64, length: u32): i64 {
  const shift = (64 - (length << 3)) as u64;
  // The last digit stands highest; what is missing are zeros ahead of the first.
  const digits = (word << shift) - (ZEROS << shift);
  if (((((word << shift) ^ (ZEROS << shift)) | (digits + 0x0606060606060606)) & HIGH_HALVES) !== 0) return -1;
  const pairs = digits * 10 + (digits >> 8);
  const first = (pairs & 0x000000ff000000ff) * 0x000f424000000064;
  const second = ((pairs >> 16) & 0x000000ff000000ff) * 0x0000271000000001;
  return ((first + second) >> 32) as i64;
}

const POWERS = memory.data<f64>([1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]);

/** The decimal number written in the bytes, as decimalOf of byte-number.ts reads it; -1 where it is none. */
export function decimalOf(start: usize, end: usize): f64 {
  if (end === start || end - start > 15) return -1;
  let value: i64 = 0;
  let point: usize = 0;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (isDigit(byte)) value = value * 10 + (byte - 48);
    else if (byte === 46 && point === 0 && at > start && at < end - 1) point = at;
    else return -1;
  }
  return point === 0 ? (value as f64) : (value as f64) / load<f64>(POWERS + ((end - point - 1) << 3));
}
