/** Normal equations of weighted least squares: gram = AᵀWA, row by row, and moment = AᵀWy. */
export interface NormalEquations {
  gram: Float64Array;
  moment: Float64Array;
}

const MOST_SWEEPS = 2000;
const PRECISE = 1e-7;

/** @param matrix rows × columns, row by row */
export function normalEquations(
  matrix: Float64Array,
  columns: number,
  y: Float64Array,
  weights: Float64Array,
): NormalEquations {
  const gram = new Float64Array(columns * columns);
  const moment = new Float64Array(columns);
  const used = new Int32Array(columns);
  for (let row = 0; row < y.length; row++) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    const at = row * columns;
    let n = 0;
    for (let j = 0; j < columns; j++) if (matrix[at + j] !== 0) used[n++] = j;
    for (let a = 0; a < n; a++) {
      const i = used[a]!;
      const value = weight * matrix[at + i]!;
      moment[i]! += value * y[row]!;
      for (let b = 0; b <= a; b++) gram[i * columns + used[b]!]! += value * matrix[at + used[b]!]!;
    }
  }
  for (let i = 0; i < columns; i++) for (let j = 0; j < i; j++) gram[j * columns + i] = gram[i * columns + j]!;
  return { gram, moment };
}

/** What is left of the moment when x is put in: AᵀW(y - Ax). */
export function remainder({ gram, moment }: NormalEquations, x: Float64Array): Float64Array {
  const n = x.length;
  const left = Float64Array.from(moment);
  for (let j = 0; j < n; j++) if (x[j] !== 0) takeAway(left, gram, j, x[j]!);
  return left;
}

/** Keeps the remainder up to date as coordinate j grows by step. */
export function takeAway(left: Float64Array, gram: Float64Array, j: number, step: number): void {
  const n = left.length;
  for (let i = 0; i < n; i++) left[i]! -= gram[j * n + i]! * step;
}

/**
 * Least squares with bounds, 0 ≤ x ≤ upper, by cyclic coordinate descent on the normal equations: each coordinate goes
 * to its own optimum, clipped, until none moves. The problem is convex and its bounds separate, so this converges
 * (Tseng 2001, J. Optim. Theory Appl. 109).
 * @param x where to begin; holds the solution afterwards
 */
export function boundedLeastSquares(equations: NormalEquations, upper: Float64Array, x: Float64Array): void {
  const { gram } = equations;
  const n = x.length;
  const left = remainder(equations, x);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let most = 0;
    for (let j = 0; j < n; j++) {
      const own = gram[j * n + j]!;
      if (own <= 0) continue;
      const step = Math.min(upper[j]!, Math.max(0, x[j]! + left[j]! / own)) - x[j]!;
      if (step === 0) continue;
      x[j]! += step;
      takeAway(left, gram, j, step);
      most = Math.max(most, Math.abs(step));
    }
    if (most < PRECISE) return;
  }
}
