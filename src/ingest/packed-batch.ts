import { BATCH_ROWS, bytesOfValues, type ColumnData, hasValue, VALIDITY_BYTES } from '../store/column.js';
import { SETTLED_COLUMNS } from './columns.js';

/** A batch in one buffer, to be handed from thread to thread: columns without a value are left out. */
export interface PackedBatch {
  rows: number;
  buffer: ArrayBuffer;
  /** Where each column of HIT_COLUMNS begins in the buffer: its values, then its validity; -1: it has no value. */
  offsets: readonly number[];
  /** From where on the buffer is free for the settled columns. */
  top: number;
  /** Of the columns of texts that have a value, by their places. */
  texts: Readonly<Record<number, readonly (string | null)[]>>;
}

const SETTLED_BYTES = Object.values(SETTLED_COLUMNS).reduce((sum, kind) => sum + roomOf(bytesOfValues(kind)), 0);

/** Bytes that so many bytes of values and a validity take, aligned. */
export function roomOf(bytes: number): number {
  return ((bytes + 7) & ~7) + VALIDITY_BYTES;
}

/**
 * Packs columns of HIT_COLUMNS, in its order.
 * @param bufferOf gives a buffer of at least so many bytes
 */
export function packBatch(
  columns: readonly ColumnData[],
  rows: number,
  bufferOf: (bytes: number) => ArrayBuffer,
): PackedBatch {
  const offsets: number[] = [];
  let top = 0;
  let most = SETTLED_BYTES;
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i]!;
    const isEmpty = !hasValue(column, rows);
    offsets.push(isEmpty ? -1 : top);
    if (isEmpty) continue;
    top += roomOf(rows * column.bytesPerRow);
    most += roomOf(BATCH_ROWS * column.bytesPerRow);
  }
  // So that it holds any later batch of these columns.
  const buffer = bufferOf(most);
  const bytes = new Uint8Array(buffer);
  const texts: Record<number, readonly (string | null)[]> = {};
  for (let i = 0; i < columns.length; i++) {
    const at = offsets[i]!;
    if (at < 0) continue;
    const { data, byteOffset, bytesPerRow, validity, texts: words } = columns[i]!;
    bytes.set(new Uint8Array(data, byteOffset, rows * bytesPerRow), at);
    const { buffer: bits, byteOffset: from } = validity;
    bytes.set(new Uint8Array(bits, from, VALIDITY_BYTES), at + roomOf(rows * bytesPerRow) - VALIDITY_BYTES);
    // The column is filled anew before the batch leaves.
    if (words !== null) texts[i] = words.slice(0, rows);
  }
  return { rows, buffer, offsets, top, texts };
}

/** A column of a packed batch. @param i its place in HIT_COLUMNS */
export function unpackColumn({ rows, buffer, offsets, texts }: PackedBatch, i: number, like: ColumnData): ColumnData {
  const at = offsets[i]!;
  if (at < 0) return like;
  const { kind, bytesPerRow } = like;
  const validity = at + roomOf(rows * bytesPerRow) - VALIDITY_BYTES;
  return {
    kind,
    bytesPerRow,
    data: buffer,
    byteOffset: at,
    texts: texts[i] ?? like.texts,
    validity: new Uint32Array(buffer, validity, BATCH_ROWS / 32),
  };
}
