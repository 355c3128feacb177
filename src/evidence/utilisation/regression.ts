import { boundedLeastSquares, type NormalEquations, normalEquations } from './least-squares.js';

/** y = matrix · x + noise, 0 ≤ x ≤ upper. */
export interface Problem {
  /** Rows × columns, row by row. */
  matrix: Float64Array;
  columns: number;
  y: Float64Array;
  upper: Float64Array;
  /** Over how many neighbouring rows noise may reach. */
  reach: number;
}

export interface Regression {
  x: Float64Array;
  fitted: Float64Array;
  equations: NormalEquations;
  weights: Float64Array;
  /** Variance of the noise of a row of weight 1. */
  variance: number;
  /** Part of the variance of y that the model explains. */
  explained: number;
  /** Root mean square of what it leaves. */
  rms: number;
}

const ROUNDS = 4;
/** Rows that are further off than so many standard deviations count for less (Huber's weights). */
const HUBER = 3;
/** The noise of a quiet row is at least so much of the mean noise: an unloaded bin must not decide everything. */
const LEAST_NOISE = 0.1;

/**
 * Bounded least squares, weighted twice over: noise that grows with the CPU time in a row (requests of one route differ)
 * is estimated from the residuals and allowed for, and rows that something else disturbed count for less.
 * @param rounds 1: unweighted, which is enough to compare what two models leave unexplained
 */
export function regress({ matrix, columns, y, upper, reach }: Problem, rounds = ROUNDS): Regression {
  const rows = y.length;
  const x = Float64Array.from(upper, (most) => Math.min(0.3, most));
  let weights: Float64Array = new Float64Array(rows).fill(1);
  for (let round = 1; ; round++) {
    const equations = normalEquations(matrix, columns, y, weights);
    boundedLeastSquares(equations, upper, x);
    const fitted = predict(matrix, columns, x);
    const squares = y.map((value, i) => (value - fitted[i]!) ** 2);
    if (round < rounds) {
      weights = weigh(fitted, squares);
      continue;
    }
    const free = x.reduce((n, value, j) => n + (value > 1e-6 && value < upper[j]! - 1e-6 ? 1 : 0), 0);
    const left = squares.reduce((sum, square, i) => sum + square * weights[i]!, 0);
    const meanY = mean(y);
    return {
      x,
      fitted,
      equations,
      weights,
      variance: (left / Math.max(1, rows - free)) * autocorrelation(y, fitted, weights, Math.max(LAGS, reach)),
      explained: 1 - mean(squares) / (mean(y.map((value) => (value - meanY) ** 2)) || 1),
      rms: Math.sqrt(mean(squares)),
    };
  }
}

export function predict(matrix: Float64Array, columns: number, x: Float64Array): Float64Array {
  return Float64Array.from({ length: matrix.length / columns }, (_, row) => {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += matrix[row * columns + j]! * x[j]!;
    return sum;
  });
}

// Squared residuals regressed on what was fitted: variance = a + b · fitted, both at least 0.
function weigh(fitted: Float64Array, squares: Float64Array): Float64Array {
  const all = mean(squares) || 1;
  const centre = mean(fitted);
  const sxx = mean(fitted.map((f) => (f - centre) ** 2));
  const sxy = mean(fitted.map((f, i) => (f - centre) * squares[i]!));
  const slope = sxx > 0 ? Math.max(0, sxy / sxx) : 0;
  const base = Math.max(LEAST_NOISE * all, all - slope * centre);
  return fitted.map((f, i) => {
    const variance = base + slope * f;
    return (all / variance) * Math.min(1, HUBER / Math.sqrt(squares[i]! / variance || 1e-9));
  });
}

const LAGS = 5;

/**
 * By how much neighbouring rows that err alike make the rows worth less: 1 + 2 Σ (1 - lag / (lags + 1)) ρ(lag), at
 * least 1 (Newey and West 1987, Econometrica 55).
 */
function autocorrelation(y: Float64Array, fitted: Float64Array, weights: Float64Array, lags: number): number {
  const residuals = y.map((value, i) => (value - fitted[i]!) * Math.sqrt(weights[i]!));
  const squares = residuals.reduce((sum, r) => sum + r * r, 0) || 1;
  let factor = 1;
  for (let lag = 1; lag <= lags; lag++) {
    let products = 0;
    for (let i = lag; i < residuals.length; i++) products += residuals[i]! * residuals[i - lag]!;
    factor += 2 * (1 - lag / (lags + 1)) * (products / squares);
  }
  return Math.max(1, factor);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
