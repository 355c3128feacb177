import type { Report } from './types.js';

/** What is known of logs before a line of them is read. @param paths of the logs */
export function blankReport(paths: readonly string[] = []): Report {
  const nothing = { lines: 0, parsed: 0, rejected: 0, ignored: 0 };
  return {
    schema: 'logsplit.report/1',
    input: {
      files: paths.map((path) => ({
        path,
        format: '',
        logFormat: null,
        formatOrigin: '',
        ...nothing,
        fault: null,
      })),
      cpu: [],
      ...nothing,
      excluded: 0,
      forgotten: 0,
      filters: [],
      anonymized: false,
      rejectReasons: {},
      rejectedLines: [],
      firstTime: null,
      lastTime: null,
    },
    totals: {
      requests: 0,
      bytes: 0,
      static: 0,
      dynamic: 0,
      servedBy: { nginx: 0, cache: 0, app: 0, unknown: 0 },
      appSeconds: null,
      requestSeconds: null,
      status: {},
      requestTime: null,
      upstreamTime: null,
      queueing: null,
      clients: 0,
      malformed: 0,
      leak: { requests: 0, bytes: 0, appSeconds: null },
    },
    routes: [],
    recommendations: [],
    agents: {
      logged: false,
      bots: { requests: 0, appSeconds: null, names: [] },
      browsers: [],
      systems: [],
      devices: [],
    },
    timeline: { bucketSeconds: 60, buckets: [] },
  };
}
