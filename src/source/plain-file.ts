import { readSync } from 'node:fs';
import { cutShort, refuseTruncated } from './fault.js';

/** A file that lies there unpacked and stays open meanwhile: any thread of the process may read it by places. */
export interface PlainFile {
  fd: number;
  /** When it was opened. */
  sizeBytes: number;
  /** Ends the reading. */
  stop: AbortSignal;
}

/** Reads a plain file to its end, in the thread that wants its bytes and into their own memory. */
export class PlainReader {
  #at: number;

  /** @param fromBytes where it begins */
  constructor(
    private readonly file: Pick<PlainFile, 'fd' | 'sizeBytes'>,
    fromBytes: number,
  ) {
    this.#at = fromBytes;
  }

  /** Behind the last byte read. */
  get offsetBytes(): number {
    return this.#at;
  }

  /**
   * Reads on into a part of the memory.
   * @returns how many bytes; 0 at the end
   * @throws SourceFault where it cannot be read to its end
   */
  read(memory: Uint8Array, from: number, mostBytes: number): number {
    const { fd, sizeBytes } = this.file;
    try {
      const bytes = readSync(fd, memory, from, mostBytes, this.#at);
      if (bytes === 0) refuseTruncated(fd, { readBytes: this.#at, sizeBefore: sizeBytes });
      this.#at += bytes;
      return bytes;
    } catch (cause) {
      throw cutShort(cause);
    }
  }
}
