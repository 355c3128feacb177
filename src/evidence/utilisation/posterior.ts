import { remainder, takeAway } from './least-squares.js';
import type { Regression } from './regression.js';
import { seeded, truncatedNormal } from './truncated-normal.js';

/** What the data leave possible for the coefficients: `draws[column]` are as many equally likely values. */
export type Draws = readonly Float64Array[];

const KEPT = 2000;
const WORK = 3e8;

/**
 * Draws from the posterior of a bounded regression with a flat prior between the bounds: each coefficient in turn is
 * drawn from its normal distribution given the others, cut off at its bounds (Gibbs sampling; Geweke 1991). Intervals by
 * bootstrap fail at a bound, where half of all coefficients lie here; these do not, and routes whose work cannot be told
 * apart get the wide intervals that they deserve.
 */
export function drawCoefficients({ x: start, equations, variance }: Regression, upper: Float64Array): Draws {
  const { gram } = equations;
  const n = start.length;
  const sweeps = Math.max(KEPT, Math.min(10 * KEPT, Math.floor(WORK / (n * n))));
  const every = Math.floor(sweeps / KEPT);
  const random = seeded(1);
  const x = start.slice();
  const left = remainder(equations, x);
  const draws = Array.from({ length: n }, () => new Float64Array(KEPT));
  for (let sweep = -Math.ceil(sweeps / 10); sweep < KEPT * every; sweep++) {
    for (let j = 0; j < n; j++) {
      const own = gram[j * n + j]!;
      if (own <= 0) {
        // No row tells anything of it.
        x[j] = upper[j] === Number.POSITIVE_INFINITY ? 0 : upper[j]! * random();
        continue;
      }
      const centre = x[j]! + left[j]! / own;
      const deviation = Math.sqrt(variance / own) || Number.MIN_VALUE;
      const value = centre + deviation * truncatedNormal(-centre / deviation, (upper[j]! - centre) / deviation, random);
      const within = Math.min(upper[j]!, Math.max(0, value));
      takeAway(left, gram, j, within - x[j]!);
      x[j] = within;
    }
    if (sweep >= 0 && sweep % every === 0) for (let j = 0; j < n; j++) draws[j]![sweep / every] = x[j]!;
  }
  return draws;
}
