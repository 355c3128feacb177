import type { ByteLine } from './byte-line.js';
import { type KeyNode, KeyTree, standsAt } from './key-tree.js';
import { COMPLEX, MAX_VALUES, TEXT, ValueSpans } from './value-spans.js';

const TAB = 9;
const BLANK = 32;
const COLON = 58;
const BACKSLASH = 92;
const LONGEST_LABEL = 64;
const IN_LABEL = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[0-9A-Za-z_.-]/.test(String.fromCharCode(code))),
);

/** Finds the values of labelled tab-separated values that stand in bytes. */
export class LtsvScanner {
  readonly spans = new ValueSpans();
  readonly #tree = new KeyTree(() => ({ isKept: true, isEntered: false }));

  constructor(private readonly line: ByteLine) {}

  /** The place in the tree of keys at which the line ends. Null: nothing is said of it. */
  scan(start: number, end: number): KeyNode | null {
    const { bytes } = this.line;
    const tree = this.#tree;
    let node = tree.root;
    let last = tree.start;
    for (let at = start; at <= end; ) {
      const guess = last.next;
      let colon: number;
      if (
        guess !== null &&
        guess.from === node &&
        standsAt(bytes, guess.bytes, at) &&
        bytes[at + guess.bytes.length] === COLON
      ) {
        last = guess;
        colon = at + guess.bytes.length;
      } else {
        colon = at;
        while (colon < end && bytes[colon]! < 128 && IN_LABEL[bytes[colon]!] === 1) colon++;
        if (bytes[colon] !== COLON || colon === at || colon - at > LONGEST_LABEL) return null;
        const edge = tree.edge(node, last, bytes, at, colon);
        if (edge === null) return null;
        last = edge;
      }
      if (colon >= end || node.values === MAX_VALUES) return null;
      const stop = this.#endOfValue(colon + 1, end);
      // Blanks around a value are not part of it.
      if (stop > colon + 1 && !(isInk(bytes[colon + 1]!) && isInk(bytes[stop - 1]!))) return null;
      this.spans.set(node.values, colon + 1, stop, this.#kind);
      node = last.behind ?? tree.behind(node, last);
      at = stop + 1;
    }
    return node;
  }

  #kind = TEXT;

  #endOfValue(from: number, end: number): number {
    const { bytes } = this.line;
    this.#kind = TEXT;
    let i = from;
    for (; i < end; i++) {
      const byte = bytes[i]!;
      if (byte === TAB) break;
      if (byte === BACKSLASH) this.#kind = COMPLEX;
    }
    return i;
  }
}

function isInk(byte: number): boolean {
  return byte > BLANK && byte < 127;
}
