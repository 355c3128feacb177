import type { Format, Layout } from '../format/format.js';
import type { Dictionaries, HitBatch } from './batch.js';
import { type BlockReader, LinewiseReader } from './block-reader.js';
import { type ByteFeed, isFeed, type LogBytes, READ_BYTES } from './byte-feed.js';
import { ByteLine } from './byte-line.js';
import { byteReader, planBytes } from './byte-reader.js';
import { ExtendedReader } from './extended-reader.js';
import { keyedByteReader } from './keyed-byte-reader.js';
import { MAX_LINE_BYTES } from './line-guard.js';
import { PrefixedReader } from './prefixed-reader.js';
import { FILE_START, type LineSink, RecordReader, type StartPlace } from './text-lane.js';
import type { WasmMemory } from './wasm-memory.js';
import { WasmReader } from './wasm-reader.js';

const NEWLINE = 10;
const HEAD_BYTES = 4096;
const CAPACITY = 2 * MAX_LINE_BYTES + 1;

export interface ByteSink extends LineSink {
  /** So many lines became the batch's last rows. @returns whether the batch was handed over */
  rows(lines: number): boolean;
}

/** Where a lane puts what it reads. */
export interface LaneTargets {
  batch: HitBatch;
  dictionaries: Dictionaries;
  /** The memory that both lie in, which lets lines be read in WebAssembly; null: in TypeScript. */
  wasm: WasmMemory | null;
}

/**
 * A lane that reads plain lines from bytes, with no string a line, and hands every other line to the text lane's reader:
 * both mean the same. Null: this format is for the text lane alone.
 */
export function byteLane(
  formats: readonly Format[],
  sink: ByteSink,
  targets: LaneTargets,
  fileId: number,
  from = FILE_START,
): ((bytes: LogBytes) => Promise<void>) | null {
  const [first] = formats;
  if (!first || formats.some(({ linesPerRecord }) => linesPerRecord > 1)) return null;
  const reader = blockReader(first, targets);
  if (reader === null) return null;
  const { batch } = targets;
  const { line } = reader;
  const slow = new RecordReader(formats, sink, from.lines);
  return async (bytes) => {
    try {
      const lane = new ByteLane(line, batch, reader.block, slow, sink, fileId, from);
      if (isFeed(bytes)) lane.readFeed(bytes);
      else await lane.readChunks(bytes);
    } finally {
      reader.block.close();
    }
  };
}

function blockReader(format: Format, targets: LaneTargets): { block: BlockReader; line: ByteLine } | null {
  const { layout, keyed, behind, extended } = format;
  const { batch, dictionaries, wasm } = targets;
  if (behind) {
    const inner = blockReader(behind.format, targets);
    if (inner === null) return null;
    const { block, line } = inner;
    return { block: new PrefixedReader(behind.prefix, behind.isHolding, block, line, batch), line };
  }
  const capacity = keyed ? CAPACITY + MAX_LINE_BYTES : CAPACITY;
  const { line, at } = wasm?.line(capacity) ?? { line: ByteLine.of(capacity), at: 0 };
  const to = { line, batch, dictionaries, leftOut: batch.leftOut };
  if (keyed) return { block: new LinewiseReader(keyedByteReader(keyed, to, CAPACITY), line, batch), line };
  const byPlace = (laid: Layout): BlockReader | null => {
    const plan = planBytes(laid, to);
    if (plan === null) return null;
    return wasm ? new WasmReader(wasm, plan, line, at) : new LinewiseReader(byteReader(plan, to), line, batch);
  };
  if (extended) return { block: new ExtendedReader(extended, byPlace, line, batch), line };
  const block = layout && byPlace(layout);
  return block && { block, line };
}

class ByteLane {
  /** Bytes in the buffer; the first of them stands at #offset in the file. */
  #have = 0;
  #offset: number;
  /** The beginning of a line that is too long, whose rest is passed over. */
  #long: { head: string; byteOffset: number } | null = null;

  constructor(
    private readonly line: ByteLine,
    private readonly batch: HitBatch,
    private readonly reader: BlockReader,
    private readonly slow: RecordReader,
    private readonly sink: ByteSink,
    private readonly fileId: number,
    from: StartPlace,
  ) {
    this.#offset = from.offsetBytes;
  }

  async readChunks(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += MAX_LINE_BYTES) {
        this.#take(chunk.copy(this.line.bytes, this.#have, at, at + MAX_LINE_BYTES));
      }
    }
    this.#end();
  }

  readFeed(feed: ByteFeed): void {
    for (;;) {
      const bytes = feed.read(this.line.bytes, this.#have, READ_BYTES);
      if (bytes === 0) break;
      this.#take(bytes);
    }
    if (feed.isCut) this.#have = 0;
    this.#end();
  }

  #end(): void {
    if (this.#long !== null) this.#endLong();
    else if (this.#have > 0) {
      this.line.bytes[this.#have] = NEWLINE;
      this.#block(0, this.#have + 1);
    }
    this.slow.end();
    this.sink.position(this.#offset + this.#have);
  }

  /** Reads what is whole of the lines that so many more bytes of the buffer complete. */
  #take(bytes: number): void {
    this.#have += bytes;
    let from = this.#long === null ? 0 : this.#passLong();
    const stop = this.#have === 0 ? 0 : this.line.bytes.lastIndexOf(NEWLINE, this.#have - 1) + 1;
    if (from < stop) {
      this.#block(from, stop);
      from = stop;
    }
    if (this.#have - from > MAX_LINE_BYTES) {
      this.#long ??= { head: this.line.text(from, from + HEAD_BYTES), byteOffset: this.#offset + from };
      from = this.#have;
    }
    this.line.bytes.copyWithin(0, from, this.#have);
    this.#have -= from;
    this.#offset += from;
    if (this.#long === null) this.sink.position(this.#offset);
  }

  /** Where reading goes on behind the long line; all of the buffer while it has not ended. */
  #passLong(): number {
    const newline = this.line.bytes.subarray(0, this.#have).indexOf(NEWLINE);
    if (newline < 0) return this.#have;
    this.#endLong();
    return newline + 1;
  }

  #endLong(): void {
    const { head, byteOffset } = this.#long!;
    this.#long = null;
    this.slow.line(head, { byteOffset, cut: true });
  }

  /** Reads whole lines. */
  #block(from: number, stop: number): void {
    let at = from;
    while (at < stop) {
      const isHandedOver = this.#plainLines(at, stop);
      at = this.#next;
      if (isHandedOver || at === stop) continue;
      const newline = this.line.bytes.indexOf(NEWLINE, at);
      this.#oddLine(at, newline);
      at = newline + 1;
    }
  }

  /** Where the next line begins. */
  #next = 0;

  /** @returns whether the batch was handed over, so that the next line may be plain too */
  #plainLines(from: number, stop: number): boolean {
    this.#next = from;
    // The first line's byte order mark is the text lane's to judge.
    if (this.slow.linesSeen === 0) return false;
    const rows = this.batch.rows;
    this.#next = this.reader.read(from, stop, this.fileId, this.slow.linesSeen + 1);
    const lines = this.batch.rows - rows;
    if (lines === 0) return false;
    this.slow.countLines(lines);
    return this.sink.rows(lines);
  }

  #oddLine(start: number, newline: number): void {
    const byteOffset = this.#offset + start;
    const cut = newline - start > MAX_LINE_BYTES;
    this.slow.line(this.line.text(start, cut ? start + HEAD_BYTES : newline), { byteOffset, cut });
  }
}
