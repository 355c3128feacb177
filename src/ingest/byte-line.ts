import { emptyRequest, type RequestFields } from '../record/request-fields.js';
import { PADDING, viewOf } from './byte-dictionary.js';

/** The buffer that lines are read from, and what is known of the line at hand. */
export class ByteLine {
  bytes: Buffer;
  view: DataView;
  /** The batch's row that the line goes to. */
  row = 0;
  /** 0 the line does not say, 1 no upstream was asked, 2 one was. */
  asked = 0;
  /** For what is read through its text: the time, and what the application reports. */
  readonly fields: RequestFields = emptyRequest();
  /** Fields without a column. */
  extra: Record<string, string> | null = null;

  constructor(capacity: number) {
    this.bytes = Buffer.alloc(capacity + PADDING);
    this.view = viewOf(this.bytes);
  }

  /** A larger buffer with the same content. */
  grow(capacity: number): void {
    const larger = Buffer.alloc(capacity + PADDING);
    this.bytes.copy(larger);
    this.bytes = larger;
    this.view = viewOf(larger);
  }

  clearReported(): void {
    this.fields.endedAtUs = null;
    this.fields.cpuS = null;
    this.fields.appS = null;
    this.fields.waitS = null;
  }

  text(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end);
  }
}
