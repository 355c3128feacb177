import type { CpuSeries } from '../cpu/series.js';

/** What the user tells about the server, which no log says. */
export interface EvidenceOptions {
  /** Cores that the application has; null: not told. */
  cores: number | null;
  /** Requests that it works on at a time: worker processes times threads; null: not told. */
  workers: number | null;
  /** CPU time over time, from other files. */
  cpu: readonly CpuSeries[];
}

export const NOTHING_TOLD: EvidenceOptions = { cores: null, workers: null, cpu: [] };
