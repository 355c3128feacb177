// Reads the value of one field into the row. False: it is not of the plain kind that is read here.

import { isNumeric, isPlainIpv6 } from './address';
import { setBig, setId, setInteger, setSeconds, setText } from './column';
import { equal, idOf } from './dictionary';
import * as host from './host';
import { decimalOf, findByte, integerOf, isDigit } from './scan';
import {
  CLIENT,
  CLOCK,
  DECIMAL,
  EPOCH,
  HOST,
  ID,
  INTEGER,
  PASS,
  REMEMBERED,
  REQUEST,
  SHAPED,
  SPLITS,
  STATUS,
  Step,
  TARGET,
  TARGET_AND_ARGS,
  UPSTREAM_ADDRESS,
  UPSTREAM_STATUS,
  UPSTREAM_TIME,
} from './step';

const POINT: u8 = 46;
const MIX: u64 = 0x9e3779b97f4a7c15;

/** Of the line at hand: 0 it does not say, 1 no upstream was asked, 2 one was. */
export let asked: u32 = 0;

/** The time that was read, microseconds since 1970; i64.MIN_VALUE: none. And the request time, seconds; -1: none. */
export let timeUs: i64 = i64.MIN_VALUE;
export let requestS: f64 = -1;

/** Whether the host has read a field. */
export let hostRead: bool = false;

export function beginLine(): void {
  asked = 0;
  hostRead = false;
  timeUs = i64.MIN_VALUE;
  requestS = -1;
}

export function setAsked(value: u32): void {
  asked = value;
}

export function readField(step: Step, start: usize, end: usize, row: u32): bool {
  switch (step.op) {
    case PASS:
      return (step.flags & SHAPED) === 0 || fits(step, start, end);
    case HOST:
      hostRead = true;
      return host.read(step.index, start, end, row);
    case ID:
      if ((step.flags & SHAPED) !== 0 && !fits(step, start, end)) return false;
      setName(step, start, end, row);
      return true;
    case CLIENT:
      return readClient(step, start, end, row);
    case INTEGER: {
      const value = integerOf(start, end);
      if (value < 0) return false;
      if (step.c0 !== 0) setBig(step.c0, row, value);
      return true;
    }
    case STATUS: {
      const value = integerOf(start, end);
      if (value < 0 || end - start !== 3) return false;
      setInteger(step.c0, row, value as i32);
      return true;
    }
    case DECIMAL:
      if (!readDecimal(step, start, end, row)) return false;
      requestS = decimal;
      return true;
    case UPSTREAM_TIME:
      if (!readDecimal(step, start, end, row)) return false;
      if (step.c2 !== 0) setInteger(step.c2, row, 1);
      asked = 2;
      return true;
    case UPSTREAM_STATUS:
      asked = 2;
      return integerOf(start, end) >= 0;
    case UPSTREAM_ADDRESS:
      return readUpstreamAddress(step, start, end, row);
    case EPOCH:
      return readEpoch(step, start, end, row);
    case CLOCK:
      return readClock(step, start, end, row);
    case REQUEST:
      return readRequest(step, start, end, row);
    case TARGET:
      return readTarget(step, start, end, row, (step.flags & SPLITS) !== 0);
    case TARGET_AND_ARGS: {
      // Where there is no query, nginx writes "-" for $args right behind the path.
      const noArgs = load<u8>(end - 1) === 45 && findByte(63, start, end) === end;
      return readTarget(step, start, noArgs ? end - 1 : end, row, true);
    }
    default:
      return false;
  }
}

// Neighbouring lines often carry the same, and short values such as a cache's state are few.
function fits(step: Step, start: usize, end: usize): bool {
  const length = (end - start) as i32;
  if (length < 8) {
    // With the length in the last byte, no two are the same.
    const word = (load<u64>(start) & (u64.MAX_VALUE >> ((8 - length) << 3))) | ((length as u64) << 56);
    const known = (step.fitting + (((word * MIX) >> 61) << 3)) as usize;
    if (load<u64>(known) === word) return true;
    if (!host.fits(step.index, start, end)) return false;
    store<u64>(known, word);
    return true;
  }
  if (length === step.lastLength && equal(step.last, start, length)) return true;
  if (!host.fits(step.index, start, end)) return false;
  step.lastLength = (length as u32) <= REMEMBERED ? length : -1;
  if (step.lastLength >= 0) memory.copy(step.last, start, length);
  return true;
}

/** Names of few letters are few, and looked up at once. */
function setName(step: Step, start: usize, end: usize, row: u32): void {
  const length = (end - start) as u32;
  if (length <= 8) setId(step.c0, row, idOf(step.d0, start, length));
  else setText(step.c0, row, step.d0, start, length);
}

function readClient(step: Step, start: usize, end: usize, row: u32): bool {
  for (let at = isNumeric(start, end) ? end : start; at < end; at++) {
    if (isPlain(load<u8>(at))) continue;
    // A list names several, and IPv6 is judged elsewhere.
    if (findByte(44, start, end) !== end) return false;
    if ((step.flags & SHAPED) !== 0 && !isPlainIpv6(start, end) && !host.fits(step.index, start, end)) return false;
    break;
  }
  if ((step.flags & SHAPED) !== 0 && end - start > 256) return false;
  setText(step.c0, row, step.d0, start, (end - start) as u32);
  return true;
}

/** [\w.-], of which names and IPv4 addresses are made. */
function isPlain(byte: u8): bool {
  return isLetter(byte) || isDigit(byte) || byte === 46 || byte === 45 || byte === 95;
}

let decimal: f64 = 0;

function readDecimal(step: Step, start: usize, end: usize, row: u32): bool {
  // 0.065: whole milliseconds, as most servers write seconds.
  if (end - start === 5 && step.number === 1 && load<u8>(start + 1) === POINT) {
    const second = integerOf(start, start + 1);
    const millis = integerOf(start + 2, end);
    if (second < 0 || millis < 0) return false;
    const ms = second * 1000 + millis;
    decimal = (ms as f64) / 1000;
    if (step.c0 !== 0) setInteger(step.c0, row, ms as i32);
    return true;
  }
  const value = decimalOf(start, end);
  if (value < 0) return false;
  decimal = step.number === 1 ? value : value / step.number;
  if (step.c0 !== 0) setSeconds(step.c0, step.c1, row, decimal);
  return true;
}

function readUpstreamAddress(step: Step, start: usize, end: usize, row: u32): bool {
  if (end - start > 256) return false;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (byte <= 32 || byte === 44 || byte > 126) return false;
  }
  if (step.c0 !== 0) setId(step.c0, row, idOf(step.d0, start, (end - start) as u32));
  asked = 2;
  return true;
}

/** 1795427964.598: ten digits, a point, three digits. */
function readEpoch(step: Step, start: usize, end: usize, row: u32): bool {
  if (end - start !== 14 || load<u8>(start + 10) !== 46) return false;
  const whole = integerOf(start, start + 10);
  const millis = integerOf(start + 11, end);
  if (whole < 0 || millis < 0) return false;
  timeUs = whole * 1000000 + millis * 1000;
  setBig(step.c0, row, timeUs);
  return true;
}

/** A date, a byte, hh:mm:ss, and a zone of six bytes: only the time of day is read anew in every line. */
function readClock(step: Step, start: usize, end: usize, row: u32): bool {
  const date = step.number as u32;
  if (end - start === step.clockLength && equal(step.clock, start, step.clockLength)) {
    timeUs = step.clockUs;
    setBig(step.c0, row, timeUs);
    return true;
  }
  const time = start + date + 1;
  if (end - start !== date + 15 || load<u8>(time + 2) !== 58 || load<u8>(time + 5) !== 58) return false;
  const hour = integerOf(time, time + 2);
  const minute = integerOf(time + 3, time + 5);
  const second = integerOf(time + 6, time + 8);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
  const zone = time + 8;
  // The byte between date and time is remembered with the date.
  if (step.lastLength < 0 || !equal(step.last, start, date + 1) || !equal(step.last + date + 1, zone, 6)) {
    const midnight = host.midnight(step.index, start);
    if (isNaN(midnight)) return false;
    step.midnight = midnight as i64;
    memory.copy(step.last, start, date + 1);
    memory.copy(step.last + date + 1, zone, 6);
    step.lastLength = 0;
  }
  // A busy server writes many lines a second.
  step.clockUs = step.midnight + (hour * 3600 + minute * 60 + second) * 1000000;
  step.clockLength = (end - start) as u32;
  memory.copy(step.clock, start, step.clockLength);
  timeUs = step.clockUs;
  setBig(step.c0, row, timeUs);
  return true;
}

/** "GET /path?query HTTP/1.1" */
function readRequest(step: Step, start: usize, end: usize, row: u32): bool {
  let first = start;
  while (first < end && load<u8>(first) >= 65 && load<u8>(first) <= 90) first++;
  if (first === start || first - start > 32 || load<u8>(first) !== 32) return false;
  let last = end - 1;
  while (last > first && load<u8>(last) !== 32) last--;
  if (last <= first || !isProtocol(last + 1, end)) return false;
  if (!readTarget(step, first + 1, last, row, true)) return false;
  setId(step.c2, row, idOf(step.d2, start, (first - start) as u32));
  if (step.c3 !== 0) setId(step.c3, row, idOf(step.d2, last + 1, (end - last - 1) as u32));
  return true;
}

function readTarget(step: Step, start: usize, end: usize, row: u32, splits: bool): bool {
  if (load<u8>(start) !== 47) {
    const host = step.c5 === 0 ? 0 : hostAt(start, end);
    if (host === 0) return false;
    start = findByte(47, host, end);
    if (start === host || start === end) return false;
    setId(step.c5, row, idOf(step.d2, host, (start - host) as u32));
  }
  const mark = splits ? findByte(63, start, end) : end;
  setText(step.c0, row, step.d0, start, (mark - start) as u32);
  if (mark < end) setText(step.c1, row, step.d1, mark + 1, (end - mark - 1) as u32);
  return true;
}

/** Where the host begins of a target with a scheme; 0: it has none, or the host does not end at a slash. */
function hostAt(start: usize, end: usize): usize {
  let at = start;
  while (at < end && at - start < 16 && (isLetter(load<u8>(at)) || (at > start && isOfScheme(load<u8>(at))))) at++;
  if (at === start || at + 3 >= end || (load<u32>(at) & 0xffffff) !== 0x2f2f3a) return 0;
  const host = at + 3;
  for (at = host; at < end && load<u8>(at) !== 47; at++) if (load<u8>(at) === 63 || load<u8>(at) === 35) return 0;
  return host;
}

function isLetter(byte: u8): bool {
  const lower = byte | 32;
  return lower >= 97 && lower <= 122;
}

// Beside letters: digits, plus, minus, point.
function isOfScheme(byte: u8): bool {
  return isDigit(byte) || byte === 43 || byte === 45 || byte === 46;
}

/** HTTP/1.1, HTTP/2.0, HTTP/2 */
function isProtocol(start: usize, end: usize): bool {
  const length = end - start;
  if (length !== 8 && length !== 6) return false;
  if (load<u32>(start) !== 0x50545448 || load<u8>(start + 4) !== 47 || !isDigit(load<u8>(start + 5))) return false;
  return length === 6 || (load<u8>(start + 6) === 46 && isDigit(load<u8>(start + 7)));
}
