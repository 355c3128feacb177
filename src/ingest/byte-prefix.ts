import type { Prefix } from '../format/prefixes.js';
import type { LineWithin } from './line-within.js';

const BLANK = 32;
const MORE_THAN = 62;
/** The first byte of U+FEFF. */
const BYTE_ORDER_MARK = 0xef;
/** A longer prefix is the text lane's to find. */
const MOST_PREFIX_BYTES = 512;

/** Finds where the prefixes of lines end. */
export class BytePrefix implements LineWithin {
  from = 0;
  to = 0;
  /** One that was found, which ends at a blank. */
  readonly #last = new Uint8Array(MOST_PREFIX_BYTES);
  #lastLength = 0;

  constructor(private readonly prefix: Prefix) {}

  find(bytes: Buffer, start: number, newline: number): boolean {
    const isLikeLast = this.#lastLength > 0 && start + this.#lastLength < newline && this.#isLikeLast(bytes, start);
    const length = isLikeLast ? this.#lastLength : this.#search(bytes, start, newline);
    this.from = start + length;
    this.to = newline;
    // A syslog's prefix goes on with a byte order mark.
    return length > 0 && bytes[this.from] !== BYTE_ORDER_MARK;
  }

  giveBack(): void {}

  text(bytes: Buffer, start: number): string {
    return bytes.toString('utf8', start, Math.min(this.to, start + MOST_PREFIX_BYTES));
  }

  // No pattern of a prefix tells digits apart, but for the one behind ">", and none goes on in ASCII behind a blank at its end.
  #isLikeLast(bytes: Uint8Array, start: number): boolean {
    const last = this.#last;
    for (let i = 0; i < this.#lastLength; i++) {
      const byte = bytes[start + i]!;
      if (byte !== last[i] && !(isDigit(byte) && isDigit(last[i]!) && last[i - 1] !== MORE_THAN)) return false;
    }
    return true;
  }

  /** Bytes of the prefix; 0: there is none, or one that is not plain. */
  #search(bytes: Buffer, start: number, end: number): number {
    const text = bytes.toString('latin1', start, Math.min(end, start + MOST_PREFIX_BYTES));
    const stripped = this.prefix.strip(text);
    if (stripped === null || stripped.goesOn !== undefined) return 0;
    const length = text.length - stripped.rest.length;
    if (!text.endsWith(stripped.rest) || length + 1 >= MOST_PREFIX_BYTES) return 0;
    for (let i = 0; i < length; i++) if (bytes[start + i]! > 126) return 0;
    this.#lastLength = bytes[start + length - 1] === BLANK ? length : 0;
    this.#last.set(bytes.subarray(start, start + this.#lastLength));
    return length;
  }
}

export function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
