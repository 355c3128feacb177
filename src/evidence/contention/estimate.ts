import { LEAST_S, type Served } from './served.js';

/** What a model says that a route's requests need. */
export interface Estimate {
  /** CPU seconds a request, and their standard error. */
  cpuS: number;
  cpuErrorS: number;
  /** CPU as a fraction of the undisturbed time, and its standard error. */
  share: number;
  shareError: number;
}

/** Rows that a route must have, and the least that its fastest tenth may take: below, milliseconds tell nothing. */
export const FEWEST_ROWS = 30;
const LEAST_BASE_S = 0.002;
/** Shares are held against one from here on. */
const CHECKED_BASE_S = 0.003;
/** Of a one-sided 95% interval. */
export const SIGMAS = 1.64;

/** Whether a route has rows enough, and takes long enough, to be judged. */
export function isJudged({ times }: Served, route: number): boolean {
  const { rows, p10 } = times[route]!;
  return rows >= FEWEST_ROWS && p10 >= LEAST_BASE_S;
}

/** The 10th percentile of a route's time, seconds: near to what it takes undisturbed. */
export function baseOf({ times }: Served, route: number): number {
  const { p10 } = times[route]!;
  return p10 > LEAST_S ? p10 : LEAST_S;
}

/** How a model's shares of the fastest tenth's time lie: no route can compute for longer than it takes. */
export interface Scale {
  /** Where the routes that compute all the time lie, by their own estimates: 1 fits. NaN: there are none. */
  level: number;
  /** By how much the highest share exceeds one even at the low end of its interval, as a logarithm. */
  excess: number;
}

/** @param shares CPU time over the 10th percentile of the time, by route */
export function scaleOf(served: Served, shares: readonly { value: number; error: number }[]): Scale {
  let weights = 0;
  let logs = 0;
  let excess = 0;
  for (const [route, { value, error }] of shares.entries()) {
    if (!isJudged(served, route)) continue;
    const low = value - SIGMAS * error;
    if (low > 0.5 && value > 0.7) {
      const weight = 1 / ((error / value) ** 2 + 0.01);
      weights += weight;
      logs += weight * Math.log(value);
    }
    if (low > 1 && served.times[route]!.p10 >= CHECKED_BASE_S) excess = Math.max(excess, Math.log(low));
  }
  return { level: weights > 0 ? Math.exp(logs / weights) : Number.NaN, excess };
}
