import type { Notation } from '../format/keyed.js';
import { AHEAD_KEY, LEAST_PAIRS, timeAhead } from '../format/logfmt.js';
import type { ByteLine } from './byte-line.js';
import { type KeyEdge, type KeyNode, KeyTree, standsAt } from './key-tree.js';
import { ESCAPED, MAX_VALUES, TEXT, ValueSpans } from './value-spans.js';

const BLANK = 32;
const QUOTE = 34;
const EQUALS = 61;
const BACKSLASH = 92;
const OPEN = 123;
const LONGEST_KEY = 64;
const LONGEST_AHEAD = 161;
const codes = (set: RegExp): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, code) => Number(code < 128 && set.test(String.fromCharCode(code))));
const BEGINS_KEY = codes(/[A-Za-z_@]/);
const IN_KEY = codes(/[0-9A-Za-z_.@-]/);
const TIME = Buffer.from(AHEAD_KEY);

/** Finds the values of key=value pairs that stand in bytes, parted by blanks; a value with blanks is quoted. */
export class LogfmtScanner {
  readonly spans = new ValueSpans();
  readonly #tree: KeyTree;
  #kind = TEXT;

  constructor(
    private readonly line: ByteLine,
    { keys }: Notation,
  ) {
    this.#tree = new KeyTree((path) => ({ isKept: keys === null || keys.has(path), isEntered: false }));
  }

  /** The place in the tree of keys at which the line ends. Null: nothing is said of it. */
  scan(start: number, end: number): KeyNode | null {
    const { bytes } = this.line;
    const tree = this.#tree;
    let node = tree.root;
    let last = tree.start;
    let at = this.#firstKey(start, end);
    if (at < 0) return null;
    if (at > start) {
      const ahead = this.line.text(start, at);
      const time = timeAhead(ahead);
      if (time !== null) {
        // It is ASCII, but what stands ahead of it need not be.
        const from = start + Buffer.byteLength(ahead.slice(0, ahead.indexOf(time)));
        const edge = tree.edge(node, last, TIME, 0, TIME.length);
        if (edge === null) return null;
        if (edge.isKept) {
          this.spans.set(0, from, from + time.length, TEXT);
          node = tree.behind(node, edge);
        }
        last = edge;
      }
    }
    for (let pairs = 1; ; pairs++) {
      const edge = this.#edge(node, last, at, end);
      if (edge === null) return null;
      last = edge;
      const from = at + edge.bytes.length + 1;
      const stop = bytes[from] === QUOTE && from < end ? this.#quoted(from + 1, end) : this.#bare(from, end);
      if (stop < 0) return null;
      if (edge.isKept) {
        if (node.values === MAX_VALUES) return null;
        const quoted = this.#isQuoted ? 1 : 0;
        this.spans.set(node.values, from + quoted, stop - quoted, this.#kind);
        node = edge.behind ?? tree.behind(node, edge);
      }
      if (stop === end) return pairs >= LEAST_PAIRS ? node : null;
      at = stop + 1;
      while (bytes[at] === BLANK) at++;
    }
  }

  #isQuoted = false;

  /** Where the first key begins: at the start, or behind a blank of what stands ahead. -1: there is none. */
  #firstKey(start: number, end: number): number {
    const { bytes } = this.line;
    const limit = Math.min(end, start + LONGEST_AHEAD + LONGEST_KEY + 1);
    let key = start;
    for (let i = start; i < limit; i++) {
      const byte = bytes[i]!;
      if (byte === EQUALS) return key - start <= LONGEST_AHEAD ? key : -1;
      if (byte === BLANK) key = i + 1;
      else if (byte === QUOTE || byte === OPEN || byte > 127) return -1;
    }
    return -1;
  }

  #edge(node: KeyNode, last: KeyEdge, at: number, end: number): KeyEdge | null {
    const { bytes } = this.line;
    const guess = last.next;
    if (guess !== null && guess.from === node && standsAt(bytes, guess.bytes, at)) {
      const equals = at + guess.bytes.length;
      if (bytes[equals] === EQUALS && equals < end) return guess;
    }
    let equals = at + 1;
    while (equals < end && IN_KEY[bytes[equals]!] === 1) equals++;
    if (at >= end || BEGINS_KEY[bytes[at]!] === 0 || equals - at > LONGEST_KEY || equals === end) return null;
    return bytes[equals] === EQUALS ? this.#tree.edge(node, last, bytes, at, equals) : null;
  }

  #quoted(from: number, end: number): number {
    const { bytes } = this.line;
    this.#kind = TEXT;
    this.#isQuoted = true;
    for (let i = from; i < end; i++) {
      const byte = bytes[i]!;
      if (byte === BACKSLASH) {
        this.#kind = ESCAPED;
        i++;
      } else if (byte === QUOTE) return i + 1 === end || bytes[i + 1] === BLANK ? i + 1 : -1;
    }
    return -1;
  }

  #bare(from: number, end: number): number {
    const { bytes } = this.line;
    this.#kind = TEXT;
    this.#isQuoted = false;
    let i = from;
    while (i < end && bytes[i] !== BLANK) i++;
    // White space that is no blank is cut from a value's end.
    return i > from && (bytes[i - 1]! <= BLANK || bytes[i - 1]! > 126) ? -1 : i;
  }
}
