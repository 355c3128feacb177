import type { Prefix } from '../format/prefixes.js';
import type { HitBatch } from './batch.js';
import type { BlockReader } from './block-reader.js';
import type { ByteLine } from './byte-line.js';
import { BytePrefix } from './byte-prefix.js';
import { JsonWrap } from './json-wrap.js';
import { MAX_LINE_BYTES } from './line-guard.js';
import type { LineWithin } from './line-within.js';

const NEWLINE = 10;

/** Reads lines that others took over: what stands behind their prefix, or in it, by the reader of the format that it has. */
export class PrefixedReader implements BlockReader {
  readonly #within: LineWithin;

  /** @param isHolding whether parts of a line are held back, which belong ahead of what comes next */
  constructor(
    private readonly prefix: Prefix,
    private readonly isHolding: () => boolean,
    private readonly inner: BlockReader,
    private readonly line: ByteLine,
    private readonly batch: HitBatch,
  ) {
    this.#within = prefix.isJson ? new JsonWrap(prefix) : new BytePrefix(prefix);
  }

  read(from: number, stop: number, fileId: number, firstLine: number): number {
    if (this.isHolding()) return from;
    const { batch, inner } = this;
    const within = this.#within;
    let at = from;
    for (let number = firstLine; at < stop && !batch.full; number++) {
      const { bytes } = this.line;
      const newline = bytes.indexOf(NEWLINE, at);
      if (newline - at > MAX_LINE_BYTES || !within.find(bytes, at, newline)) break;
      const row = batch.rows;
      const end = within.to + 1;
      if (inner.read(within.from, end, fileId, number) !== end || batch.rows === row) {
        within.giveBack(this.line.bytes, at);
        break;
      }
      this.#setTime(row, at);
      at = newline + 1;
    }
    return at;
  }

  close(): void {
    this.inner.close();
  }

  /** The prefix's time stands for one that the line does not say. */
  #setTime(row: number, start: number): void {
    const { ended_at } = this.batch.columns;
    if (ended_at.isValid(row)) return;
    const stripped = this.prefix.strip(this.#within.text(this.line.bytes, start));
    ended_at.setNumber(row, stripped?.endedAtUs ?? null);
  }
}
