/** The tables that a report of `analyze` can have: what --table takes, and the files that --csv writes. */
export const ANALYSIS_TABLES = [
  'routes',
  'recommendations',
  'requests-over-time',
  'application-over-time',
  'served-by',
  'content',
  'status',
  'bots',
  'browsers',
  'systems',
  'devices',
  'files',
  'rejected-reasons',
  'rejected-lines',
] as const;
export type AnalysisTable = (typeof ANALYSIS_TABLES)[number];
