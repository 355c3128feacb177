/** A server as it is told: worker processes, threads of each, and cores. */
export interface Workers {
  workers: number;
  threads: number;
  cores: number;
}

/** What is to be different. */
export interface Changes {
  /** Globs of paths. */
  offload: readonly string[];
  compile: readonly { route: string; factor: number }[];
  cache: readonly { route: string; ttlS: number }[];
  /** A multiple of the log's. */
  traffic: number;
}

/** Seconds of the requests' time, to the client. */
export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/** What a server does with its requests. */
export interface Figures {
  /** All that the application answers in the log, at the traffic that is simulated. */
  requests: number;
  /** Of these, what still reaches the application. */
  appRequests: number;
  appSeconds: number;
  /** Of these, waiting for a worker. */
  queuedSeconds: number;
  /** Null: nothing tells. */
  cpuSeconds: number | null;
  /** Part of their time that workers, and cores, are busy. */
  workerUtilisation: number;
  coreUtilisation: number | null;
  /** By Little's law, so that they are at most 70% busy at the peak. */
  workersNeeded: number;
  /** Of the requests that the filters leave; null: there are none. */
  requestTime: Percentiles | null;
}

export interface RouteFigures {
  requests: number;
  appRequests: number;
  appSeconds: number;
  queuedSeconds: number;
  requestTime: Percentiles | null;
}

/** What routes are taken for whose CPU nothing tells; null: it is known of all. */
export type UnknownAs = 'io' | 'cpu' | null;

/** One end of what may be: all is known, or the unknown routes wait, or they compute. */
export interface End {
  unknownAs: UnknownAs;
  /** The part of the cores with which a simulation explains the log. */
  usableCores: number;
  /** The log as it is, simulated: how far it is from what was measured is how far to trust the rest. */
  simulated: Figures;
  after: Figures;
}

export interface WhatIfRoute {
  method: string | null;
  host: string | null;
  route: string;
  /** From what its CPU is taken. */
  cpu: 'reported' | 'share' | 'unknown';
  measured: RouteFigures;
  /** In the order of the whole's. */
  ends: { simulated: RouteFigures; after: RouteFigures }[];
}

/** What `logsplit whatif` gives: a contract, see README.md. */
export interface WhatIf {
  schema: 'logsplit.whatif/1';
  changes: Changes;
  now: Workers;
  planned: Workers;
  assumptions: string[];
  measured: Figures;
  /** One, or two where the CPU of some routes is unknown. */
  ends: End[];
  /** Most application seconds first. */
  routes: WhatIfRoute[];
}
