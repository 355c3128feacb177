import { type KeyReader, type SettledKeys, saysNone } from '../format/keyed.js';
import { cacheAsked } from '../format/reader.js';
import { type ByteFieldReader, type ByteTargets, readersFor } from './byte-fields.js';
import { keyedField } from './keyed-field.js';
import type { PlainValues } from './plain-values.js';
import { COMPLEX, NONE, NUMBER, TEXT, type ValueSpans } from './value-spans.js';

const MAX_EXACT = 15;

/** The time and duration of the line at hand, where the one has to be moved by the other. NaN: not said. */
interface Moment {
  timeUs: number;
  requestS: number;
}

export interface KeyedTargets extends ByteTargets {
  plain: PlainValues;
  moment: Moment;
}

interface Step extends ByteFieldReader {
  reader: KeyReader;
  /** Which value of the line. */
  value: number;
  /** Whether it takes numbers in any spelling of up to 15 digits. */
  isNumeric: boolean;
}

/** Writes the values of lines with one list of keys to the batch's row. */
export class KeyedFields {
  readonly #steps: readonly Step[];
  readonly #cacheValue: number;
  readonly #fromStart: boolean;
  readonly viaText: boolean;

  constructor(
    keys: readonly string[],
    { readers, cacheTells, fromStart }: SettledKeys,
    private readonly to: KeyedTargets,
  ) {
    const used = readers.filter(({ use }) => use !== 'passed over');
    this.#steps = readersFor(to, ({ leftOut }) =>
      used.map(
        (reader): Step => ({ ...keyedField(reader, { ...to, leftOut }), reader, value: keys.indexOf(reader.key) }),
      ),
    );
    this.#cacheValue = cacheTells
      ? this.#steps.findIndex(({ reader }) => reader.variable?.roles.includes('cacheStatus'))
      : -1;
    this.#fromStart = fromStart;
    this.viaText = this.#steps.some((step) => step.viaText);
  }

  /** False: the line must be read as text. */
  read(spans: ValueSpans): boolean {
    const { moment, plain } = this.to;
    plain.reset();
    moment.timeUs = Number.NaN;
    moment.requestS = Number.NaN;
    const steps = this.#steps;
    for (let i = 0; i < steps.length; i++) {
      const { read, missing, reader, value, isNumeric } = steps[i]!;
      const kind = spans.kinds[value]!;
      if (kind !== TEXT) {
        if (kind === NONE) {
          missing?.();
          continue;
        }
        if (kind === COMPLEX) return false;
        if (!(kind === NUMBER && this.#isPlainNumber(spans, value, isNumeric)) && !plain.settle(spans, value))
          return false;
      }
      const start = spans.starts[value]!;
      const end = spans.ends[value]!;
      if (this.#isNone(start, end, reader)) missing?.();
      else if (!read(start, end)) return false;
    }
    if (this.#cacheValue >= 0) this.#askCache(spans, steps[this.#cacheValue]!);
    if (this.#fromStart && !Number.isNaN(moment.timeUs + moment.requestS)) {
      const { batch, line } = this.to;
      batch.columns.ended_at.setNumber(line.row, moment.timeUs + Math.round(moment.requestS * 1e6));
    }
    return true;
  }

  #isNone(start: number, end: number, reader: KeyReader): boolean {
    const { line } = this.to;
    const length = end - start;
    if (length === 0 || (length === 1 && line.bytes[start] === 45)) return true;
    return reader.none?.length === length && line.text(start, end) === reader.none;
  }

  /** Whether the digits are those that JavaScript prints, as far as the reader cares. */
  #isPlainNumber({ starts, ends }: ValueSpans, i: number, isNumeric: boolean): boolean {
    const start = starts[i]!;
    const end = ends[i]!;
    if (end - start > MAX_EXACT) return false;
    if (isNumeric) return true;
    const { bytes } = this.to.line;
    const point = bytes.subarray(start, end).indexOf(46);
    // Below a millionth it prints an exponent.
    return point < 0 || (end - start - point <= 7 && bytes[end - 1] !== 48);
  }

  #askCache(spans: ValueSpans, { value, reader }: Step): void {
    const { line } = this.to;
    if (spans.kinds[value] === NONE) return;
    const status = line.text(spans.starts[value]!, spans.ends[value]!);
    if (!saysNone(status, reader)) line.asked = cacheAsked(status) ? 2 : 1;
  }
}
