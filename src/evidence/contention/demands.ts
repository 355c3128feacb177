import { nonNegative } from './least-squares.js';
import { type Overlaps, workOfOthers } from './overlaps.js';

/** Requests whose delay tells what others computed meanwhile. Arrays have an entry a row. */
export interface Delays {
  delayS: Float64Array;
  route: Int32Array;
  /** As blockOf numbers them. */
  block: Uint8Array;
  /** Requests too short to wait for anything but the CPU. */
  isShort: Uint8Array;
}

/** CPU seconds a request by route, found from the delays of others. */
export interface Demands {
  cpuS: Float64Array;
  errorS: Float64Array;
  /** Fraction of the variance of delays that it explains where it was not fitted; of those of short requests. */
  explained: number;
  explainedShort: number;
}

/**
 * How rows count. `plain`: the less, the longer the delay; short delays are overrated, demands rather too low. `fitted`:
 * by the variance to be expected of them, outliers less; demands rather too high.
 */
export type Weighting = 'plain' | 'fitted';

const FOLDS = 10;
const REWEIGHTINGS = 4;
/** Seconds of delay at which a plain weight is halved. */
const HALF_WEIGHT_S = 0.003;
// A delay by less than this is taken to be the route's own spread.
const OWN_SPREAD_S = 0.002;
const LEAST_DEVIATION_S = 0.0007;
const USUAL_DEVIATION_S = 0.004;
const USUAL_DEMAND_S = 0.01;
const OUTLIER_DEVIATIONS = 2.5;

/**
 * Non-negative least squares: CPU seconds a request by route, delay = sum over routes of it * work of theirs meanwhile.
 * @param start to set out from
 */
export function fitDemands(
  overlaps: Overlaps,
  delays: Delays,
  routes: number,
  weighting: Weighting,
  start?: Float64Array,
): { cpuS: Float64Array; weights: Float64Array } {
  let weights: Float64Array = delays.delayS.map((delay) => 1 / (Math.max(0, delay) + HALF_WEIGHT_S));
  let cpuS = start ?? solve(foldSums(overlaps, delays, routes, weights, 1), routes, null);
  if (weighting === 'plain')
    return { cpuS: solve(foldSums(overlaps, delays, routes, weights, 1), routes, null, cpuS), weights };
  for (let i = 0; i < REWEIGHTINGS; i++) {
    weights = expectedWeights(overlaps, delays, routes, cpuS);
    cpuS = solve(foldSums(overlaps, delays, routes, weights, 1), routes, null, cpuS);
  }
  return { cpuS, weights };
}

/** The errors of a fit, by jackknife, and how far it holds where it was not fitted. */
export function judgeDemands(
  overlaps: Overlaps,
  delays: Delays,
  routes: number,
  { cpuS, weights }: { cpuS: Float64Array; weights: Float64Array },
): Demands {
  const sums = foldSums(overlaps, delays, routes, weights, FOLDS);
  const without = sums.map((_, fold) => solve(sums, routes, fold, cpuS));
  const errorS = cpuS.map((value, route) => {
    const squares = without.reduce((sum, other) => sum + (other[route]! - value) ** 2, 0);
    return Math.sqrt((squares * (FOLDS - 1)) / FOLDS);
  });
  const predicted = delays.delayS.map((_, row) => workOfOthers(overlaps, row, without[delays.block[row]! % FOLDS]!));
  return {
    cpuS,
    errorS,
    explained: explainedOf(delays, routes, predicted, () => true),
    explainedShort: explainedOf(delays, routes, predicted, (row) => delays.isShort[row] === 1),
  };
}

interface Sums {
  gram: Float64Array;
  h: Float64Array;
}

function foldSums(
  { offsets, route, work }: Overlaps,
  delays: Delays,
  routes: number,
  weights: Float64Array,
  folds: number,
): Sums[] {
  const sums = Array.from({ length: folds }, () => ({
    gram: new Float64Array(routes * routes),
    h: new Float64Array(routes),
  }));
  for (const [row, weight] of weights.entries()) {
    const { gram, h } = sums[delays.block[row]! % folds]!;
    const delay = delays.delayS[row]!;
    for (let a = offsets[row]!; a < offsets[row + 1]!; a++) {
      const first = route[a]!;
      const weighted = weight * work[a]!;
      h[first] = h[first]! + weighted * delay;
      for (let b = offsets[row]!; b <= a; b++) {
        const second = route[b]!;
        const at = first > second ? first * routes + second : second * routes + first;
        gram[at] = gram[at]! + weighted * work[b]!;
      }
    }
  }
  return sums;
}

function solve(sums: readonly Sums[], routes: number, without: number | null, start?: Float64Array): Float64Array {
  const gram = new Float64Array(routes * routes);
  const h = new Float64Array(routes);
  for (const [fold, sum] of sums.entries()) {
    if (fold === without) continue;
    for (let i = 0; i < gram.length; i++) gram[i] = gram[i]! + sum.gram[i]!;
    for (let i = 0; i < routes; i++) h[i] = h[i]! + sum.h[i]!;
  }
  // Only the lower half was summed up.
  for (let i = 0; i < routes; i++) for (let j = 0; j < i; j++) gram[j * routes + i] = gram[i * routes + j]!;
  return nonNegative(gram, h, start);
}

/** One over the variance of a delay: its route's own, and in proportion to what others are expected to do meanwhile. */
function expectedWeights(overlaps: Overlaps, delays: Delays, routes: number, cpuS: Float64Array): Float64Array {
  const expected = delays.delayS.map((_, row) => workOfOthers(overlaps, row, cpuS));
  const residual = delays.delayS.map((delay, row) => delay - expected[row]!);
  const quiet: number[][] = Array.from({ length: routes }, () => []);
  for (const [row, e] of expected.entries())
    if (e < OWN_SPREAD_S) quiet[delays.route[row]!]!.push(Math.abs(residual[row]!));
  const own = quiet.map((sizes) => {
    if (sizes.length < 8) return USUAL_DEVIATION_S ** 2;
    const sorted = Float64Array.from(sizes).sort();
    return Math.max(LEAST_DEVIATION_S, 1.5 * sorted[Math.floor(0.6 * (sorted.length - 1))]!) ** 2;
  });
  let excess = 0;
  let exposure = 0;
  for (const [row, e] of expected.entries()) {
    if (e < OWN_SPREAD_S) continue;
    const variance = own[delays.route[row]!]!;
    const square = Math.min(residual[row]! ** 2, 25 * (variance + e * USUAL_DEMAND_S));
    excess += Math.max(0, square - variance);
    exposure += e;
  }
  const demand = Math.max(0.001, exposure > 0 ? excess / exposure : USUAL_DEMAND_S);
  return expected.map((e, row) => {
    const variance = own[delays.route[row]!]! + demand * e;
    const deviations = Math.abs(residual[row]!) / Math.sqrt(variance);
    return Math.min(1, OUTLIER_DEVIATIONS / deviations) / variance;
  });
}

function explainedOf(
  { delayS, route }: Delays,
  routes: number,
  predicted: Float64Array,
  counts: (row: number) => boolean,
): number {
  const sums = new Float64Array(routes);
  const rows = new Float64Array(routes);
  for (const [row, delay] of delayS.entries()) {
    if (!counts(row)) continue;
    sums[route[row]!] = sums[route[row]!]! + delay;
    rows[route[row]!] = rows[route[row]!]! + 1;
  }
  let unexplained = 0;
  let total = 0;
  for (const [row, delay] of delayS.entries()) {
    if (!counts(row)) continue;
    unexplained += (delay - predicted[row]!) ** 2;
    total += (delay - sums[route[row]!]! / rows[route[row]!]!) ** 2;
  }
  return total > 0 ? 1 - unexplained / total : Number.NaN;
}
