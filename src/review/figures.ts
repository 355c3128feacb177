import type { CellRow } from './cells.js';
import type { Figures, Percentiles } from './types.js';

/** @param scale of counts: 1, or what makes the days as many as those of the reviewed period */
export function figuresOf(row: CellRow, scale = 1): Figures {
  const scaled = (n: number): number => n * scale;
  const { nginx, cache, app, requests } = row;
  return {
    requests: scaled(requests),
    errors: scaled(row.errors),
    refused: scaled(row.refused),
    servedBy: {
      nginx: scaled(nginx),
      cache: scaled(cache),
      app: scaled(app),
      unknown: scaled(requests - nginx - cache - app),
    },
    bytes: scaled(row.bytes),
    appSeconds: row.app_seconds === null ? null : scaled(row.app_seconds),
    latency: percentilesOf(row.quantiles),
  };
}

/** @param quantiles 50th, 90th, 95th, 99th percentile, seconds */
export function percentilesOf(quantiles: readonly number[] | null): Percentiles | null {
  if (quantiles === null) return null;
  return { p50: quantiles[0]!, p95: quantiles[2]!, p99: quantiles[3]! };
}

/** Of what was not asked for. */
export const NO_FIGURES: Figures = {
  requests: 0,
  errors: 0,
  refused: 0,
  servedBy: { nginx: 0, cache: 0, app: 0, unknown: 0 },
  bytes: 0,
  appSeconds: 0,
  latency: null,
};
