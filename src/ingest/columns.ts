import type { ColumnKind } from '../store/column-kinds.js';

/**
 * The columns of `hits`, and `upstream_asked`, which who served the request says there; ids use 0 for "not said" and are
 * never null.
 */
export const HIT_COLUMNS = {
  file_id: 'id',
  line: 'bigint',
  ended_at: 'timestamp',
  client_id: 'id',
  host_id: 'id',
  user_id: 'id',
  method_id: 'id',
  path_id: 'id',
  query_id: 'id',
  protocol_id: 'id',
  malformed_id: 'id',
  status: 'integer',
  bytes: 'bigint',
  request_bytes: 'bigint',
  referrer_id: 'id',
  agent_id: 'id',
  request_ms: 'integer',
  request_s: 'double',
  upstream_ms: 'integer',
  upstream_s: 'double',
  connect_ms: 'integer',
  connect_s: 'double',
  header_ms: 'integer',
  header_s: 'double',
  attempts: 'integer',
  upstream_asked: 'boolean',
  upstream_addr_id: 'id',
  cache_status_id: 'id',
  content_type_id: 'id',
  cpu_s: 'double',
  app_s: 'double',
  wait_s: 'double',
  extra: 'text',
} as const satisfies Record<string, ColumnKind>;

export type HitColumn = keyof typeof HIT_COLUMNS;

/** Columns that follow from what the texts mean, behind those that are read. */
export const SETTLED_COLUMNS = {
  template_id: 'id',
  content: 'code',
  served_by: 'code',
  is_bot: 'boolean',
} as const satisfies Record<string, ColumnKind>;

/** All of them, in the order of a batch. */
export const BATCH_COLUMNS = { ...HIT_COLUMNS, ...SETTLED_COLUMNS } as const;

/**
 * Columns that take room in the store only once a row has a value for one of the group: queries/steps/keep/GROUP.sql
 * makes them stored ones.
 */
export const KEPT_ON_DEMAND = {
  file: ['file_id'],
  details: ['line', 'protocol_id', 'referrer_id'],
  user: ['user_id'],
  malformed: ['malformed_id'],
  host: ['host_id'],
  request_bytes: ['request_bytes'],
  request_ms: ['request_ms'],
  request_s: ['request_s'],
  attempts: ['attempts'],
  upstream_ms: ['upstream_ms'],
  upstream_s: ['upstream_s'],
  connect_ms: ['connect_ms'],
  connect_s: ['connect_s'],
  header_ms: ['header_ms'],
  header_s: ['header_s'],
  upstream_addr: ['upstream_addr_id'],
  cache_status: ['cache_status_id'],
  content_type: ['content_type_id'],
  reported: ['cpu_s', 'app_s', 'wait_s'],
  extra: ['extra'],
} as const satisfies Record<string, readonly HitColumn[]>;

/** Of these columns, which id says nothing where it is not 0, as computed in schema.sql: most stores hold one log. */
export const SAYS_NOTHING: Partial<Record<HitColumn, number>> = { file_id: 1 };

/**
 * For what a log is read: for `all` that may be asked, or for a `report` alone. No question of a report is about these
 * columns: without them a log with times is read in an eighth less of CPU time.
 */
export type Purpose = 'report' | 'all';
export const NOT_REPORTED: ReadonlySet<HitColumn> = new Set([
  'file_id',
  'line',
  'protocol_id',
  'request_bytes',
  'referrer_id',
  'connect_ms',
  'connect_s',
  'upstream_addr_id',
  'extra',
]);
/** Nor about these, where the application reports nothing of the request. */
export const REPORTED_WITH: ReadonlySet<HitColumn> = new Set(['header_ms', 'header_s']);

/** Columns that a report asks nothing of, once others are settled by them. */
export const SETTLED_BY: ReadonlySet<HitColumn> = new Set(['malformed_id', 'cache_status_id', 'content_type_id']);

export type ColumnGroup = keyof typeof KEPT_ON_DEMAND;
