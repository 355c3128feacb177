import type { CpuBins } from './bins.js';
import type { Intervals } from './intervals.js';
import { boundedLeastSquares, normalEquations } from './least-squares.js';
import { type Model, model } from './model.js';
import { type Draws, drawCoefficients } from './posterior.js';
import { type Problem, predict, type Regression, regress } from './regression.js';
import { withoutQueueing } from './worker-queue.js';

/** An estimate with the interval that holds it with a probability of 90%. */
interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** What the utilisation law says of one route. */
export interface RouteDemand {
  requests: number;
  /** CPU seconds a request. */
  cpuS: Estimate;
  /** CPU as a fraction of the undisturbed time. */
  share: Estimate;
  /** Mean time of a request where few others are about, seconds. */
  undisturbedS: number;
  /** Others that computed even then, on average: on one core they stretch the undisturbed time by as much. */
  othersComputing: number;
  /** 5th percentile of the time of all requests without their wait for a worker, seconds. */
  shortS: number;
  /** Routes whose work goes up and down with this one's, so that the CPU time may be either's. */
  inStepWith: readonly number[];
}

export interface Demands {
  /** By route; null: too few requests for a column of its own. */
  routes: readonly (RouteDemand | null)[];
  bins: number;
  /** Over how many of them each CPU figure is an average; 1: of its own. */
  averaged: number;
  /** Part of the variance of the CPU time that the requests explain. */
  explained: number;
  /** The same for bins that had no part in the fit. */
  foretold: number;
  /** CPU seconds per second that no request explains. */
  backgroundCores: number;
  /** By how much less is unexplained if requests may use far more CPU than their time: above 0.1, the unit is wrong. */
  overBounds: number;
}

/**
 * The utilisation law, U = Σ X·D (Denning and Buzen 1978, ACM Computing Surveys 10), solved for the demands D of the
 * routes over bins of time: CPU seconds in a bin = Σ over routes of demand × work done in the bin + constant × length.
 */
export function findDemands(intervals: Intervals, bins: CpuBins, workers: number | null, averaged: number): Demands {
  const served = workers === null ? intervals : withoutQueueing(intervals, workers);
  const set = model(served, bins, averaged);
  const fit = regress(set.problem);
  const draws = drawCoefficients(fit, set.problem.upper);
  const inStep = findInStep(set.problem, set.ownColumns);
  const computing = computingPart(
    set,
    fit,
    bins.toS.reduce((sum, to, i) => sum + to - bins.fromS[i]!, 0),
  );
  const routeOf = new Map([...set.columnOf].map((column, route) => [column, route]));
  return {
    routes: Array.from(set.columnOf, (column, route) =>
      column === set.ownColumns
        ? null
        : routeDemand(
            set,
            computing,
            route,
            draws[column]!,
            inStep[column]!.map((other) => routeOf.get(other)!),
          ),
    ),
    bins: bins.fromS.length,
    averaged,
    explained: fit.explained,
    foretold: foretell(set.problem, fit),
    backgroundCores: fit.x.at(-1)!,
    overBounds: overBounds(set.problem, fit),
  };
}

function routeDemand(
  { times }: Model,
  computing: number,
  route: number,
  draws: Draws[number],
  inStepWith: readonly number[],
): RouteDemand {
  const sorted = draws.slice().sort();
  const at = (q: number): number => sorted[Math.round((sorted.length - 1) * q)]!;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const undisturbedS = times.meanS[route]!;
  // 1.64 standard errors of the undisturbed time, on the share's interval.
  const error = Math.min(0.4, (1.64 * times.errorS[route]!) / undisturbedS);
  return {
    requests: times.requests[route]!,
    cpuS: { value: mean * undisturbedS, low: at(0.05) * undisturbedS, high: at(0.95) * undisturbedS },
    share: { value: mean, low: at(0.05) / (1 + error), high: at(0.95) / (1 - error) },
    undisturbedS,
    othersComputing: times.others[route]! * computing,
    shortS: times.shortS[route]!,
    inStepWith,
  };
}

/** The part of their time that requests compute, on average over all of them. */
function computingPart({ times }: Model, { x, fitted }: Regression, lengthS: number): number {
  const inFlightS = times.requests.reduce(
    (sum, requests, route) => sum + (requests > 0 ? requests * times.loadedS[route]! : 0),
    0,
  );
  const cpuS = fitted.reduce((sum, value) => sum + value, 0) - x.at(-1)! * lengthS;
  return inFlightS > 0 ? Math.min(1, Math.max(0, cpuS / inFlightS)) : 0;
}

const IN_STEP = 0.9;

/** For each column of a route's own, the others whose work correlates with it. */
function findInStep({ matrix, columns, y }: Problem, ownColumns: number): number[][] {
  const rows = y.length;
  const centred = Array.from({ length: ownColumns }, (_, j) => {
    const values = Float64Array.from({ length: rows }, (_, row) => matrix[row * columns + j]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / rows;
    const norm = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) || 1;
    return values.map((value) => (value - mean) / norm);
  });
  const found: number[][] = centred.map(() => []);
  for (let i = 0; i < ownColumns; i++) {
    for (let j = 0; j < i; j++) {
      let correlation = 0;
      for (let row = 0; row < rows; row++) correlation += centred[i]![row]! * centred[j]![row]!;
      if (correlation < IN_STEP) continue;
      found[i]!.push(j);
      found[j]!.push(i);
    }
  }
  return found;
}

const FOLDS = 4;
const BLOCK = 5;

/** Fits without every fourth stretch of bins in turn, and sees how much of the variance there is foretold. */
function foretell({ matrix, columns, y, upper }: Problem, { x, equations, weights }: Regression): number {
  let left = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const isInFold = (row: number): boolean => Math.floor(row / BLOCK) % FOLDS === fold;
    const own = normalEquations(
      matrix,
      columns,
      y,
      weights.map((weight, row) => (isInFold(row) ? weight : 0)),
    );
    const others = {
      gram: equations.gram.map((value, i) => value - own.gram[i]!),
      moment: equations.moment.map((value, j) => value - own.moment[j]!),
    };
    const fit = x.slice();
    boundedLeastSquares(others, upper, fit);
    const foretold = predict(matrix, columns, fit);
    for (const [row, value] of y.entries()) if (isInFold(row)) left += (value - foretold[row]!) ** 2;
  }
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  return 1 - left / (y.reduce((sum, value) => sum + (value - mean) ** 2, 0) || 1);
}

const FAR_OVER = 5;

function overBounds({ matrix, columns, y, upper }: Problem, { x, fitted, equations, weights }: Regression): number {
  const fit = x.slice();
  boundedLeastSquares(
    equations,
    upper.map((most) => most * FAR_OVER),
    fit,
  );
  const left = (values: Float64Array): number =>
    Math.sqrt(y.reduce((sum, value, row) => sum + weights[row]! * (value - values[row]!) ** 2, 0));
  return 1 - left(predict(matrix, columns, fit)) / (left(fitted) || 1);
}
