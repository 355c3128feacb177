import { Transform, type TransformCallback } from 'node:stream';

/** The longest line that is read; the rest of a longer one is dropped, and the line rejected. */
export const MAX_LINE_BYTES = 1 << 20;

export interface LinePlace {
  /** Byte at which the line begins. */
  byteOffset: number;
  /** Byte at which the next one begins. */
  nextOffset: number;
  /** Whether the line was longer than MAX_LINE_BYTES. */
  cut: boolean;
}

/**
 * Stands ahead of split2, which joins an endless line again with every chunk and whose maxLength is no strict limit:
 * cuts long lines, and remembers at which byte each line begins, which is lost once bytes become text.
 */
export class LineGuard extends Transform {
  #offset: number;
  #lineStart: number;
  #cut = false;
  #places: LinePlace[] = [];
  #taken = 0;

  /** @param offsetBytes at which the bytes begin in the file */
  constructor(offsetBytes = 0) {
    super();
    this.#offset = offsetBytes;
    this.#lineStart = offsetBytes;
  }

  /** Behind the last byte seen. */
  get offsetBytes(): number {
    return this.#offset;
  }

  /** The place of the next line, in the order in which lines come out of split2. */
  takePlace(): LinePlace {
    const place = this.#places[this.#taken++];
    if (place === undefined) throw new Error('more lines came out than went in');
    if (this.#taken === this.#places.length) {
      this.#places = [];
      this.#taken = 0;
    }
    return place;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const kept: Buffer[] = [];
    let keepFrom = 0;
    for (let at = 0; ; ) {
      const newline = chunk.indexOf(10, at);
      const end = newline < 0 ? chunk.length : newline;
      const room = MAX_LINE_BYTES - (this.#offset + at - this.#lineStart);
      if (end - at > room) {
        this.#cut = true;
        kept.push(chunk.subarray(keepFrom, Math.max(at, at + room)));
        keepFrom = end;
      }
      if (newline < 0) break;
      at = newline + 1;
      this.#endLine(this.#offset + at);
    }
    this.#offset += chunk.length;
    done(null, keepFrom === 0 ? chunk : Buffer.concat([...kept, chunk.subarray(keepFrom)]));
  }

  override _flush(done: TransformCallback): void {
    if (this.#lineStart < this.#offset) this.#endLine(this.#offset);
    done();
  }

  #endLine(next: number): void {
    this.#places.push({ byteOffset: this.#lineStart, nextOffset: next, cut: this.#cut });
    this.#lineStart = next;
    this.#cut = false;
  }
}
