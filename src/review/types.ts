import type { Content, Server } from '../record/vocabulary.js';
import type { Recommendation } from '../report/types.js';
import type { Verification } from '../report/verification.js';

/** What is compared of a route. `appShare` is the share of its requests that reach the application, `traffic` its share of all requests. */
const METRICS = ['p50', 'p95', 'p99', 'errors', 'appShare', 'traffic'] as const;
export type Metric = (typeof METRICS)[number];

/** Seconds: of the request time or, where it is not logged, the upstream time. */
export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/** What was asked for in a period. Those of a longer one are scaled to as many days as the reviewed one has. */
export interface Figures {
  requests: number;
  /** Status 5xx. */
  errors: number;
  /** Status 4xx. */
  refused: number;
  servedBy: Record<Server, number>;
  bytes: number;
  /** Null: the log has no upstream times. */
  appSeconds: number | null;
  /** Null: the log has no times. */
  latency: Percentiles | null;
}

/** A change of one metric that is too large and too steady for chance. */
export interface Change {
  metric: Metric;
  /** Seconds for percentiles, else fractions of one: the mean of the days. */
  before: number;
  after: number;
  /** The first day on which it holds, 2026-11-10; null: the whole period. */
  since: string | null;
  /** Probability of any such change without a cause, of all that were tested. */
  p: number;
  /** Traffic is neither. */
  is: 'worse' | 'better' | 'other';
}

export interface RouteChange {
  method: string | null;
  host: string | null;
  route: string;
  kind: Content;
  /** Null: a new route, or one that is gone. */
  before: Figures | null;
  after: Figures | null;
  changes: Change[];
  /** What could be tested; the others have too few requests a day. */
  tested: Metric[];
}

export const FINDING_KINDS = ['regression', 'improvement', 'traffic', 'new', 'gone'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What a reader has to know, most important first. */
export interface Finding {
  kind: FindingKind;
  /** As routeName gives it. */
  route: string;
  changes: Change[];
  /** Application seconds more (or less) in the reviewed period; null: not logged. */
  appSeconds: number | null;
  says: string;
}

export interface PeriodInfo {
  /** 2026-W46, or dates. */
  name: string;
  /** ISO 8601, UTC. */
  from: string;
  /** The first moment behind it. */
  until: string;
  days: number;
  /** Of them: days that the store holds, and that are compared. */
  compared: number;
}

/** Where a change of the application seconds comes from; the parts add up to it. */
export interface Parts {
  before: number;
  after: number;
  /** More or fewer requests. */
  requests: number;
  /** Other routes asked for than before. */
  mix: number;
  /** More or fewer of a route's requests reach the application. */
  reach: number;
  /** Slower or faster requests that reach it. */
  speed: number;
  new: number;
  gone: number;
}

export interface HostChange {
  /** Null: the log names none. */
  host: string | null;
  before: Figures;
  after: Figures;
  /** Percentiles of the reviewed period had routes their shares of before. */
  sameMix: Percentiles | null;
}

/** How busy the application is. */
export interface Load {
  /** Requests that it works on at a time; null: not known. */
  workers: number | null;
  /** Mean of requests in work over the period, by Little's law: application seconds by seconds. */
  mean: number;
  /** In the busiest hour. */
  peak: number;
  /** ISO 8601, UTC: the beginning of the busiest hour. */
  peakHour: string;
  peakRequests: number;
  /** Share of the workers that are busy at the peak; null: workers are not known. */
  utilisation: number | null;
  /** How many times the traffic of the peak fits into 70% of the workers; null: workers are not known. */
  headroom: number | null;
}

export interface Week {
  name: string;
  /** Whether all of its days are stored; others are not used for the forecast. */
  isWhole: boolean;
  requests: number;
  errors: number;
  appSeconds: number | null;
  /** Requests in work in its busiest hour; null: not logged. */
  peak: number | null;
}

export interface Forecast {
  /** Whole weeks that it comes from. */
  weeks: number;
  /** Why there is none, or what it cannot tell, in sentences. */
  notes: string[];
  growth: Growth | null;
  /** When the peak hour reaches shares of the workers, at this growth and the reviewed period's cost a request. */
  saturation: Saturation[];
}

/** Requests from week to week: 0.08 is 8% more each week. */
interface Growth {
  weekly: number;
  /** The 95% interval. */
  low: number;
  high: number;
}

export interface Saturation {
  /** Of the workers: above 0.7 queues grow quickly. */
  share: number;
  /** Weeks from the reviewed period on; null: not within ten years. */
  weeks: number | null;
  /** The 95% interval. */
  earliest: number | null;
  latest: number | null;
}

export interface OpenRecommendation
  extends Pick<Recommendation, 'id' | 'action' | 'target' | 'saving' | 'confidence' | 'why'> {
  /** Whether it was not advised for the period before. */
  isNew: boolean;
}

export interface ReviewHour {
  /** ISO 8601, UTC. */
  time: string;
  requests: number;
  errors: number;
  appSeconds: number | null;
  /** In the same hour of the period that it is compared with; null: not stored. */
  before: { requests: number; errors: number; appSeconds: number | null } | null;
}

/** What `logsplit review` gives: a contract, see README.md. */
export interface Review {
  schema: 'logsplit.review/1';
  zone: string;
  period: PeriodInfo;
  against: PeriodInfo;
  /** Earlier periods that tell how much days and weeks differ without a cause. */
  further: string[];
  notes: string[];
  findings: Finding[];
  /** How many comparisons were made; the probability of a false alarm among all of them is below `alpha`. */
  tests: { count: number; alpha: number };
  totals: HostChange;
  hosts: HostChange[];
  /** Null: the log has no upstream times. */
  appSeconds: Parts | null;
  /** Most application seconds first. */
  routes: RouteChange[];
  /** What became of the recommendations for the period that it is compared with. */
  advice: Verification | null;
  open: OpenRecommendation[];
  /** Null: the log has no upstream times. */
  load: Load | null;
  forecast: Forecast;
  weeks: Week[];
  hours: ReviewHour[];
}
