import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import split2 from 'split2';
import { isErrorLogLine } from '../format/error-log.js';
import type { Format } from '../format/format.js';
import { GOES_ON } from '../format/prefixes.js';
import { clearRequest, emptyRequest, type RequestFields } from '../record/request-fields.js';
import { LineGuard, type LinePlace, MAX_LINE_BYTES } from './line-guard.js';

/** What becomes of every line: nothing is dropped without being told here. */
export interface LineSink {
  /** @param line 1-based number of the request's first line; `fields` is reused and must not be kept */
  request(line: number, lines: number, fields: RequestFields): void;
  reject(line: number, byteOffset: number, reason: string, text: string): void;
  ignore(lines: number): void;
  /** All that stands before this byte of the file has been told. */
  position(offsetBytes: number): void;
}

/** Where in a file the reading begins. */
export interface StartPlace {
  offsetBytes: number;
  /** Lines before it. */
  lines: number;
}

export const FILE_START: StartPlace = { offsetBytes: 0, lines: 0 };

interface PendingLine {
  text: string;
  number: number;
  byteOffset: number;
}

const BLANK = /^[\s\0]*$/;
const LEADING_NULS = /^\0+/;

/**
 * Reads a log line by line as text: the lane that understands every format, and the reference for faster ones.
 * @param formats tried in this order for each line
 */
export async function readTextLane(
  chunks: AsyncIterable<Buffer>,
  formats: readonly Format[],
  sink: LineSink,
  from = FILE_START,
): Promise<void> {
  const guard = new LineGuard(from.offsetBytes);
  const reader = new RecordReader(formats, sink, from.lines);
  const out = new Writable({
    objectMode: true,
    highWaterMark: 4096,
    write(text: string, _encoding, done) {
      const place = guard.takePlace();
      reader.line(text, place);
      if (!reader.isHolding) sink.position(place.nextOffset);
      done();
    },
    final(done) {
      reader.end();
      sink.position(guard.offsetBytes);
      done();
    },
  });
  await pipeline(copied(chunks), guard, split2('\n'), out);
}

// Streams hold on to chunks, which their owner uses again once the next one is asked for.
async function* copied(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}

/** Turns lines of text into records of the formats, and tells the sink what became of each line. */
export class RecordReader {
  readonly #formats: readonly Format[];
  readonly #sink: LineSink;
  readonly #fields = emptyRequest();
  readonly #linesPerRecord: number;
  #pending: PendingLine[] = [];
  #number: number;

  /** @param lines of the file that stand before the first one read */
  constructor(formats: readonly Format[], sink: LineSink, lines = 0) {
    this.#formats = formats;
    this.#sink = sink;
    this.#number = lines;
    this.#linesPerRecord = Math.max(1, ...formats.map((format) => format.linesPerRecord));
  }

  /** Whether lines are held back that may be part of a record with those to come. */
  get isHolding(): boolean {
    return this.#pending.length > 0;
  }

  get linesSeen(): number {
    return this.#number;
  }

  /** Counts lines that were read elsewhere. */
  countLines(lines: number): void {
    this.#number += lines;
  }

  line(raw: string, place: Pick<LinePlace, 'byteOffset' | 'cut'>): void {
    const number = ++this.#number;
    const text = cleanEnds(raw, number === 1);
    if (place.cut) {
      // No record spans it, and what came before is told first.
      this.end();
      this.#sink.reject(number, place.byteOffset, `is longer than ${MAX_LINE_BYTES >> 20} MiB`, text);
      return;
    }
    if (this.#linesPerRecord === 1) {
      this.#one(text, number, place.byteOffset);
      return;
    }
    this.#pending.push({ text, number, byteOffset: place.byteOffset });
    while (this.#pending.length >= this.#linesPerRecord) this.#record();
  }

  end(): void {
    while (this.#pending.length > 0) this.#record();
  }

  // A record of several lines: where they do not fit together, the first is let go and the next is tried as a beginning.
  #record(): void {
    for (const { linesPerRecord: span } of this.#formats) {
      if (span > this.#pending.length) continue;
      const text = this.#pending
        .slice(0, span)
        .map((line) => line.text)
        .join('\n');
      if (this.#parse(text, span) !== null) continue;
      this.#sink.request(this.#pending[0]!.number, span, this.#fields);
      this.#pending.splice(0, span);
      return;
    }
    const { text, number, byteOffset } = this.#pending.shift()!;
    this.#one(text, number, byteOffset);
  }

  #one(text: string, number: number, byteOffset: number): void {
    if (!(text.charCodeAt(0) > 32) && BLANK.test(text)) {
      this.#sink.ignore(1);
      return;
    }
    const reason = this.#parse(text, 1);
    if (reason === null) this.#sink.request(number, 1, this.#fields);
    else if (text.startsWith('#') || reason === GOES_ON) this.#sink.ignore(1);
    else this.#sink.reject(number, byteOffset, reason, text);
  }

  /** Null, or why the first format would not have it. */
  #parse(text: string, span: number): string | null {
    let reason: string | null = null;
    for (const format of this.#formats) {
      if (format.linesPerRecord !== span) continue;
      clearRequest(this.#fields);
      const why = format.parse(text, this.#fields);
      if (why === null) return null;
      reason = why === GOES_ON ? why : (reason ?? why);
    }
    return isErrorLogLine(text) ? 'is a line of an error log' : (reason ?? 'is part of an incomplete record');
  }
}

// A log truncated in place while its writer goes on begins with NUL bytes; a BOM comes from an editor.
function cleanEnds(text: string, first: boolean): string {
  let clean = text.endsWith('\r') ? text.slice(0, -1) : text;
  if (first && clean.charCodeAt(0) === 0xfeff) clean = clean.slice(1);
  return clean.charCodeAt(0) === 0 ? clean.replace(LEADING_NULS, '') : clean;
}
