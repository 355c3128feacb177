// Reads the plain lines of a positional format: byte-reader.ts in WebAssembly. Fields that are not read here, and what
// is rare, are asked of TypeScript, whose reader means the same by every line.

import { clearValue, setBig, setBoolean, setId, settleIds } from './column';
import { equal, idOf } from './dictionary';
import { asked, beginLine, hostRead, readField, requestS, setAsked, timeUs } from './fields';
import * as host from './host';
import { findByte, findEither, findFar, isDigit } from './scan';
import {
  BLANKS,
  DIGITS,
  LIST,
  MISSING_HOST,
  MISSING_MALFORMED,
  MISSING_NOT_ASKED,
  QUOTED,
  REMEMBERED,
  Step,
  ZONED,
} from './step';

export { createColumn } from './column';
export {
  createDictionary,
  dictionaryBytes,
  freshAscii,
  freshLength,
  freshNewline,
  freshTexts,
  idOf,
  isTaken,
  keepShapes,
  restart,
  takeFresh,
  takeShapes,
} from './dictionary';

const TAB: u8 = 9;
const ESCAPE: u8 = 27;
const BACKSLASH: u8 = 92;
const DASH: u8 = 45;
const PLUS: u8 = 43;
const COMMA: u8 = 44;
const COLON: u8 = 58;
const BLANK: u8 = 32;
const RETURN: u8 = 13;
const NEWLINE: u8 = 10;

@unmanaged
class Reader {
  prefix: usize = 0;
  prefixLength: u32 = 0;
  escapes: bool = false;
  /** Whether TypeScript is told of the end of every line. */
  alwaysFinishes: bool = false;
  /** Whether lines with colour codes are not plain. */
  colours: bool = false;
  mostRows: u32 = 0;
  mostLineBytes: u32 = 0;
  steps: usize = 0;
  stepCount: u32 = 0;
  touched: usize = 0;
  touchedCount: u32 = 0;
  /** The columns that every line fills; 0: those that are left out. */
  file: usize = 0;
  line: usize = 0;
  asked: usize = 0;
  /** Of the end, where the time that is logged is the request's beginning; else 0. */
  ended: usize = 0;
}

export function alloc(bytes: usize): usize {
  return heap.alloc(bytes);
}

export function free(at: usize): void {
  heap.free(at);
}

export function createReader(
  prefix: usize,
  prefixLength: u32,
  escapes: bool,
  alwaysFinishes: bool,
  colours: bool,
  mostRows: u32,
  mostLineBytes: u32,
  mostSteps: u32,
  mostTouched: u32,
  file: usize,
  line: usize,
  asked: usize,
  ended: usize,
): usize {
  const reader = new Reader();
  reader.prefix = prefix;
  reader.prefixLength = prefixLength;
  reader.escapes = escapes;
  reader.alwaysFinishes = alwaysFinishes;
  reader.colours = colours;
  reader.mostRows = mostRows;
  reader.mostLineBytes = mostLineBytes;
  reader.steps = heap.alloc(mostSteps * sizeof<usize>());
  reader.touched = heap.alloc(mostTouched * sizeof<usize>());
  reader.file = file;
  reader.line = line;
  reader.asked = asked;
  reader.ended = ended;
  return changetype<usize>(reader);
}

/** Adds the next field. @param c0 columns, @param d0 dictionaries: see fields.ts */
export function addStep(
  reader: usize,
  op: u32,
  flags: u32,
  after: usize,
  afterLength: u32,
  c0: usize,
  c1: usize,
  c2: usize,
  c3: usize,
  c4: usize,
  c5: usize,
  d0: usize,
  d1: usize,
  d2: usize,
  number: f64,
): void {
  const r = changetype<Reader>(reader);
  const step = new Step();
  step.index = r.stepCount;
  step.op = op;
  step.flags = flags;
  step.after = after;
  step.afterLength = afterLength;
  step.afterMask = afterLength >= 8 ? u64.MAX_VALUE : ((1 as u64) << ((afterLength as u64) << 3)) - 1;
  step.afterWord = load<u64>(after) & step.afterMask;
  step.isDashed = afterLength > 0 && (flags & (BLANKS | DIGITS)) === 0 && load<u8>(after) !== DASH;
  step.c0 = c0;
  step.c1 = c1;
  step.c2 = c2;
  step.c3 = c3;
  step.c4 = c4;
  step.c5 = c5;
  step.d0 = d0;
  step.d1 = d1;
  step.d2 = d2;
  step.number = number;
  step.last = heap.alloc(REMEMBERED + 16);
  step.clock = heap.alloc(REMEMBERED + 16);
  step.fitting = heap.alloc(64);
  memory.fill(step.fitting, 0, 64);
  store<usize>(r.steps + (r.stepCount++ << 2), changetype<usize>(step));
}

/** Names a column that a line may fill, and that has to be cleared where the line turns out to be none of the plain. */
export function addTouched(reader: usize, column: usize): void {
  const r = changetype<Reader>(reader);
  store<usize>(r.touched + (r.touchedCount++ << 2), column);
}

export function freeReader(reader: usize): void {
  const r = changetype<Reader>(reader);
  for (let i: u32 = 0; i < r.stepCount; i++) {
    const step = load<usize>(r.steps + (i << 2));
    heap.free(changetype<Step>(step).last);
    heap.free(changetype<Step>(step).clock);
    heap.free(changetype<Step>(step).fitting);
    heap.free(changetype<Step>(step).after);
    heap.free(step);
  }
  heap.free(r.prefix);
  heap.free(r.steps);
  heap.free(r.touched);
  heap.free(reader);
}

let rows: u32 = 0;

/** How many rows the batch has after `run`. */
export function rowsRead(): u32 {
  return rows;
}

/**
 * Reads lines of [from, stop), which ends behind a newline, into the batch's rows from `row` on, until one is not plain
 * or the batch is full. @param line number of the first line @returns where the first line begins that was not read
 */
export function run(reader: usize, from: usize, stop: usize, row: u32, fileId: u32, line: f64): usize {
  const r = changetype<Reader>(reader);
  let number = line as i64;
  let at = from;
  while (at < stop && row < r.mostRows) {
    const newline = findFar(NEWLINE, at, stop);
    if (newline - at > r.mostLineBytes) break;
    const end = newline > at && load<u8>(newline - 1) === RETURN ? newline - 1 : newline;
    // Control bytes and blanks at the beginning are the text lane's to judge.
    if (end === at || load<u8>(at) <= BLANK) break;
    beginLine();
    if (!readLine(r, at, end, row)) {
      for (let i: u32 = 0; i < r.touchedCount; i++) clearValue(load<usize>(r.touched + (i << 2)), row);
      break;
    }
    if (asked !== 0) setBoolean(r.asked, row, asked === 2);
    if (r.ended !== 0 && timeUs !== i64.MIN_VALUE && requestS >= 0) {
      setBig(r.ended, row, timeUs + (Math.round(requestS * 1000000) as i64));
    }
    if (r.file !== 0) setId(r.file, row, fileId);
    if (r.line !== 0) setBig(r.line, row, number++);
    if (hostRead || r.alwaysFinishes) host.finish(row);
    row++;
    at = newline + 1;
  }
  for (let i: u32 = 0; i < r.touchedCount; i++) settleIds(load<usize>(r.touched + (i << 2)));
  rows = row;
  return at;
}

function readLine(r: Reader, start: usize, end: usize, row: u32): bool {
  let at = start + r.prefixLength;
  if (at > end || !equal(r.prefix, start, r.prefixLength)) return false;
  if (r.colours && findByte(ESCAPE, start, end) !== end) return false;
  const last = r.stepCount - 1;
  for (let i: u32 = 0; i <= last; i++) {
    const step = changetype<Step>(load<usize>(r.steps + (i << 2)));
    // Many values are missing.
    const isDash = step.isDashed && load<u8>(at) === DASH && at + 1 + step.afterLength <= end && standsAt(step, at + 1);
    const stop = isDash
      ? at + 1
      : (step.flags & (BLANKS | DIGITS)) !== 0
        ? endOfRun(step, at, end)
        : endOf(step, at, end, r.escapes);
    if (stop === 0 || (i === last && stop + step.afterLength !== end)) return false;
    if ((step.flags & LIST) !== 0) {
      if (load<u8>(stop) === COMMA || (load<u8>(stop) === BLANK && load<u8>(stop + 1) === COLON)) return false;
    }
    if ((step.flags & ZONED) !== 0 && (load<u8>(stop + 1) === PLUS || load<u8>(stop + 1) === DASH)) return false;
    if (stop === at || (stop === at + 1 && load<u8>(at) === DASH)) readMissing(step, row);
    else if (!readField(step, at, stop, row)) return false;
    at = stop + step.afterLength;
  }
  return true;
}

/** Where the field that begins at `at` ends: where the text behind it first stands; 0: nowhere, or a value is escaped. */
function endOf(step: Step, at: usize, end: usize, escapes: bool): usize {
  if (step.afterLength === 0) return escapes && findByte(BACKSLASH, at, end) !== end ? 0 : end;
  const first = (step.afterWord & 0xff) as u8;
  const mayStand = !escapes || first !== BACKSLASH;
  let stop = escapes ? findEither(first, BACKSLASH, at, end) : findByte(first, at, end);
  while (stop < end) {
    // Ahead of the look at an escape, which would have to be waited for.
    if (mayStand && stop + step.afterLength <= end && standsAt(step, stop)) return stop;
    if ((step.flags & QUOTED) !== 0 || (escapes && load<u8>(stop) === BACKSLASH)) return 0;
    stop = escapes ? findEither(first, BACKSLASH, stop + 1, end) : findByte(first, stop + 1, end);
  }
  return 0;
}

/** Where the characters of the step's kind end that stand at `at`. */
function endOfRun(step: Step, at: usize, end: usize): usize {
  const areDigits = (step.flags & DIGITS) !== 0;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (areDigits ? !isDigit(byte) : byte !== BLANK && byte !== TAB) break;
  }
  return at;
}

function standsAt(step: Step, at: usize): bool {
  if ((load<u64>(at) & step.afterMask) !== step.afterWord) return false;
  return step.afterLength <= 8 || equal(step.after, at, step.afterLength);
}

function readMissing(step: Step, row: u32): void {
  if ((step.flags & MISSING_NOT_ASKED) !== 0) setAsked(max(asked, 1));
  else if ((step.flags & MISSING_MALFORMED) !== 0) setId(step.c4, row, idOf(step.d0, 0, 0));
  else if ((step.flags & MISSING_HOST) !== 0) setAsked(max(asked, host.missing(step.index)));
}
