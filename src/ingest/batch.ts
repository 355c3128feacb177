import type { RequestFields } from '../record/request-fields.js';
import { BATCH_ROWS, Column } from '../store/column.js';
import { HIT_COLUMNS, type HitColumn } from './columns.js';
import { Dictionary } from './dictionary.js';

/** The distinct texts of a log, by the table that holds them. */
export interface Dictionaries {
  words: Dictionary;
  clients: Dictionary;
  paths: Dictionary;
  queries: Dictionary;
  referrers: Dictionary;
  agents: Dictionary;
  contentTypes: Dictionary;
}

export function emptyDictionaries(): Dictionaries {
  return {
    words: new Dictionary(),
    clients: new Dictionary(),
    paths: new Dictionary(),
    queries: new Dictionary(),
    referrers: new Dictionary(),
    agents: new Dictionary(),
    contentTypes: new Dictionary(),
  };
}

/** The seam between reading and everything after it: a batch of rows, column by column, texts as ids. */
export class HitBatch {
  readonly columns: Record<HitColumn, Column>;
  rows = 0;
  /** Whether any row has fields without a column of their own. */
  hasExtra = false;

  constructor() {
    const columns = Object.entries(HIT_COLUMNS).map(([name, kind]) => [name, new Column(kind)]);
    this.columns = Object.fromEntries(columns) as Record<HitColumn, Column>;
  }

  get full(): boolean {
    return this.rows === BATCH_ROWS;
  }

  clear(): void {
    this.rows = 0;
    this.hasExtra = false;
  }

  /** Adds one request. @param line 1-based number of its first line */
  add(fileId: number, line: number, f: RequestFields, d: Dictionaries): void {
    const c = this.columns;
    const row = this.rows++;
    c.file_id.setId(row, fileId);
    c.line.setNumber(row, line);
    c.ended_at.setNumber(row, f.endedAtUs);
    c.client_id.setId(row, d.clients.id(f.client));
    c.host_id.setId(row, d.words.id(f.host));
    c.user_id.setId(row, d.words.id(f.user));
    c.method_id.setId(row, d.words.id(f.method));
    c.path_id.setId(row, d.paths.id(f.path));
    c.query_id.setId(row, d.queries.id(f.query));
    c.protocol_id.setId(row, d.words.id(f.protocol));
    c.malformed_id.setId(row, d.paths.id(f.malformed));
    c.status.setNumber(row, f.status);
    c.bytes.setNumber(row, f.bytes);
    c.request_bytes.setNumber(row, f.requestBytes);
    c.referrer_id.setId(row, d.referrers.id(f.referrer));
    c.agent_id.setId(row, d.agents.id(f.agent));
    c.request_s.setNumber(row, f.requestS);
    c.upstream_s.setNumber(row, f.upstreamS);
    c.connect_s.setNumber(row, f.connectS);
    c.header_s.setNumber(row, f.headerS);
    c.attempts.setNumber(row, f.attempts);
    c.upstream_asked.setNumber(row, f.upstreamAsked === null ? null : Number(f.upstreamAsked));
    c.upstream_addr_id.setId(row, d.words.id(f.upstreamAddr));
    c.cache_status_id.setId(row, d.words.id(f.cacheStatus));
    c.content_type_id.setId(row, d.contentTypes.id(f.contentType));
    c.cpu_s.setNumber(row, f.cpuS);
    c.app_s.setNumber(row, f.appS);
    c.wait_s.setNumber(row, f.waitS);
    c.extra.setText(row, f.extra);
    if (f.extra !== null) this.hasExtra = true;
  }
}
