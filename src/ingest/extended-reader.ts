import type { ExtendedFields, ExtendedLayout, Layout } from '../format/format.js';
import type { HitBatch } from './batch.js';
import type { BlockReader } from './block-reader.js';
import type { ByteLine } from './byte-line.js';
import { MAX_LINE_BYTES } from './line-guard.js';

const TAB = 9;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const BLANK = 32;
const QUOTE = 34;
const DASH = 45;
const LAST_ASCII = 126;
/** A log has few lists of fields. */
const MOST_LISTS = 64;

interface Readers {
  blanks: BlockReader | null;
  tabs: BlockReader | null;
}

/** Reads lines whose fields the log itself names: by their places, anew behind each directive. */
export class ExtendedReader implements BlockReader {
  readonly #made: BlockReader[] = [];
  #layout: ExtendedLayout | null = null;
  #readers: Readers = { blanks: null, tabs: null };
  #lists = 0;

  constructor(
    private readonly extended: ExtendedFields,
    private readonly make: (layout: Layout) => BlockReader | null,
    private readonly line: ByteLine,
    private readonly batch: HitBatch,
  ) {}

  read(from: number, stop: number, fileId: number, firstLine: number): number {
    const layout = this.extended.current();
    if (layout === null || !this.#knows(layout)) return from;
    const { batch } = this;
    let at = from;
    for (let number = firstLine; at < stop && !batch.full; number++) {
      const { bytes } = this.line;
      const newline = bytes.indexOf(NEWLINE, at);
      const end = newline > at && bytes[newline - 1] === CARRIAGE_RETURN ? newline - 1 : newline;
      const separator = newline - at > MAX_LINE_BYTES ? 0 : separatorOf(bytes, at, end, layout);
      if (separator === 0) break;
      const row = batch.rows;
      const reader = this.#readerOf(layout, separator);
      if (reader?.read(at, newline + 1, fileId, number) !== newline + 1 || batch.rows === row) break;
      at = newline + 1;
    }
    return at;
  }

  close(): void {
    for (const reader of this.#made) reader.close();
  }

  /** Whether the list of fields is the last one, or one of so few that readers can be made. */
  #knows(layout: ExtendedLayout): boolean {
    if (layout === this.#layout) return true;
    if (this.#lists === MOST_LISTS) return false;
    this.#lists++;
    this.#layout = layout;
    this.#readers = { blanks: null, tabs: null };
    return true;
  }

  #readerOf(layout: ExtendedLayout, separator: number): BlockReader | null {
    const name = separator === TAB ? 'tabs' : 'blanks';
    const known = this.#readers[name];
    if (known !== null) return known;
    const reader = this.make(layout.layout(separator === TAB ? '\t' : ' '));
    if (reader !== null) this.#made.push(reader);
    this.#readers[name] = reader;
    return reader;
  }
}

/** The byte that parts the values of a plain line, of which none is empty and the date is there; 0: the line is not plain. */
function separatorOf(bytes: Uint8Array, start: number, end: number, { fields, dateField }: ExtendedLayout): number {
  let separator = 0;
  let field = 0;
  let fieldAt = start;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte > BLANK && byte <= LAST_ASCII && byte !== QUOTE) continue;
    if (separator === 0 && (byte === TAB || byte === BLANK)) separator = byte;
    if (byte !== separator || at === fieldAt || (field === dateField && isDash(bytes, fieldAt, at))) return 0;
    field++;
    fieldAt = at + 1;
  }
  if (fieldAt === end || (field === dateField && isDash(bytes, fieldAt, end))) return 0;
  return field === fields - 1 ? separator : 0;
}

function isDash(bytes: Uint8Array, start: number, end: number): boolean {
  return end === start + 1 && bytes[start] === DASH;
}
