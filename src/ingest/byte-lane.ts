import type { Format } from '../format/format.js';
import type { Dictionaries, HitBatch } from './batch.js';
import { ByteLine } from './byte-line.js';
import { type ByteReader, compileByteReader } from './byte-reader.js';
import { MAX_LINE_BYTES } from './line-guard.js';
import { FILE_START, type LineSink, RecordReader, type StartPlace } from './text-lane.js';

const CARRIAGE_RETURN = 13;
const NEWLINE = 10;
const HEAD_BYTES = 4096;
const CAPACITY = 2 * MAX_LINE_BYTES + 1;

export interface ByteSink extends LineSink {
  /** A line that became the batch's last row. */
  row(line: number): void;
}

/**
 * A lane that reads plain lines of a positional format from bytes, with no string a line, and hands every other line to
 * the text lane's reader: both mean the same. Null: this format is for the text lane alone.
 */
export function byteLane(
  formats: readonly Format[],
  sink: ByteSink,
  batch: HitBatch,
  dictionaries: Dictionaries,
  from = FILE_START,
): ((chunks: AsyncIterable<Buffer>) => Promise<void>) | null {
  const layout = formats[0]?.layout;
  if (!layout || formats.some(({ linesPerRecord }) => linesPerRecord > 1)) return null;
  const line = new ByteLine(CAPACITY);
  const read = compileByteReader(layout, { line, batch, dictionaries });
  if (read === null) return null;
  const slow = new RecordReader(formats, sink, from.lines);
  return (chunks) => new ByteLane(line, read, slow, sink, from).readAll(chunks);
}

class ByteLane {
  /** Bytes in the buffer; the first of them stands at #offset in the file. */
  #have = 0;
  #offset: number;
  /** The beginning of a line that is too long, whose rest is passed over. */
  #long: { head: string; byteOffset: number } | null = null;

  constructor(
    private readonly line: ByteLine,
    private readonly read: ByteReader,
    private readonly slow: RecordReader,
    private readonly sink: ByteSink,
    from: StartPlace,
  ) {
    this.#offset = from.offsetBytes;
  }

  async readAll(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += MAX_LINE_BYTES) this.#take(chunk.subarray(at, at + MAX_LINE_BYTES));
    }
    if (this.#long !== null) this.#endLong();
    else if (this.#have > 0) this.#lineAt(0, this.#have);
    this.slow.end();
    this.sink.position(this.#offset + this.#have);
  }

  #take(chunk: Buffer): void {
    const { bytes } = this.line;
    chunk.copy(bytes, this.#have);
    this.#have += chunk.length;
    let from = this.#long === null ? 0 : this.#passLong();
    const stop = this.#have === 0 ? -1 : bytes.lastIndexOf(NEWLINE, this.#have - 1);
    while (from <= stop) {
      const newline = bytes.indexOf(NEWLINE, from);
      this.#lineAt(from, newline);
      from = newline + 1;
    }
    if (this.#have - from > MAX_LINE_BYTES) {
      this.#long ??= { head: this.line.text(from, from + HEAD_BYTES), byteOffset: this.#offset + from };
      from = this.#have;
    }
    bytes.copyWithin(0, from, this.#have);
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

  #lineAt(start: number, newline: number): void {
    const { bytes } = this.line;
    const byteOffset = this.#offset + start;
    if (newline - start > MAX_LINE_BYTES) {
      this.slow.line(this.line.text(start, start + HEAD_BYTES), { byteOffset, cut: true });
      return;
    }
    const end = newline > start && bytes[newline - 1] === CARRIAGE_RETURN ? newline - 1 : newline;
    // Control bytes, blanks and the first line's byte order mark are the text lane's to judge.
    if (end > start && bytes[start]! > 32 && this.slow.linesSeen > 0 && this.read(start, end)) {
      this.sink.row(this.slow.countLine());
      return;
    }
    this.slow.line(this.line.text(start, newline), { byteOffset, cut: false });
  }
}
