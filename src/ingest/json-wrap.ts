import type { Prefix } from '../format/prefixes.js';
import { isDigit } from './byte-number.js';
import { isAlike, type LineWithin } from './line-within.js';

const TAB = 9;
const NEWLINE = 10;
const QUOTE = 34;
const SLASH = 47;
const BACKSLASH = 92;
const LAST_ASCII = 126;
const [SMALL_N, SMALL_T, SMALL_U] = [110, 116, 117];
/** Docker breaks off lines at 16 KiB. */
const MOST_BYTES = 1 << 16;
/** By byte: 1 where it stands for itself in JSON, and is ASCII. */
const IS_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte >= 32 && byte <= LAST_ASCII && byte !== QUOTE && byte !== BACKSLASH),
);
const HEAD = new TextEncoder().encode('{"log":"');
/** Members whose values are texts, or objects of texts: any digit in it may be another one. */
const TAIL = /^"(?:,"[^"\\]*":(?:"[^"\\]*"|\{[^"\\\d]*(?:"[^"\\]*"[^"\\\d]*)*\}))+\}$/;

/** Finds lines that stand in the JSON of Docker's json-file driver, and writes them over it without their escapes. */
export class JsonWrap implements LineWithin {
  from = 0;
  to = 0;
  /** The line as it was, and a newline. */
  readonly #line = Buffer.alloc(MOST_BYTES + 1);
  #length = 0;
  /** What stood last behind a line that was found. */
  #tail = new Uint8Array(0);

  constructor(private readonly prefix: Prefix) {}

  find(bytes: Buffer, start: number, newline: number): boolean {
    this.#length = newline - start;
    if (this.#length > MOST_BYTES) return false;
    for (let i = 0; i < HEAD.length; i++) if (bytes[start + i] !== HEAD[i]) return false;
    bytes.copy(this.#line, 0, start, newline);
    this.#line[this.#length] = NEWLINE;
    this.from = start + HEAD.length;
    const tail = this.#unescape(bytes);
    if (tail > 0 && (this.#isLikeTail(tail) || this.#isTail(tail, bytes))) {
      bytes[this.to] = NEWLINE;
      return true;
    }
    this.giveBack(bytes, start);
    return false;
  }

  giveBack(bytes: Buffer, start: number): void {
    this.#line.copy(bytes, start, 0, this.#length);
  }

  text(): string {
    return this.#line.toString('latin1', 0, this.#length);
  }

  /** Writes what was logged to `from`, up to `to`. @returns where the text ends in the line; 0: it is no plain one */
  #unescape(bytes: Buffer): number {
    const line = this.#line;
    const isPlain = IS_PLAIN;
    let to = this.from;
    for (let at = HEAD.length; ; ) {
      for (let byte = line[at]!; isPlain[byte] === 1; byte = line[++at]!) bytes[to++] = byte;
      // Without a newline at its end the line goes on in the next one.
      if (line[at] !== BACKSLASH) return 0;
      const kind = line[at + 1]!;
      at += 2;
      if (kind === QUOTE || kind === BACKSLASH || kind === SLASH) bytes[to++] = kind;
      else if (kind === SMALL_T) bytes[to++] = TAB;
      else if (kind === SMALL_N) {
        this.to = to;
        return line[at] === QUOTE ? at : 0;
      } else if (kind === SMALL_U) {
        const code = codeOf(line, at);
        if (code < 32 || code > LAST_ASCII) return 0;
        bytes[to++] = code;
        at += 4;
      } else return 0;
    }
  }

  #isLikeTail(from: number): boolean {
    return this.#length - from === this.#tail.length && isAlike(this.#line, from, this.#tail);
  }

  #isTail(from: number, bytes: Buffer): boolean {
    const tail = this.#line.toString('latin1', from, this.#length);
    const stripped = TAIL.test(tail) ? this.prefix.strip(this.text()) : null;
    if (stripped?.rest !== bytes.toString('latin1', this.from, this.to)) return false;
    for (let i = from; i < this.#length; i++) if (this.#line[i]! > LAST_ASCII) return false;
    this.#tail = Uint8Array.from(this.#line.subarray(from, this.#length));
    return true;
  }
}

/** The number of four hexadecimal digits; -1: they are none. */
function codeOf(line: Uint8Array, at: number): number {
  let code = 0;
  for (let i = at; i < at + 4; i++) {
    const byte = line[i]!;
    const lower = byte | 32;
    const digit = isDigit(byte) ? byte - 48 : lower >= 97 && lower <= 102 ? lower - 87 : -1;
    if (digit < 0) return -1;
    code = code * 16 + digit;
  }
  return code;
}
