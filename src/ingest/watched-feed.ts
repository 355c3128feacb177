import { SourceFault } from '../source/fault.js';
import { PlainReader } from '../source/plain-file.js';
import type { ByteFeed } from './byte-feed.js';
import type { PlainFileSent } from './messages.js';

/** How often it is told how far the reading is. */
const TOLD_BYTES = 4 << 20;

export interface FeedWatch {
  /** Asked ahead of each piece: whether to end early. */
  isStopped(): boolean;
  /** Told ahead of each piece, when all before it is parsed. */
  onPiece(): void;
  /** Told now and then how many bytes are parsed. */
  onReached(bytes: number): void;
}

/** The bytes of a plain file, followed as they are read. */
export class WatchedFeed implements ByteFeed {
  isCut = false;
  /** What ended the reading early. */
  fault: string | null = null;
  readonly #reader: PlainReader;
  #toldBytes = 0;

  constructor(
    file: PlainFileSent,
    fromBytes: number,
    private readonly watch: FeedWatch,
  ) {
    this.#reader = new PlainReader(file, fromBytes);
  }

  read(memory: Buffer, from: number, mostBytes: number): number {
    const { offsetBytes } = this.#reader;
    this.watch.onPiece();
    if (offsetBytes - this.#toldBytes >= TOLD_BYTES) {
      this.#toldBytes = offsetBytes;
      this.watch.onReached(offsetBytes);
    }
    if (this.watch.isStopped()) {
      this.isCut = true;
      return 0;
    }
    try {
      return this.#reader.read(memory, from, mostBytes);
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      this.fault = error.message;
      this.isCut = true;
      return 0;
    }
  }
}
