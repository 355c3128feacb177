import type { ColumnKind } from './column-kinds.js';

/** Rows in a batch: DuckDB's vector size, which is the most that one chunk takes. */
export const BATCH_ROWS = 2048;

const BYTES: Record<Exclude<ColumnKind, 'text'>, number> = {
  id: 4,
  code: 1,
  integer: 4,
  bigint: 8,
  timestamp: 8,
  double: 8,
  boolean: 1,
};

/** A column's values as they lie in a DuckDB vector, and one validity bit a row. */
export interface ColumnData {
  readonly kind: ColumnKind;
  readonly bytesPerRow: number;
  /** The values begin at `byteOffset`; none for texts. */
  readonly data: ArrayBuffer;
  readonly byteOffset: number;
  readonly texts: readonly (string | null)[] | null;
  /** Bit i of word i >> 5 is set where row i has a value. */
  readonly validity: Uint32Array;
}

/** Whether any row has a value. @param nothing the id that says nothing, as 0 does */
export function hasValue({ kind, data, byteOffset, validity }: ColumnData, rows: number, nothing = 0): boolean {
  if (kind === 'code') return true;
  const words = kind === 'id' ? new Int32Array(data, byteOffset, rows) : validity;
  const none = kind === 'id' ? nothing : 0;
  // Every column of every batch is asked: `some` takes four times as long.
  for (let i = 0; i < words.length; i++) if (words[i] !== none && words[i] !== 0) return true;
  return false;
}

/** Bytes of the validity bits of a batch. */
export const VALIDITY_BYTES = BATCH_ROWS / 8;

/** Bytes that a column's values take in a batch. */
export function bytesOfValues(kind: ColumnKind): number {
  return kind === 'text' ? 0 : BYTES[kind] * BATCH_ROWS;
}

/** One column of a batch that is being filled. */
export class Column implements ColumnData {
  readonly kind: ColumnKind;
  readonly byteOffset: number;
  readonly bytesPerRow: number;
  readonly texts: (string | null)[] | null;
  data!: ArrayBuffer;
  validity!: Uint32Array;
  readonly #validityOffset: number;
  #i32!: Int32Array;
  #f64!: Float64Array;
  #u8!: Uint8Array;

  /** @param place where its values and its validity lie in a memory that others write to as well; without, in its own */
  constructor(kind: ColumnKind, place?: { buffer: ArrayBuffer; values: number; validity: number }) {
    this.kind = kind;
    this.bytesPerRow = kind === 'text' ? 0 : BYTES[kind];
    this.texts = kind === 'text' ? new Array<string | null>(BATCH_ROWS).fill(null) : null;
    this.byteOffset = place?.values ?? 0;
    this.#validityOffset = place?.validity ?? bytesOfValues(kind);
    this.move(place?.buffer ?? new ArrayBuffer(bytesOfValues(kind) + VALIDITY_BYTES));
  }

  /** Its memory lies elsewhere from now on, with the same content. */
  move(buffer: ArrayBuffer): void {
    const values = this.bytesPerRow * BATCH_ROWS;
    this.data = buffer;
    this.validity = new Uint32Array(buffer, this.#validityOffset, BATCH_ROWS / 32);
    this.#u8 = new Uint8Array(buffer, this.byteOffset, values);
    this.#i32 = new Int32Array(buffer, this.byteOffset, this.bytesPerRow >= 4 ? values / 4 : 0);
    this.#f64 = new Float64Array(buffer, this.byteOffset, this.bytesPerRow === 8 ? values / 8 : 0);
  }

  /** Ids are never null: 0 stands for "not said". */
  setId(row: number, id: number): void {
    this.#i32[row] = id;
  }

  /** Codes are never null. */
  setCode(row: number, code: number): void {
    this.#u8[row] = code;
  }

  /** Whether a row has a value. */
  isValid(row: number): boolean {
    return (this.validity[row >> 5]! & (1 << (row & 31))) !== 0;
  }

  /** Takes a 32-bit integer column's value for "not said" where it does not fit: wrapped, it would be another number. */
  setNumber(row: number, value: number | null): void {
    const holds = value !== null && (this.kind !== 'integer' || (value | 0) === value);
    if (!this.#mark(row, holds) || value === null) return;
    switch (this.kind) {
      case 'double':
        this.#f64[row] = value;
        break;
      case 'boolean':
        this.#u8[row] = value;
        break;
      case 'integer':
        this.#i32[row] = value;
        break;
      default: {
        // Two 32-bit halves: a BigInt for each value would cost more than the parsing.
        const high = Math.floor(value / 4294967296);
        this.#i32[row * 2] = value - high * 4294967296;
        this.#i32[row * 2 + 1] = high;
      }
    }
  }

  /** Has the first rows say what those of another column of its kind do. */
  copy({ data, byteOffset, texts, validity }: ColumnData, rows: number): void {
    this.#u8.set(new Uint8Array(data, byteOffset, rows * this.bytesPerRow));
    this.validity.set(validity);
    for (let row = 0; texts !== null && row < rows; row++) this.texts![row] = texts[row]!;
  }

  /** Makes every row say nothing. */
  clear(): void {
    this.validity.fill(0);
    if (this.kind === 'id') this.#i32.fill(0);
    this.texts?.fill(null);
  }

  /** Makes one row say nothing. */
  clearRow(row: number): void {
    this.#mark(row, false);
    if (this.kind === 'id') this.#i32[row] = 0;
    if (this.texts !== null) this.texts[row] = null;
  }

  setText(row: number, value: string | null): void {
    this.#mark(row, value !== null);
    this.texts![row] = value;
  }

  #mark(row: number, valid: boolean): boolean {
    const bit = 1 << (row & 31);
    if (valid) this.validity[row >> 5]! |= bit;
    else this.validity[row >> 5]! &= ~bit;
    return valid;
  }
}
