import type { Action, Bound, Confidence, Content, Server } from '../record/vocabulary.js';

/** Seconds: the distribution of a time over a route's requests. */
export interface TimeSummary {
  sum: number;
  mean: number;
  p50: number;
  p90: number;
  p95: number;
  p99: number;
  max: number;
}

/** One rung of the ladder of evidence: R0 set apart, R1 explicit, R2 utilisation law, R3 contention, R4 nothing. */
export const RUNGS = ['R0', 'R1', 'R2', 'R3', 'R4'] as const;
type Rung = (typeof RUNGS)[number];

/** What one rung says of a route, in words, with the figures behind it. */
export interface Evidence {
  rung: Rung;
  /** The bound this rung argues for, or 'refused' where it could not be applied. */
  says: Bound | 'refused';
  /** A sentence a backend developer understands, with its numbers and units. */
  detail: string;
}

export type StatusClass = '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | 'none';

export interface RouteReport {
  /** null: the request line was malformed, or the format has no method. */
  method: string | null;
  /** null: the log does not name the host. */
  host: string | null;
  /** The path with its variable parts replaced: /users/:id. */
  route: string;
  kind: Content;
  servedBy: Record<Server, number>;
  requests: number;
  bytes: number;
  /** Bytes of the answers that the application gave. */
  appBytes: number;
  status: Partial<Record<StatusClass, number>>;
  /** Seconds from the first byte of the request to the last byte of the answer; null: not logged. */
  requestTime: TimeSummary | null;
  /** Seconds the application took, all attempts together; null: not logged, or the application was never asked. */
  upstreamTime: TimeSummary | null;
  /** Seconds that its requests waited for a free worker, which is part of the upstream time; null: the log cannot tell. */
  queuedSeconds: number | null;
  bound: Bound;
  confidence: Confidence;
  /** Why the label is what it is, in words, with figures. */
  why: string;
  /** Mean CPU milliseconds a request; null: no evidence. */
  cpuMs: number | null;
  /** CPU as a fraction of the uncontended time; null: no evidence. */
  cpuShare: number | null;
  evidence: Evidence[];
}

export interface Saving {
  requests: number;
  bytes: number;
  /** Expected application seconds saved over the period of the log; null: the log has no times. */
  appSeconds: number | null;
  low: number | null;
  high: number | null;
  /** appSeconds as a fraction of all application seconds; null: the log has no times. */
  share: number | null;
}

export interface Recommendation {
  /** Stable from run to run: the action and its target. */
  id: string;
  action: Action;
  /** What it is about in one phrase: a path prefix, a route, or a group. */
  target: string;
  /** Every route it covers as routeName gives it, most application seconds first. */
  routes: string[];
  saving: Saving;
  confidence: Confidence;
  why: string;
  /** What to do. Lines indented by four spaces are configuration or code to paste; the others are prose. */
  how: string;
}

export interface RejectedLine {
  path: string;
  /** 1-based. */
  line: number;
  /** Of the line's first byte, in the (decompressed) file. */
  byteOffset: number;
  reason: string;
  /** The line's beginning, unescaped: escape before showing. */
  sample: string;
}

export interface InputFile {
  path: string;
  /** The format's name, as --format takes it. */
  format: string;
  /** The format as an nginx log_format string, or null where it is not positional. */
  logFormat: string | null;
  /** How the format was found: "given", "detected", "inferred", "nginx.conf". */
  formatOrigin: string;
  lines: number;
  parsed: number;
  rejected: number;
  ignored: number;
  /** A fault met while reading (a truncated archive); what came before it is kept. */
  fault: string | null;
}

/** A file of CPU times (--cpu). */
export interface CpuInput {
  path: string;
  /** Its format's name: sar, pidstat, table … */
  format: string;
  /** What was taken of it, in words: a column, processes. May hold the file's text: escape before showing. */
  what: string;
  scope: 'app' | 'host';
  /** How its figures were read: s, total-s, cores, %core, %all. */
  unit: string;
  /** By the file or by --cores; null: neither says. */
  cores: number | null;
  /** lines = used + ignored + rejected. */
  lines: number;
  used: number;
  ignored: number;
  rejected: number;
  samples: number;
  /** Median time between two samples. */
  stepSeconds: number;
  /** What has to be added to its times for its zone; null: it could not be laid beside the log. */
  zoneSeconds: number | null;
  /** And besides, for the difference of the clocks. */
  clockSeconds: number | null;
  /** Why it could not be used, in a sentence; null: it was. */
  fault: string | null;
}

export interface InputReport {
  files: InputFile[];
  cpu: CpuInput[];
  lines: number;
  parsed: number;
  rejected: number;
  ignored: number;
  /** Parsed lines left out of the analysis by the filters. */
  excluded: number;
  /** Requests that a store held once: see `logsplit db forget` and --keep. */
  forgotten: number;
  /** As options, with times resolved: "--since 2026-11-23T00:00:00Z". */
  filters: readonly string[];
  /** Whether clients are networks in place of addresses, and so are what `totals.clients` counts. */
  anonymized: boolean;
  rejectReasons: Record<string, number>;
  rejectedLines: RejectedLine[];
  /** ISO 8601, UTC; null: no line carried a time. */
  firstTime: string | null;
  lastTime: string | null;
}

export interface Totals {
  requests: number;
  bytes: number;
  static: number;
  dynamic: number;
  servedBy: Record<Server, number>;
  /** Sum of upstream time; null: the log has none. */
  appSeconds: number | null;
  /** Sum of request time; null: the log has none. */
  requestSeconds: number | null;
  status: Partial<Record<StatusClass, number>>;
  requestTime: TimeSummary | null;
  upstreamTime: TimeSummary | null;
  /** Waiting for a free worker, which is neither CPU nor IO of a route; null: the log cannot tell. */
  queueing: {
    /** Requests that the application works on at a time; null: not known. */
    workers: number | null;
    /** By the application's own times, or by replaying the log's with --workers, or with the number that fits it best. */
    found: 'reported' | 'given' | 'searched';
    seconds: number;
    /** Seconds as a fraction of all application seconds. */
    share: number;
  } | null;
  clients: number;
  malformed: number;
  /** Static content served by the application: what offloading would take away. */
  leak: { requests: number; bytes: number; appSeconds: number | null };
}

export interface Counted {
  name: string;
  requests: number;
}

export interface AgentsReport {
  /** false: the log has no user agent. */
  logged: boolean;
  bots: { requests: number; appSeconds: number | null; names: Counted[] };
  browsers: Counted[];
  systems: Counted[];
  devices: Counted[];
}

/** One slice of the time axis. */
export interface TimeBucket {
  /** ISO 8601, UTC: the slice's beginning. */
  time: string;
  requests: number;
  errors: number;
  appSeconds: number | null;
}

/** What a query of the user's own gives. */
export interface OwnAnswer {
  /** Of its file, without .sql. */
  name: string;
  title: string;
  columns: string[];
  /** By column; at most a thousand. */
  rows: Readonly<Record<string, string | number | boolean | null>>[];
  /** Whether there are more rows. */
  isCut: boolean;
  /** Why it could not be run; null: it was. */
  failure: string | null;
}

/** The one report that every output renders: a contract, see README.md. */
export interface Report {
  schema: 'logsplit.report/1';
  input: InputReport;
  totals: Totals;
  /** Every route, most application seconds first. */
  routes: RouteReport[];
  /** Most application seconds saved first. */
  recommendations: Recommendation[];
  agents: AgentsReport;
  timeline: { bucketSeconds: number; buckets: TimeBucket[] };
  /** Absent: there are none. */
  queries?: OwnAnswer[];
}
