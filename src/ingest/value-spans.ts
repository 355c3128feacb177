/** What stands in a span. */
export const TEXT = 0;
/** A text with escapes of its notation. */
export const ESCAPED = 1;
/** Digits with at most one point. */
export const NUMBER = 2;
/** A number with a sign or an exponent. */
export const ODD_NUMBER = 3;
/** Nothing: null. */
export const NONE = 4;
/** What only the text lane reads. */
export const COMPLEX = 5;

export const MAX_VALUES = 256;

/** Where the values of a line stand, in its order. */
export class ValueSpans {
  readonly starts = new Int32Array(MAX_VALUES);
  readonly ends = new Int32Array(MAX_VALUES);
  readonly kinds = new Uint8Array(MAX_VALUES);

  set(i: number, start: number, end: number, kind: number): void {
    this.starts[i] = start;
    this.ends[i] = end;
    this.kinds[i] = kind;
  }
}
