import { memberFate } from '../format/json.js';
import type { Notation } from '../format/keyed.js';
import type { ByteLine } from './byte-line.js';
import { isDigit } from './byte-number.js';
import { type KeyEdge, type KeyNode, KeyTree, standsAt } from './key-tree.js';
import { COMPLEX, ESCAPED, MAX_VALUES, NONE, NUMBER, ODD_NUMBER, TEXT, ValueSpans } from './value-spans.js';

const BLANK = 32;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const LETTER_U = 117;
const OPEN = 123;
const CLOSE = 125;
const LITERALS = ['true', 'false', 'null'].map((word) => Buffer.from(word));
const NULL = LITERALS[2]!;
/** Nested deeper, a value is the text lane's to read. */
const MAX_NESTED = 64;

/**
 * Finds the values of a JSON object that stands in bytes, at most with a blank behind colons and commas. It takes nothing
 * that JSON.parse would not, but for a value that is not there or "-", as nginx writes a number that it has not.
 */
export class JsonScanner {
  readonly spans = new ValueSpans();
  readonly #tree: KeyTree;
  /** What the value that was scanned last is. */
  #kind = TEXT;
  #start = 0;
  #end = 0;

  constructor(
    private readonly line: ByteLine,
    { keys }: Notation,
  ) {
    this.#tree = new KeyTree(memberFate(keys));
  }

  /** The place in the tree of keys at which the line ends. Null: nothing is said of it. */
  scan(start: number, end: number): KeyNode | null {
    const { bytes } = this.line;
    const tree = this.#tree;
    if (bytes[start] !== OPEN) return null;
    let node = tree.root;
    let last = tree.start;
    let at = start + 1;
    let isOpening = true;
    for (;;) {
      if (bytes[at] === BLANK) at++;
      if (bytes[at] === QUOTE) {
        const edge = this.#edge(node, last, at + 1, end);
        if (edge === null) return null;
        last = edge;
        at += edge.bytes.length + 3;
        if (bytes[at] === BLANK) at++;
        if (edge.isEntered && bytes[at] === OPEN) {
          node = tree.inside(node, edge);
          at++;
          isOpening = true;
          continue;
        }
        at = this.#value(at, end);
        if (at < 0) return null;
        if (edge.isKept) {
          if (node.values === MAX_VALUES) return null;
          this.spans.set(node.values, this.#start, this.#end, this.#kind);
        }
        if (edge.isKept || edge.isEntered) node = edge.behind ?? tree.behind(node, edge);
        isOpening = false;
      } else if (!isOpening || bytes[at] !== CLOSE) return null;
      isOpening = false;
      if (bytes[at] === BLANK) at++;
      while (bytes[at] === CLOSE) {
        at++;
        if (node.frame.outer === null) return at === end ? node : null;
        node = node.up ?? tree.up(node);
        if (bytes[at] === BLANK) at++;
      }
      if (at >= end || bytes[at] !== COMMA) return null;
      at++;
    }
  }

  #edge(node: KeyNode, last: KeyEdge, at: number, end: number): KeyEdge | null {
    const { bytes } = this.line;
    const guess = last.next;
    if (guess !== null && guess.from === node && standsAt(bytes, guess.bytes, at)) {
      const quote = at + guess.bytes.length;
      if (bytes[quote] === QUOTE) return bytes[quote + 1] === COLON && quote + 1 < end ? guess : null;
    }
    const quote = this.#endOfText(at, end);
    if (quote < 0 || this.#kind !== TEXT || bytes[quote + 1] !== COLON) return null;
    return this.#tree.edge(node, last, bytes, at, quote);
  }

  /** Where the value at this place ends; -1: it is none. */
  #value(at: number, end: number): number {
    const { bytes } = this.line;
    switch (bytes[at]) {
      case QUOTE: {
        const quote = this.#endOfText(at + 1, end);
        this.#start = at + 1;
        this.#end = quote;
        return quote < 0 ? -1 : quote + 1;
      }
      case COMMA:
      case CLOSE:
        this.#kind = NONE;
        return at;
      case MINUS: {
        const next = bytes[at + 1] === BLANK ? bytes[at + 2] : bytes[at + 1];
        if (next !== COMMA && next !== CLOSE) break;
        this.#kind = NONE;
        return at + 1;
      }
      case OPEN_LIST:
        return this.#list(at, end);
      case OPEN:
        return this.#complex(at, end);
    }
    return this.#scalar(at, end);
  }

  #complex(at: number, end: number): number {
    const behind = this.#nested(at, end, 0);
    this.#kind = COMPLEX;
    return behind;
  }

  /** A list of one is what it holds. */
  #list(at: number, end: number): number {
    const { bytes } = this.line;
    const first = bytes[at + 1]!;
    if (first === QUOTE || isDigit(first)) {
      const behind = this.#value(at + 1, end);
      if (behind < 0 || bytes[behind] === CLOSE_LIST) return behind < 0 ? -1 : behind + 1;
    }
    return this.#complex(at, end);
  }

  /** Where a value of any kind ends. */
  #nested(at: number, end: number, depth: number): number {
    const { bytes } = this.line;
    const open = bytes[at];
    if (open !== OPEN && open !== OPEN_LIST) {
      if (open !== QUOTE) return this.#scalar(at, end);
      return this.#endOfText(at + 1, end) + 1 || -1;
    }
    if (depth === MAX_NESTED) return -1;
    const close = open === OPEN ? CLOSE : CLOSE_LIST;
    let i = at + 1;
    if (bytes[i] === BLANK) i++;
    if (bytes[i] === close) return i + 1;
    for (;;) {
      if (open === OPEN) {
        if (bytes[i] !== QUOTE) return -1;
        const quote = this.#endOfText(i + 1, end);
        if (quote < 0 || bytes[quote + 1] !== COLON) return -1;
        i = quote + 2;
        if (bytes[i] === BLANK) i++;
      }
      i = this.#nested(i, end, depth + 1);
      if (i < 0) return -1;
      if (bytes[i] === BLANK) i++;
      if (bytes[i] === close) return i < end ? i + 1 : -1;
      if (bytes[i] !== COMMA) return -1;
      i++;
      if (bytes[i] === BLANK) i++;
    }
  }

  #scalar(at: number, end: number): number {
    const { bytes } = this.line;
    this.#start = at;
    const first = bytes[at]!;
    if (first !== MINUS && !isDigit(first)) {
      const word = LITERALS.find((literal) => standsAt(bytes, literal, at));
      if (word === undefined) return -1;
      this.#kind = word === NULL ? NONE : TEXT;
      this.#end = at + word.length;
      return this.#end <= end ? this.#end : -1;
    }
    this.#kind = first === MINUS ? ODD_NUMBER : NUMBER;
    const digits = first === MINUS ? at + 1 : at;
    let i = pastDigits(bytes, digits);
    if (i === digits || (bytes[digits] === ZERO && i > digits + 1)) return -1;
    if (bytes[i] === POINT) {
      const from = i + 1;
      i = pastDigits(bytes, from);
      if (i === from) return -1;
    }
    if ((bytes[i]! | 32) === 101) {
      this.#kind = ODD_NUMBER;
      const from = bytes[i + 1] === MINUS || bytes[i + 1] === 43 ? i + 2 : i + 1;
      i = pastDigits(bytes, from);
      if (i === from) return -1;
    }
    this.#end = i;
    return i <= end ? i : -1;
  }

  /** The place of the quote that ends a text; -1: there is none, or the text has what JSON does not allow. */
  #endOfText(from: number, end: number): number {
    const { bytes } = this.line;
    this.#kind = TEXT;
    for (let i = from; i < end; i++) {
      const byte = bytes[i]!;
      if (byte === QUOTE) return i;
      if (byte < 32) return -1;
      if (byte !== BACKSLASH) continue;
      this.#kind = ESCAPED;
      const letter = bytes[++i]!;
      if (letter === LETTER_U) {
        for (let digit = 1; digit <= 4; digit++) if (!isHex(bytes[i + digit]!)) return -1;
        i += 4;
      } else if (!ESCAPES.includes(letter)) return -1;
    }
    return -1;
  }
}

const ESCAPED_LETTERS = '"\\/bfnrt';
const ESCAPES = Buffer.from(ESCAPED_LETTERS);

function pastDigits(bytes: Uint8Array, from: number): number {
  let i = from;
  while (isDigit(bytes[i]!)) i++;
  return i;
}

function isHex(byte: number): boolean {
  return isDigit(byte) || ((byte | 32) >= 97 && (byte | 32) <= 102);
}
