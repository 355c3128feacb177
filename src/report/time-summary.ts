import type { TimeSummary } from './types.js';

/** The columns in which a query gives the distribution of a time, seconds. */
export interface TimeColumns {
  count: number;
  sum: number | null;
  max: number | null;
  /** 50th, 90th, 95th and 99th percentile. */
  quantiles: readonly number[] | null;
}

/** Null where no request has the time. */
export function timeSummary({ count, sum, max, quantiles }: TimeColumns): TimeSummary | null {
  if (count === 0 || sum === null || max === null || quantiles === null) return null;
  const [p50 = max, p90 = max, p95 = max, p99 = max] = quantiles;
  return { sum, mean: sum / count, p50, p90, p95, p99, max };
}
