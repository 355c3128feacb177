import type { RunQuery } from '../store/store.js';
import type { Report, TimeBucket } from './types.js';

// Widths that fall on whole minutes, hours and days.
const WIDTHS_S = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800,
] as const;
const MOST_BUCKETS = 200;

/** Requests over time, in at most some 200 slices; slices without a request are there too. */
export async function collectTimeline(query: RunQuery, spanSeconds: number): Promise<Report['timeline']> {
  const bucketSeconds = WIDTHS_S.find((width) => spanSeconds / width <= MOST_BUCKETS) ?? yearsWidth(spanSeconds);
  const rows = await query<TimeBucket & { app_seconds: number | null }>('timeline', { bucket_seconds: bucketSeconds });
  const known = new Map(rows.map((row) => [Date.parse(row.time), row]));
  const first = rows[0] ? Date.parse(rows[0].time) : 0;
  const last = rows.length > 0 ? Date.parse(rows.at(-1)!.time) : -1;
  const timed = rows.some((row) => row.app_seconds !== null);
  const buckets: TimeBucket[] = [];
  for (let at = first; at <= last; at += bucketSeconds * 1000) {
    const row = known.get(at);
    buckets.push({
      time: `${new Date(at).toISOString().slice(0, 19)}Z`,
      requests: row?.requests ?? 0,
      errors: row?.errors ?? 0,
      appSeconds: timed ? (row?.app_seconds ?? 0) : null,
    });
  }
  return { bucketSeconds, buckets };
}

// A single wrong clock in the log must not make a million slices.
function yearsWidth(spanSeconds: number): number {
  const week = WIDTHS_S.at(-1)!;
  return Math.ceil(spanSeconds / MOST_BUCKETS / week) * week;
}
