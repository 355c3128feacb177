import type { Action } from '../record/vocabulary.js';

/** Whether a recommendation was carried out, as far as the later log shows it. */
export type Done = 'done' | 'partly' | 'no' | 'unknown' | 'nothing to do';

/** What became of one recommendation. Figures are for the later log's traffic. */
export interface VerifiedRecommendation {
  id: string;
  action: Action;
  target: string;
  done: Done;
  /** Requests of its routes in the later log as a multiple of the earlier one's; null: none were asked for. */
  traffic: number | null;
  predicted: { requests: number; appSeconds: number | null; low: number | null; high: number | null };
  /** Null: the logs cannot tell. */
  came: { requests: number | null; appSeconds: number | null };
  /** What `done` was taken from, in a sentence. */
  says: string;
}

interface LogSummary {
  requests: number;
  appSeconds: number | null;
  /** ISO 8601, UTC; null: no line carried a time. */
  firstTime: string | null;
  lastTime: string | null;
}

/** What `logsplit verify` gives: a contract, see README.md. */
export interface Verification {
  schema: 'logsplit.verification/1';
  before: LogSummary;
  after: LogSummary;
  /** Application seconds for the later log's requests; null: the logs have no times. */
  appSeconds: {
    /** Had every request cost what its route cost before. */
    unchanged: number;
    /** That, less what was predicted for what was done. */
    predicted: number;
    measured: number;
  } | null;
  recommendations: VerifiedRecommendation[];
}
