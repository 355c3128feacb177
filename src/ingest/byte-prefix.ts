import type { Prefix } from '../format/prefixes.js';
import { isAlike, type LineWithin } from './line-within.js';

const BLANK = 32;
/** The first byte of U+FEFF. */
const BYTE_ORDER_MARK = 0xef;
/** A longer prefix is the text lane's to find. */
const MOST_PREFIX_BYTES = 512;

/** Finds where the prefixes of lines end. */
export class BytePrefix implements LineWithin {
  from = 0;
  to = 0;
  /** One that was found, which ends at a blank. */
  #last = new Uint8Array(0);

  constructor(private readonly prefix: Prefix) {}

  find(bytes: Buffer, start: number, newline: number): boolean {
    const last = this.#last;
    // No pattern of a prefix tells other digits apart, and none goes on in ASCII behind a blank at its end.
    const isLikeLast = last.length > 0 && start + last.length < newline && isAlike(bytes, start, last);
    const length = isLikeLast ? last.length : this.#search(bytes, start, newline);
    this.from = start + length;
    this.to = newline;
    // A syslog's prefix goes on with a byte order mark.
    return length > 0 && bytes[this.from] !== BYTE_ORDER_MARK;
  }

  giveBack(): void {}

  text(bytes: Buffer, start: number): string {
    return bytes.toString('utf8', start, Math.min(this.to, start + MOST_PREFIX_BYTES));
  }

  /** Bytes of the prefix; 0: there is none, or one that is not plain. */
  #search(bytes: Buffer, start: number, end: number): number {
    const text = bytes.toString('latin1', start, Math.min(end, start + MOST_PREFIX_BYTES));
    const stripped = this.prefix.strip(text);
    if (stripped === null || stripped.goesOn !== undefined) return 0;
    const length = text.length - stripped.rest.length;
    if (!text.endsWith(stripped.rest) || length + 1 >= MOST_PREFIX_BYTES) return 0;
    for (let i = 0; i < length; i++) if (bytes[start + i]! > 126) return 0;
    const isWhole = bytes[start + length - 1] === BLANK;
    this.#last = Uint8Array.from(bytes.subarray(start, isWhole ? start + length : start));
    return length;
  }
}
