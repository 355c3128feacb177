import { BATCH_ROWS, type ColumnData, emptyColumn, hasValue, VALIDITY_BYTES } from '../store/column.js';
import { HIT_COLUMNS } from './columns.js';

/** A batch in one buffer, to be handed from thread to thread: columns without a value are left out. */
export interface PackedBatch {
  rows: number;
  buffer: ArrayBuffer;
  /** Where each column of HIT_COLUMNS begins in the buffer: its values, then its validity; -1: it has no value. */
  offsets: readonly number[];
  /** Of the columns of texts that have a value, by their places. */
  texts: Readonly<Record<number, readonly (string | null)[]>>;
}

const KINDS = Object.values(HIT_COLUMNS);
const EMPTY = KINDS.map((kind) => emptyColumn(kind));
const ROW_BYTES = EMPTY.reduce((sum, column) => sum + column.bytesPerRow, 0);
/** What a batch takes at most. */
export const PACKED_BYTES = ROW_BYTES * BATCH_ROWS + KINDS.length * (VALIDITY_BYTES + 8);

/** @param buffer of PACKED_BYTES */
export function packBatch(columns: readonly ColumnData[], rows: number, buffer: ArrayBuffer): PackedBatch {
  const bytes = new Uint8Array(buffer);
  let top = 0;
  const offsets = columns.map((column) => {
    if (!hasValue(column, rows)) return -1;
    const at = top;
    bytes.set(new Uint8Array(column.data, column.byteOffset, rows * column.bytesPerRow), at);
    top = (at + rows * column.bytesPerRow + 7) & ~7;
    const { buffer: validity, byteOffset } = column.validity;
    bytes.set(new Uint8Array(validity, byteOffset, VALIDITY_BYTES), top);
    top += VALIDITY_BYTES;
    return at;
  });
  const texts: Record<number, readonly (string | null)[]> = {};
  columns.forEach((column, i) => {
    // The column is filled anew before the batch leaves.
    if (column.texts !== null && offsets[i]! >= 0) texts[i] = column.texts.slice(0, rows);
  });
  return { rows, buffer, offsets, texts };
}

/** The columns of HIT_COLUMNS, over the batch's own buffer. */
export function unpackBatch({ rows, buffer, offsets, texts }: PackedBatch): ColumnData[] {
  return EMPTY.map((empty, i) => {
    const at = offsets[i]!;
    if (at < 0) return empty;
    const validity = (at + rows * empty.bytesPerRow + 7) & ~7;
    return {
      kind: empty.kind,
      bytesPerRow: empty.bytesPerRow,
      data: buffer,
      byteOffset: at,
      texts: texts[i] ?? empty.texts,
      validity: new Uint32Array(buffer, validity, BATCH_ROWS / 32),
    };
  });
}
