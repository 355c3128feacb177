import { SHAPE_RULES, type Shape, type ShapeRule } from './shapes.js';
import type { Escape } from './unescape.js';

const CANDIDATES_PER_LINE = 2000;
// Longer ones are searched no further than a value can reach.
const LONG_LINE = 4096;

export interface Slot {
  shape: Shape;
  /** Stands for the shape's own rule. */
  rule?: ShapeRule | null;
  /** The text between this field and the next; empty: they touch. */
  after: string;
}

export interface Match {
  /** Where each slot's value begins and ends in the line last matched. */
  starts: Int32Array;
  ends: Int32Array;
  /** Finds every slot, or returns the index of the slot that got furthest and would not fit; -1: all fit. */
  match(line: string): number;
}

/**
 * Finds the fields of a line: each ends at the first place where the text behind it stands and its own shape fits, and
 * the rest of the line fits too. Attempts are bounded, so that a hostile line costs no more than a long one.
 */
export function compileMatcher(prefix: string, slots: readonly Slot[], escaping: Escape): Match {
  const starts = new Int32Array(slots.length);
  const ends = new Int32Array(slots.length);
  const last = slots.length - 1;
  const rules = slots.map(({ rule, shape }) => rule ?? SHAPE_RULES[shape]);
  // A quote inside a value is escaped, so the first bare one ends it: no other place needs trying.
  const quoted = slots.map(({ after }) => escaping !== 'none' && after.charCodeAt(0) === 34);
  const goesOn = slots.map(goesOnRule);
  let line = '';
  let budget = 0;
  let furthest = 0;

  const fits = (i: number, start: number, end: number): boolean => {
    const { fits: test, maxLength } = rules[i]!;
    if (test === null || end === start || (end === start + 1 && line.charCodeAt(start) === 45)) return true;
    return end - start <= maxLength && test(line.slice(start, end));
  };

  // Searching is paid for by its length: else each attempt at a hostile line could search a megabyte.
  const paid = (from: number, found: number, length: number): number => {
    budget -= 1 + (((found < 0 ? length : found) - from) >> 10);
    return budget < 0 ? -1 : found;
  };
  const find = (text: string, after: string, from: number): number =>
    paid(from, text.indexOf(after, from), text.length);
  const findQuote = (from: number): number => paid(from, closingQuote(line, from), line.length);

  const place = (i: number, start: number): boolean => {
    if (i > furthest) furthest = i;
    starts[i] = start;
    const { after } = slots[i]!;
    if (i === last) {
      const end = line.length - after.length;
      ends[i] = end;
      return end >= start && line.endsWith(after) && fits(i, start, end) && !(quoted[i] && findQuote(start) !== end);
    }
    if (after === '') return placeTouching(i, start);
    if (quoted[i]) {
      const end = findQuote(start);
      ends[i] = end;
      return end >= 0 && line.startsWith(after, end) && fits(i, start, end) && place(i + 1, end + after.length);
    }
    const { maxLength } = rules[i]!;
    const within = line.length > LONG_LINE ? line.slice(0, start + maxLength + after.length) : line;
    for (let end = find(within, after, start); end >= 0; end = find(within, after, end + 1)) {
      if (end - start > maxLength) return false;
      if (goesOn[i]?.(line, end) || !fits(i, start, end)) continue;
      ends[i] = end;
      if (place(i + 1, end + after.length)) return true;
    }
    return false;
  };

  // Nothing parts the two fields, so the first takes as much as lets the rest fit.
  const placeTouching = (i: number, start: number): boolean => {
    for (let end = Math.min(line.length, start + Math.min(rules[i]!.maxLength, 4096)); end >= start; end--) {
      if (budget-- <= 0) return false;
      if (!fits(i, start, end)) continue;
      ends[i] = end;
      if (place(i + 1, end)) return true;
    }
    return false;
  };

  return {
    starts,
    ends,
    match(text) {
      line = text;
      budget = CANDIDATES_PER_LINE;
      furthest = 0;
      if (!line.startsWith(prefix)) return 0;
      return place(0, prefix.length) ? -1 : furthest;
    },
  };
}

/** The first double quote from `start` on that no backslash escapes; -1: none. */
export function closingQuote(line: string, start: number): number {
  let end = line.indexOf('"', start);
  while (end > start && line.charCodeAt(end - 1) === 92) {
    let slashes = 1;
    while (line.charCodeAt(end - slashes - 1) === 92 && end - slashes > start) slashes++;
    if (slashes % 2 === 0) return end;
    end = line.indexOf('"', end + 1);
  }
  return end;
}

// Some values hold blanks: there a place where the value visibly goes on is no end, though the shape fits so far.
function goesOnRule({ shape, after }: Slot): ((line: string, end: number) => boolean) | null {
  if (shape === 'time') return after.startsWith(' ') ? zoneFollows : null;
  return (shape === 'attempts' || shape === 'addresses') && !/^(?:,| :)/.test(after) ? listGoesOn : null;
}

function zoneFollows(line: string, end: number): boolean {
  return /^ [+-]\d\d:?\d\d(?!\d)/.test(line.slice(end, end + 8));
}

// "0.001, 0.002 : 0.003" is one value of two groups: a separator inside it must not end it.
function listGoesOn(line: string, end: number): boolean {
  return (
    line.startsWith(' : ', end) ||
    line.startsWith(', ', end) ||
    line.charCodeAt(end - 1) === 44 ||
    line.endsWith(' :', end)
  );
}
