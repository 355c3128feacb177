import { seeded } from './seeded.js';

/** Requests that come: `source` is the one of the log that each is a copy of. In order of time. */
export interface Arrivals {
  source: Int32Array;
  arriveS: Float64Array;
}

/** Between two copies of a log: long enough for them not to meet in one request, short beside a burst or a day's curve. */
export const SHIFT_S = 7.3;
const SEED = 3;

/**
 * So many times the traffic: copies of the log's arrivals laid over each other, each later than the one before it, and
 * wrapped around at the end; of the last, or of a smaller traffic, requests at random.
 * @param startS when requests came, in order, from 0 on
 */
export function scaled(startS: Float64Array, factor: number): Arrivals {
  const spanS = (startS.at(-1) ?? 0) + 1e-3;
  const random = seeded(SEED);
  let all = copyOf(startS, 0, spanS, () => factor >= 1 || random() < factor);
  for (let copy = 1; copy < factor; copy++) {
    const part = factor - copy;
    const shiftS = (copy * Math.min(SHIFT_S, spanS / (Math.ceil(factor) + 1))) % spanS;
    all = merged(
      all,
      copyOf(startS, shiftS, spanS, () => part >= 1 || random() < part),
    );
  }
  return all;
}

function copyOf(startS: Float64Array, shiftS: number, spanS: number, isTaken: () => boolean): Arrivals {
  const { length } = startS;
  const source = new Int32Array(length);
  const arriveS = new Float64Array(length);
  let count = 0;
  // What is shifted beyond the end comes first.
  let wrapped = length;
  while (wrapped > 0 && startS[wrapped - 1]! + shiftS >= spanS) wrapped--;
  for (let at = 0; at < length; at++) {
    const i = wrapped + at < length ? wrapped + at : wrapped + at - length;
    if (!isTaken()) continue;
    source[count] = i;
    arriveS[count++] = startS[i]! + shiftS - (i >= wrapped ? spanS : 0);
  }
  return { source: source.subarray(0, count), arriveS: arriveS.subarray(0, count) };
}

function merged(a: Arrivals, b: Arrivals): Arrivals {
  const count = a.source.length + b.source.length;
  const source = new Int32Array(count);
  const arriveS = new Float64Array(count);
  let i = 0;
  let j = 0;
  for (let at = 0; at < count; at++) {
    const isA = j >= b.source.length || (i < a.source.length && a.arriveS[i]! <= b.arriveS[j]!);
    source[at] = isA ? a.source[i]! : b.source[j]!;
    arriveS[at] = isA ? a.arriveS[i++]! : b.arriveS[j++]!;
  }
  return { source, arriveS };
}
