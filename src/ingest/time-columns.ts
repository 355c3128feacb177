import type { Column } from '../store/column.js';

/** The times of `hits` that are stored in two columns. */
export type TimeName = 'request' | 'upstream' | 'connect' | 'header';

/**
 * A time of the requests. Whole milliseconds, which most servers write, are integers: DuckDB stores them at half of the
 * cost of fractions. What is finer, or longer than 24 days, is kept as it is. One of both has the value.
 */
export class TimeColumns {
  constructor(
    private readonly whole: Column,
    private readonly exact: Column,
  ) {}

  /** As setSeconds of assembly/column.ts. */
  setSeconds(row: number, seconds: number | null): void {
    const ms = seconds === null ? null : Math.floor(seconds * 1e3 + 0.5);
    // The quotient of integers is the number that the decimal text stands for.
    const isWhole = ms !== null && (ms | 0) === ms && ms / 1e3 === seconds;
    this.whole.setNumber(row, isWhole ? ms : null);
    this.exact.setNumber(row, isWhole ? null : seconds);
  }
}
