import { SHORT_BASE_S } from './delayed.js';
import { lineThrough, twoSlopes } from './least-squares.js';
import { inProgress, type Neighbourhood } from './neighbours.js';
import { quantile } from './served.js';
import type { SharedCores } from './shared-cores.js';

/** What requests that are too short to wait for anything but the CPU say of a model. */
export interface Testimony {
  /** Whether they are slowed by routes that compute by the model more than by those that wait by it. */
  isByComputing: boolean;
  /** The t value of the slope on those that compute. */
  t: number;
  /** Their own CPU time by the model, as a fraction of their time: they are nothing but CPU. */
  sensitivity: number;
}

const FEWEST_ROWS = 20;
const LEAST_DEVIATION_S = 0.0003;
const OWN_ERROR = 0.2;

/** Routes of short requests, with rows enough. */
export function shortRoutes({ served }: Neighbourhood): number[] {
  return [...served.times.keys()].filter((route) => {
    const { rows, p10 } = served.times[route]!;
    return rows >= FEWEST_ROWS && p10 <= SHORT_BASE_S;
  });
}

/** Asks the short requests about a model of shared cores. */
export function testimony(around: Neighbourhood, { shares, factors }: SharedCores): Testimony {
  const { served } = around;
  const short = shortRoutes(around);
  const took = (i: number): number => Math.min(served.tookS[i]!, served.times[served.route[i]!]!.p99);
  const { first, firstT, second } = twoSlopes(
    short.map(served.of),
    [
      inProgress(around, shares),
      inProgress(
        around,
        shares.map((share) => 1 - share),
      ),
    ],
    took,
    LEAST_DEVIATION_S,
  );
  let weights = 0;
  let sum = 0;
  for (const route of short) {
    const { slope, error, meanX, meanY } = lineThrough(served.of(route), factors, took);
    if (!(error > 0)) continue;
    const undisturbed = Math.max(LEAST_DEVIATION_S, meanY - slope * (meanX - 1));
    const weight = 1 / ((error / undisturbed) ** 2 + OWN_ERROR ** 2);
    weights += weight;
    sum += (weight * slope) / undisturbed;
  }
  return { isByComputing: first > second, t: firstT, sensitivity: sum / weights };
}

const LONG_BASE_S = 0.01;
const FEWEST_LONG_ROUTES = 4;

/**
 * How alike long routes are slowed by a crowd: the 20th percentile over routes of seconds a request in progress, as a
 * fraction of the 80th. On shared cores a route that waits is not slowed at all; one CPU for all delays every route.
 * NaN: too few routes.
 */
export function evenness(around: Neighbourhood): number {
  const { served } = around;
  const crowd = inProgress(around, new Float64Array(served.routes).fill(1));
  const slopes = served.times.flatMap(({ rows, p10, p99 }, route) =>
    rows >= FEWEST_ROWS && p10 >= LONG_BASE_S
      ? [lineThrough(served.of(route), crowd, (i) => Math.min(served.tookS[i]!, p99)).slope]
      : [],
  );
  if (slopes.length < FEWEST_LONG_ROUTES) return Number.NaN;
  const sorted = Float64Array.from(slopes).sort();
  return quantile(sorted, 0.2) / quantile(sorted, 0.8);
}
