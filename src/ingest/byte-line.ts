import { clearRequest, emptyRequest, type RequestFields } from '../record/request-fields.js';
import type { HitBatch } from './batch.js';
import { PADDING, viewOf } from './dictionary.js';

/** The buffer that lines are read from, and what is known of the line at hand. */
export class ByteLine {
  bytes: Buffer;
  view: DataView;
  /** The batch's row that the line goes to. */
  row = 0;
  /** 0 the line does not say, 1 no upstream was asked, 2 one was. */
  asked = 0;
  /** The time that was read, microseconds since 1970, and the request time, seconds; NaN: the line does not say. */
  timeUs = Number.NaN;
  requestS = Number.NaN;
  /** What is read through its text. */
  readonly fields: RequestFields = emptyRequest();
  /** Fields without a column. */
  extra: Record<string, string> | null = null;

  /** @param bytes of the capacity and PADDING */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }

  static of(capacity: number): ByteLine {
    return new ByteLine(Buffer.alloc(capacity + PADDING));
  }

  /** The bytes lie elsewhere from now on, with the same content. */
  move(bytes: Buffer): void {
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }

  /** Forgets the line before. @param row of the batch that the next one goes to */
  begin(row: number): void {
    this.row = row;
    this.asked = 0;
    this.timeUs = Number.NaN;
    this.requestS = Number.NaN;
    this.extra = null;
    clearRequest(this.fields);
  }

  /** Stores what was read through texts. */
  store(batch: HitBatch): void {
    batch.setReported(this.row, this.fields);
    if (this.extra !== null) batch.setExtra(this.row, JSON.stringify(this.extra));
  }

  text(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end);
  }
}
