// The shape of a path: the path with its ids, hashes and UUIDs written as others of their kind and length, so that a
// million paths have a fraction as many shapes. What record/template.ts and record/content.ts say of a shape they say of each
// of its paths; in doubt a part stays as it is. Which rule each condition follows from stands beside it.

import { copyBytes, findByte, isDigit } from './scan';

const SLASH: u8 = 47;
const ZERO: u8 = 48;
const SMALL_A: u8 = 97;
const SMALL_F: u8 = 102;
const SMALL_Z: u8 = 122;
const DASH: u8 = 45;
const POINT: u8 = 46;
/** Longer segments are values whatever they hold. */
const LONGEST_SEGMENT: u32 = 128;
/** Shorter numbers may name an endpoint. */
const SHORTEST_ID: u32 = 5;
const SHORTEST_HASH: u32 = 8;
/** Up to here a run of hexadecimal letters and digits may be words; none has less than three letters or begins with a digit. */
const LONGEST_WORD: u32 = 12;
const SHORTEST_WORD: u32 = 3;
/** From here on letters and digits may be a token. */
const SHORTEST_TOKEN: u32 = 16;
const UUID_LENGTH: u32 = 36;
/** Digits of a day, and of a moment. */
const DATE_DIGITS: u32 = 8;
const MOMENT_DIGITS: u32 = 14;

/** Writes the shape of the path to `to`; it is as long as the path. */
export function writeShape(at: usize, length: u32, to: usize): void {
  copyBytes(to, at, length);
  if (length === 0 || load<u8>(to) !== SLASH) return;
  const end = to + length;
  for (let from = to + 1; from < end; ) {
    const stop = findByte(SLASH, from, end);
    if (varies(from, stop)) shapeSegment(from, stop);
    from = stop + 1;
  }
}

/** Whether it has a digit, and nothing that other rules look at: capitals, escapes, parameters, addresses. */
function varies(from: usize, stop: usize): bool {
  if (((stop - from) as u32) > LONGEST_SEGMENT) return false;
  let digits: i32 = 0;
  for (let at = from; at < stop; at += 16) {
    const bytes = v128.load(at);
    const isDigit = between(bytes, ZERO, 10);
    const isPlain = v128.or(
      v128.or(isDigit, between(bytes, SMALL_A, 26)),
      v128.or(v128.or(is(bytes, DASH), is(bytes, POINT)), v128.or(is(bytes, 95), is(bytes, 126))),
    );
    const inside = stop - at >= 16 ? 0xffff : (1 << ((stop - at) as i32)) - 1;
    if ((i8x16.bitmask(isPlain) & inside) !== inside) return false;
    digits |= i8x16.bitmask(isDigit) & inside;
  }
  return digits !== 0;
}

function between(bytes: v128, first: u8, count: u8): v128 {
  return i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(first)), i8x16.splat(count));
}

function is(bytes: v128, byte: u8): v128 {
  return i8x16.eq(bytes, i8x16.splat(byte));
}

function shapeSegment(from: usize, stop: usize): void {
  if (((stop - from) as u32) === UUID_LENGTH && isUuid(from)) {
    for (let at = from; at < stop; at++) if (load<u8>(at) !== DASH) store<u8>(at, ZERO);
    return;
  }
  for (let at = from; at < stop; ) {
    const end = endOfRun(at, stop);
    shapeRun(at, (end - at) as u32);
    at = end + 1;
  }
}

/** Where the letters and digits from `at` on end. */
function endOfRun(at: usize, stop: usize): usize {
  while (at < stop && (isDigit(load<u8>(at)) || load<u8>(at) >= SMALL_A) && load<u8>(at) <= SMALL_Z) at++;
  return at;
}

function shapeRun(from: usize, length: u32): void {
  if (length < SHORTEST_ID) return;
  let digits: u32 = 0;
  let digitRuns: u32 = 0;
  let letters: u32 = 0;
  let mayBeWords = true;
  let isHex = true;
  for (let i: u32 = 0; i < length; i++) {
    const byte = load<u8>(from + i);
    if (isDigit(byte)) {
      if (letters > 0 || digits === 0) digitRuns++;
      if (letters > 0 && letters < SHORTEST_WORD) mayBeWords = false;
      digits++;
      letters = 0;
    } else {
      letters++;
      if (byte > SMALL_F) isHex = false;
    }
  }
  if (letters > 0 && letters < SHORTEST_WORD) mayBeWords = false;
  const first = load<u8>(from);
  if (digits === length) {
    // Behind a point it may be a version's part, which stays: v1.20345.
    if (load<u8>(from - 1) !== POINT && !mayBeDate(from, length)) memory.fill(from, ZERO, length);
  } else if (digits === 0) return;
  else if (isHex) {
    // A hash begins with a letter or a digit as before: dotted numbers are told by it.
    if (length >= SHORTEST_HASH && (length > LONGEST_WORD || isDigit(first) || !mayBeWords)) {
      memory.fill(from, ZERO, length);
      store<u8>(isDigit(first) ? from + 1 : from, SMALL_A);
    }
  } else if (!isDigit(first) && digitRuns === 1 && letters === 0 && digits >= SHORTEST_ID && length < SHORTEST_TOKEN) {
    // A word and an id, user12345; v12345.6 is a version.
    if (length - digits > 1) memory.fill(from + (length - digits), ZERO, digits);
  }
}

/** 20260131 and 20260131235959; in either the year comes first. */
function mayBeDate(from: usize, length: u32): bool {
  if (length !== DATE_DIGITS && length !== MOMENT_DIGITS) return false;
  const century = load<u16>(from);
  return century === 0x3931 || century === 0x3032;
}

/** Of small letters, with a digit somewhere: without one it is taken for a name. */
function isUuid(at: usize): bool {
  for (let i: u32 = 0; i < UUID_LENGTH; i++) {
    const byte = load<u8>(at + i);
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (byte !== DASH) return false;
    } else if (!isDigit(byte) && (byte < SMALL_A || byte > SMALL_F)) return false;
  }
  return true;
}
