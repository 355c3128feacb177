// Addresses that are told without asking the text lane.

import { isDigit } from './scan';

/** Whether the bytes are digits and points alone, at most fifteen of them. */
export function isNumeric(start: usize, end: usize): bool {
  const length = (end - start) as u32;
  if (length > 15) return false;
  const bytes = v128.load(start);
  // A point is 46, a slash 47, digits are 48 to 57.
  const isFar = i8x16.gt_u(i8x16.sub(bytes, i8x16.splat(46)), i8x16.splat(11));
  const isOdd = v128.or(isFar, i8x16.eq(bytes, i8x16.splat(47)));
  return (i8x16.bitmask(isOdd) & ((1 << length) - 1)) === 0;
}

/** Whether the bytes are an IPv6 address in hexadecimal groups alone. False: it may be one all the same. */
export function isPlainIpv6(start: usize, end: usize): bool {
  let groups: u32 = 0;
  let digits: u32 = 0;
  let gaps: u32 = 0;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    const lower = byte | 32;
    if (isDigit(byte) || (lower >= 97 && lower <= 102)) {
      if (digits === 0) groups++;
      if (++digits > 4) return false;
    } else if (byte === 58) {
      // A colon at the beginning or behind another one is half of the gap.
      if (digits === 0 && at > start) {
        if (load<u8>(at - 1) !== 58) return false;
        gaps++;
      }
      if (at === start && (at + 1 >= end || load<u8>(at + 1) !== 58)) return false;
      digits = 0;
    } else return false;
  }
  // It must not end in a single colon.
  if (digits === 0 && (end - start < 2 || load<u8>(end - 2) !== 58)) return false;
  return gaps === 0 ? groups === 8 : gaps === 1 && groups <= 6;
}
