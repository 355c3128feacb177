import { BATCH_ROWS, bytesOfValues, Column, type ColumnData, hasValue } from '../store/column.js';
import type { ColumnKind } from '../store/column-kinds.js';
import { BATCH_COLUMNS, HIT_COLUMNS, type HitColumn, SAYS_NOTHING, SETTLED_COLUMNS } from './columns.js';
import type { FreshByTable } from './fresh-texts.js';
import type { RowTarget } from './line-parser.js';
import { type PackedBatch, packBatch, roomOf, unpackColumn } from './packed-batch.js';

const NAMES = Object.keys(BATCH_COLUMNS) as HitColumn[];
const READ = Object.keys(HIT_COLUMNS).length;
const SETTLED: readonly ColumnKind[] = Object.values(SETTLED_COLUMNS);
/** What a column without a value says, by its place. */
const NOTHING = NAMES.map((name) => SAYS_NOTHING[name] ?? 0);
const EMPTY = NAMES.map((name, i) => {
  const column = new Column(BATCH_COLUMNS[name]);
  if (NOTHING[i] !== 0) for (let row = 0; row < BATCH_ROWS; row++) column.setId(row, NOTHING[i]!);
  return column;
});
/** Of columns that always have a value. */
const ALL_VALID = new Uint32Array(BATCH_ROWS / 32).fill(0xffffffff);

/** A batch of rows in memory of its own, on its way to the store. */
export class RowBatch {
  readonly rows: number;
  /** Of BATCH_COLUMNS, in its order; those that are settled are to be filled. */
  readonly columns: readonly ColumnData[];

  /** @param giveBack called with the batch's buffer once nothing is read from it any more */
  constructor(
    private readonly packed: PackedBatch,
    private readonly giveBack: (buffer: ArrayBuffer) => void,
  ) {
    const { rows, buffer, top } = packed;
    this.rows = rows;
    const columns: ColumnData[] = [];
    for (let i = 0; i < READ; i++) columns.push(unpackColumn(packed, i, EMPTY[i]!));
    let byteOffset = top;
    for (let i = 0; i < SETTLED.length; i++) {
      const { kind, bytesPerRow } = EMPTY[READ + i]!;
      columns.push({ kind, bytesPerRow, data: buffer, byteOffset, texts: null, validity: ALL_VALID });
      byteOffset += roomOf(bytesOfValues(kind));
    }
    this.columns = columns;
  }

  /** Whether a row says something in the column. @param place in BATCH_COLUMNS */
  says(place: number): boolean {
    if (place < READ && this.packed.offsets[place]! < 0) return false;
    return NOTHING[place] === 0 || hasValue(this.columns[place]!, this.rows, NOTHING[place]);
  }

  /** To be called once: its memory is used for another batch. */
  release(): void {
    this.giveBack(this.packed.buffer);
  }
}

/** Takes batches in memory of their own. */
export interface RowBatchTarget {
  /** @param fresh every text that a row names for the first time, in memory that is used again once this returns */
  write(batch: RowBatch, fresh: FreshByTable): void;
}

/** Copies what a parser of this thread reads, which uses its memory again at once. */
export class RowPacker implements RowTarget {
  readonly #spare: ArrayBuffer[] = [];

  constructor(private readonly target: RowBatchTarget) {}

  write(columns: readonly ColumnData[], rows: number, fresh: FreshByTable): void {
    const packed = packBatch(columns, rows, (bytes) => bufferOf(this.#spare, bytes));
    this.target.write(new RowBatch(packed, (buffer) => this.#spare.push(buffer)), fresh);
  }
}

/** One of the buffers, or a new one where that is too small. */
export function bufferOf(spare: ArrayBuffer[], bytes: number): ArrayBuffer {
  const buffer = spare.pop();
  return buffer !== undefined && buffer.byteLength >= bytes ? buffer : new ArrayBuffer(bytes);
}
