import type { Source } from '../source/open.js';

/** How far the reading of all inputs is. */
export interface ReadProgress {
  /** The input that is being read. */
  path: string;
  /** Of all inputs so far, as they lie there: packed. */
  bytesRead: number;
  /** Of all inputs; null where an input has no size, such as standard input. */
  bytesTotal: number | null;
  lines: number;
}

export type OnProgress = (progress: ReadProgress) => void;

/** Follows the reading of inputs, one after the other. */
export class ReadingWatch {
  #lines = 0;
  #linesDone = 0;
  #bytesDone = 0;
  readonly #bytesTotal: number | null;

  /** @param sizes of all inputs; null: not known */
  constructor(
    sizes: readonly (number | null)[],
    private readonly onProgress: OnProgress | undefined,
  ) {
    this.#bytesTotal = sizes.reduce((sum, size) => (sum === null || size === null ? null : sum + size), 0);
  }

  /** The chunks of a source, told of as they are taken. */
  async *chunks(source: Source, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      this.bytes(source.path, source.bytesRead());
      yield chunk;
    }
  }

  /** @param lines of the input at hand that are read so far */
  lines(lines: number): void {
    this.#lines = lines;
  }

  /** @param bytes of the input at hand that are read so far */
  bytes(path: string, bytes: number): void {
    this.onProgress?.({
      path,
      bytesRead: this.#bytesDone + bytes,
      bytesTotal: this.#bytesTotal,
      lines: this.#linesDone + this.#lines,
    });
  }

  /** Counts an input as read, also one that ended early. @param bytes its size, or what was read of it */
  ended(path: string, bytes: number): void {
    this.bytes(path, bytes);
    this.#bytesDone += bytes;
    this.#linesDone += this.#lines;
    this.#lines = 0;
  }
}
