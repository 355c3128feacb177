import { decodeValue } from '../format/unescape.js';
import type { ByteLine } from './byte-line.js';
import { PADDING } from './dictionary.js';
import { ESCAPED, TEXT, type ValueSpans } from './value-spans.js';

const BACKSLASH = 92;
const LETTER_U = 117;
const UNESCAPED = new Uint8Array(128);
for (const [letter, byte] of ['""', '\\\\', '//', 'b\b', 'f\f', 'n\n', 'r\r', 't\t']) {
  UNESCAPED[letter!.charCodeAt(0)] = byte!.charCodeAt(0);
}

/** Writes what escaped texts and oddly spelled numbers stand for into the room behind the lines of the buffer. */
export class PlainValues {
  #at: number;

  /** @param room where that begins */
  constructor(
    private readonly line: ByteLine,
    private readonly room: number,
  ) {
    this.#at = room;
  }

  /** Another line: what was written may be overwritten. */
  reset(): void {
    this.#at = this.room;
  }

  /** Sets the span to where the value's plain text stands. False: there is no more room. */
  settle(spans: ValueSpans, i: number): boolean {
    const { line } = this;
    const start = spans.starts[i]!;
    const end = spans.ends[i]!;
    const from = this.#at;
    const isText = spans.kinds[i] === ESCAPED;
    if (from + Math.max(64, end - start) > line.bytes.length - PADDING) return false;
    if (!isText) this.#at += line.bytes.write(String(Number(line.text(start, end))), from);
    else if (!this.#unescape(start, end))
      this.#at = from + line.bytes.write(decodeValue(line.text(start, end), 'json'), from);
    spans.set(i, from, this.#at, TEXT);
    return true;
  }

  /** False: it has escapes of characters that are no ASCII. */
  #unescape(start: number, end: number): boolean {
    const { bytes } = this.line;
    let to = this.#at;
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      if (byte !== BACKSLASH) {
        bytes[to++] = byte;
        continue;
      }
      const letter = bytes[++i]!;
      if (letter === LETTER_U) {
        const code = Number.parseInt(this.line.text(i + 1, i + 5), 16);
        if (!(code < 128)) return false;
        bytes[to++] = code;
        i += 4;
      } else {
        const plain = UNESCAPED[letter & 127]!;
        if (plain === 0 || letter > 127) return false;
        bytes[to++] = plain;
      }
    }
    this.#at = to;
    return true;
  }
}
