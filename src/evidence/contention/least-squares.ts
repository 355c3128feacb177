/** Stretches of the log that are taken to be independent of each other: errors come from how they differ. */
const BLOCKS = 40;

/** Which block the i-th of so many requests is in. */
export function blockOf(i: number, count: number): number {
  return Math.floor((i * BLOCKS) / count);
}

/** y against x with a constant. */
export interface Line {
  slope: number;
  /** Standard error of the slope, neither blind to requests of a block that go together nor below the plain robust one. */
  error: number;
  meanX: number;
  meanY: number;
}

/** Least squares over some requests. @param of their numbers */
export function lineThrough(of: Int32Array, x: Float64Array, y: (i: number) => number): Line {
  const n = of.length;
  let meanX = 0;
  let meanY = 0;
  for (const i of of) {
    meanX += x[i]! / n;
    meanY += y(i) / n;
  }
  let xx = 0;
  let xy = 0;
  for (const i of of) {
    xx += (x[i]! - meanX) ** 2;
    xy += (x[i]! - meanX) * (y(i) - meanY);
  }
  const slope = xx > 0 ? xy / xx : Number.NaN;
  const scores = new Float64Array(BLOCKS);
  let squares = 0;
  for (const i of of) {
    const score = (x[i]! - meanX) * (y(i) - meanY - slope * (x[i]! - meanX));
    const block = blockOf(i, x.length);
    scores[block] = scores[block]! + score;
    squares += score * score;
  }
  const variance = Math.max(
    squares,
    scores.reduce((sum, score) => sum + score * score, 0),
  );
  return { slope, error: Math.sqrt((variance * n) / Math.max(1, n - 2)) / xx, meanX, meanY };
}

/** How y goes with each of two things, the other being held, within groups. */
export interface Partial2 {
  first: number;
  /** The slope over its error. */
  firstT: number;
  second: number;
}

/** Least squares on two columns within groups of requests, each group in units of its own deviation. */
export function twoSlopes(
  groups: readonly Int32Array[],
  columns: readonly [Float64Array, Float64Array],
  y: (i: number) => number,
  leastDeviation: number,
): Partial2 {
  const [a, b] = columns;
  let aa = 0;
  let ab = 0;
  let bb = 0;
  let ay = 0;
  let by = 0;
  const centred: { of: Int32Array; meanA: number; meanB: number; meanY: number; deviation: number }[] = [];
  for (const of of groups) {
    const n = of.length;
    let meanA = 0;
    let meanB = 0;
    let meanY = 0;
    for (const i of of) {
      meanA += a[i]! / n;
      meanB += b[i]! / n;
      meanY += y(i) / n;
    }
    let squares = 0;
    for (const i of of) squares += (y(i) - meanY) ** 2;
    const deviation = Math.max(Math.sqrt(squares / n), leastDeviation);
    for (const i of of) {
      const ua = (a[i]! - meanA) / deviation;
      const ub = (b[i]! - meanB) / deviation;
      const uy = (y(i) - meanY) / deviation;
      aa += ua * ua;
      ab += ua * ub;
      bb += ub * ub;
      ay += ua * uy;
      by += ub * uy;
    }
    centred.push({ of, meanA, meanB, meanY, deviation });
  }
  const determinant = aa * bb - ab * ab;
  const first = (bb * ay - ab * by) / determinant;
  const second = (aa * by - ab * ay) / determinant;
  const scoresA = new Float64Array(BLOCKS);
  const scoresB = new Float64Array(BLOCKS);
  for (const { of, meanA, meanB, meanY, deviation } of centred) {
    for (const i of of) {
      const ua = (a[i]! - meanA) / deviation;
      const ub = (b[i]! - meanB) / deviation;
      const residual = (y(i) - meanY) / deviation - first * ua - second * ub;
      const block = blockOf(i, a.length);
      scoresA[block] = scoresA[block]! + residual * ua;
      scoresB[block] = scoresB[block]! + residual * ub;
    }
  }
  let variance = 0;
  for (let block = 0; block < BLOCKS; block++)
    variance += ((bb * scoresA[block]! - ab * scoresB[block]!) / determinant) ** 2;
  return { first, firstT: first / Math.sqrt(variance), second };
}

const MOST_SWEEPS = 400;
const PRECISION = 1e-6;

/**
 * Non-negative x that minimises x'Gx - 2h'x, one coordinate after the other (Franc, Hlavac and Navara 2005: Sequential
 * coordinate-wise algorithm for the non-negative least squares problem). @param start to set out from
 */
export function nonNegative(gram: Float64Array, h: Float64Array, start?: Float64Array): Float64Array {
  const n = h.length;
  const x = start === undefined ? new Float64Array(n) : start.slice();
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moved = 0;
    let scale = 0;
    for (let j = 0; j < n; j++) {
      const own = gram[j * n + j]!;
      if (own <= 0) {
        x[j] = 0;
        continue;
      }
      let rest = h[j]!;
      for (let k = 0; k < n; k++) rest -= gram[j * n + k]! * x[k]!;
      const value = Math.max(0, x[j]! + rest / own);
      const weight = Math.sqrt(own);
      moved = Math.max(moved, Math.abs(value - x[j]!) * weight);
      scale = Math.max(scale, value * weight);
      x[j] = value;
    }
    if (moved <= PRECISION * scale) break;
  }
  return x;
}
