import type { HitBatch } from './batch.js';
import type { ByteLine } from './byte-line.js';
import type { ByteReader } from './byte-reader.js';
import { MAX_LINE_BYTES } from './line-guard.js';

const CARRIAGE_RETURN = 13;
const NEWLINE = 10;

/** Reads the plain lines of a block. */
export interface BlockReader {
  /**
   * Reads lines of [from, stop) of the line's buffer, which ends behind a newline, into the batch's next rows, until one
   * is not plain or the batch is full. @returns where the first line begins that was not read
   */
  read(from: number, stop: number, fileId: number, firstLine: number): number;
  /** Frees what it holds. */
  close(): void;
}

/** A reader of blocks from one of lines. */
export class LinewiseReader implements BlockReader {
  constructor(
    private readonly readLine: ByteReader,
    private readonly line: ByteLine,
    private readonly batch: HitBatch,
  ) {}

  read(from: number, stop: number, fileId: number, firstLine: number): number {
    const { batch, readLine } = this;
    let at = from;
    for (let number = firstLine; at < stop && !batch.full; number++) {
      const { bytes } = this.line;
      const newline = bytes.indexOf(NEWLINE, at);
      if (newline - at > MAX_LINE_BYTES) break;
      const end = newline > at && bytes[newline - 1] === CARRIAGE_RETURN ? newline - 1 : newline;
      // Control bytes and blanks at the beginning are the text lane's to judge.
      if (end === at || bytes[at]! <= 32 || !readLine(at, end)) break;
      batch.setPlace(batch.rows - 1, fileId, number);
      at = newline + 1;
    }
    return at;
  }

  close(): void {}
}
