import type { CellRow } from './cells.js';
import type { Change, Metric } from './types.js';

/** One day's value of a metric. */
interface DayValue {
  /** As people read it: seconds, or a fraction of one. */
  shown: number;
  /** On a scale where changes add up and days differ alike. */
  value: number;
  /** The variance that `value` has at least. */
  variance: number;
}

export interface MetricRule {
  metric: Metric;
  /** Null: too few requests on that day. */
  of: (row: CellRow, all: CellRow) => DayValue | null;
  /** Whether a change is one that somebody would want to know, however sure it is. */
  isLarge: (before: number, after: number) => boolean;
  is: (before: number, after: number) => Change['is'];
}

/** Logs are in milliseconds: below that nothing is known of a time. */
const RESOLUTION_S = 0.001;
/** Days are never alike to less than this, whatever a short log says. */
const LEAST_SPREAD = 0.01;
const LEAST_SLOWER_S = 0.002;

const moreIsWorse = (before: number, after: number): Change['is'] => (after > before ? 'worse' : 'better');

function percentile(metric: Metric, index: number, fewest: number, least: number): MetricRule {
  return {
    metric,
    of: ({ timed, quantiles }) => {
      if (timed < fewest || quantiles === null) return null;
      const shown = quantiles[index]!;
      const scale = shown + RESOLUTION_S;
      return {
        shown,
        value: Math.log(scale),
        variance: LEAST_SPREAD ** 2 + (RESOLUTION_S / scale) ** 2 / 12,
      };
    },
    isLarge: (before, after) =>
      Math.abs(after - before) >= LEAST_SLOWER_S && ratioOf(before + RESOLUTION_S, after + RESOLUTION_S) >= least,
    is: moreIsWorse,
  };
}

/** A share of requests, by the arcsine, which has the same variance whatever the share (Anscombe 1948). */
function share(metric: Metric, parts: (row: CellRow) => [number, number], isLarge: MetricRule['isLarge']): MetricRule {
  return {
    metric,
    of: (row) => {
      const [part, whole] = parts(row);
      if (whole < 20) return null;
      return {
        shown: part / whole,
        value: Math.asin(Math.sqrt((part + 3 / 8) / (whole + 3 / 4))),
        variance: 1 / (4 * whole) + LEAST_SPREAD ** 2,
      };
    },
    isLarge,
    is: moreIsWorse,
  };
}

/** Each metric asks for so many requests a day that a few of them lie beyond its percentile. */
export const METRIC_RULES: readonly MetricRule[] = [
  percentile('p50', 0, 20, 1.1),
  percentile('p95', 2, 100, 1.1),
  percentile('p99', 3, 500, 1.2),
  share(
    'errors',
    ({ errors, requests }) => [errors, requests],
    (before, after) => Math.abs(after - before) >= 0.005 && ratioOf(before + 0.001, after + 0.001) >= 1.5,
  ),
  share(
    'appShare',
    ({ app, nginx, cache }) => [app, app + nginx + cache],
    (before, after) => Math.abs(after - before) >= 0.05,
  ),
  {
    metric: 'traffic',
    of: ({ requests }, all) => ({
      shown: requests / all.requests,
      value: Math.log((requests + 0.5) / all.requests),
      variance: 1 / (requests + 1) + LEAST_SPREAD ** 2,
    }),
    isLarge: (before, after) => Math.max(before, after) >= 0.002 && ratioOf(before, after) >= 1.25,
    is: () => 'other',
  },
];

/** Of the larger to the smaller. */
function ratioOf(a: number, b: number): number {
  return Math.max(a, b) / Math.min(a, b);
}
