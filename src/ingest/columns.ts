import type { ColumnKind } from '../store/column-kinds.js';

/** The columns of `hits`; ids use 0 for "not said" and are never null. */
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
  request_s: 'double',
  upstream_s: 'double',
  connect_s: 'double',
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
