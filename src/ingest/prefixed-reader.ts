import type { Prefix } from '../format/prefixes.js';
import type { HitBatch } from './batch.js';
import type { BlockReader } from './block-reader.js';
import type { ByteLine } from './byte-line.js';
import { MAX_LINE_BYTES } from './line-guard.js';

const NEWLINE = 10;
const BLANK = 32;
const MORE_THAN = 62;
/** The first byte of U+FEFF. */
const BYTE_ORDER_MARK = 0xef;
/** A longer prefix is the text lane's to find. */
const MOST_PREFIX_BYTES = 512;

/** Reads lines behind a prefix: what is left of each, by the reader of the format that stands there. */
export class PrefixedReader implements BlockReader {
  readonly #prefixes: BytePrefix;

  /** @param isHolding whether parts of a line are held back, which belong ahead of what comes next */
  constructor(
    private readonly prefix: Prefix,
    private readonly isHolding: () => boolean,
    private readonly inner: BlockReader,
    private readonly line: ByteLine,
    private readonly batch: HitBatch,
  ) {
    this.#prefixes = new BytePrefix(prefix);
  }

  read(from: number, stop: number, fileId: number, firstLine: number): number {
    if (this.isHolding()) return from;
    const { batch, inner } = this;
    let at = from;
    for (let number = firstLine; at < stop && !batch.full; number++) {
      const { bytes } = this.line;
      const newline = bytes.indexOf(NEWLINE, at);
      const length = newline - at > MAX_LINE_BYTES ? 0 : this.#prefixes.lengthAt(bytes, at, newline);
      if (length === 0) break;
      const row = batch.rows;
      if (inner.read(at + length, newline + 1, fileId, number) !== newline + 1 || batch.rows === row) break;
      this.#setTime(row, at, newline);
      at = newline + 1;
    }
    return at;
  }

  close(): void {
    this.inner.close();
  }

  /** The prefix's time stands for one that the line does not say. */
  #setTime(row: number, start: number, end: number): void {
    const { ended_at } = this.batch.columns;
    if (ended_at.isValid(row)) return;
    const stripped = this.prefix.strip(this.line.text(start, Math.min(end, start + MOST_PREFIX_BYTES)));
    ended_at.setNumber(row, stripped?.endedAtUs ?? null);
  }
}

/** Finds where the prefixes of lines end. */
class BytePrefix {
  /** One that was found, which ends at a blank. */
  readonly #last = new Uint8Array(MOST_PREFIX_BYTES);
  #lastLength = 0;

  constructor(private readonly prefix: Prefix) {}

  /** Bytes of the prefix that stands at `start`; 0: none, or one that is not plain. */
  lengthAt(bytes: Buffer, start: number, end: number): number {
    const isLikeLast = this.#lastLength > 0 && start + this.#lastLength < end && this.#isLikeLast(bytes, start);
    const length = isLikeLast ? this.#lastLength : this.#search(bytes, start, end);
    // A syslog's prefix goes on with a byte order mark.
    return bytes[start + length] === BYTE_ORDER_MARK ? 0 : length;
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

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
