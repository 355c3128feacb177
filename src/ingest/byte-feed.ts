import { wholeLines } from '../source/whole-lines.js';

/** Bytes of a log that are read where they are parsed, when they are. */
export interface ByteFeed {
  /** Reads on into a part of the memory. @returns how many bytes; 0 at the end */
  read(memory: Buffer, from: number, mostBytes: number): number;
  /** Known at the end: whether it came too early, so that half a line would be read as a wrong one. */
  readonly isCut: boolean;
}

/** Bytes of a log: those that are handed over, each chunk of which may change once the next one is asked for, or a feed. */
export type LogBytes = AsyncIterable<Buffer> | ByteFeed;

/** What is read at a time: it stays in a core's cache until it is parsed. */
export const READ_BYTES = 256 << 10;

export function isFeed(bytes: LogBytes): bytes is ByteFeed {
  return 'read' in bytes;
}

/** The bytes of a feed as chunks: whole lines, where it is cut. */
export function chunksOf(feed: ByteFeed): AsyncGenerator<Buffer> {
  const end = {
    get aborted() {
      return feed.isCut;
    },
  };
  return wholeLines(readAll(feed), end);
}

async function* readAll(feed: ByteFeed): AsyncGenerator<Buffer> {
  for (;;) {
    const memory = Buffer.allocUnsafe(READ_BYTES);
    const bytes = feed.read(memory, 0, READ_BYTES);
    if (bytes === 0) return;
    yield memory.subarray(0, bytes);
  }
}
