import type { RequestFields } from '../record/request-fields.js';
import { BATCH_ROWS, Column } from '../store/column.js';
import type { ColumnKind } from '../store/column-kinds.js';
import { HIT_COLUMNS, type HitColumn, NOT_REPORTED, type Purpose } from './columns.js';
import type { Dictionary } from './dictionary.js';
import { TimeColumns, type TimeName } from './time-columns.js';

const NOTHING: ReadonlySet<HitColumn> = new Set();

const DICTIONARIES = ['words', 'clients', 'paths', 'shapes', 'queries', 'referrers', 'agents', 'contentTypes'] as const;
export type DictionaryName = (typeof DICTIONARIES)[number];
/** The distinct texts of a log, by the table that holds them. */
export type Dictionaries = Readonly<Record<DictionaryName, Dictionary>>;

export function makeDictionaries<T extends Dictionary>(make: () => T): Readonly<Record<DictionaryName, T>> {
  return Object.fromEntries(DICTIONARIES.map((name) => [name, make()])) as Record<DictionaryName, T>;
}

/** The seam between reading and everything after it: a batch of rows, column by column, texts as ids. */
export class HitBatch {
  readonly columns: Record<HitColumn, Column>;
  /** The same columns in the table's order. */
  readonly ordered: readonly Column[];
  readonly times: Readonly<Record<TimeName, TimeColumns>>;
  /** Columns that stay empty. */
  readonly leftOut: ReadonlySet<HitColumn>;
  rows = 0;
  readonly #everyPart: readonly SetPart[];

  constructor(
    readonly purpose: Purpose,
    make: (kind: ColumnKind) => Column = (kind) => new Column(kind),
  ) {
    this.leftOut = purpose === 'report' ? NOT_REPORTED : NOTHING;
    const columns = Object.entries(HIT_COLUMNS).map(([name, kind]) => [name, make(kind)]);
    this.columns = Object.fromEntries(columns) as Record<HitColumn, Column>;
    this.ordered = Object.values(this.columns);
    const c = this.columns;
    this.times = {
      request: new TimeColumns(c.request_ms, c.request_s),
      upstream: new TimeColumns(c.upstream_ms, c.upstream_s),
      connect: new TimeColumns(c.connect_ms, c.connect_s),
      header: new TimeColumns(c.header_ms, c.header_s),
    };
    this.#everyPart = this.partsOf(EVERY_PART);
  }

  get full(): boolean {
    return this.rows === BATCH_ROWS;
  }

  /** Empties the batch: every row says nothing. */
  clear(): void {
    this.rows = 0;
    for (const column of this.ordered) column.clear();
  }

  /** Makes a row say nothing again. */
  clearRow(row: number): void {
    for (const column of this.ordered) column.clearRow(row);
  }

  /** What is read through texts in either lane: the time, and what the application reports. */
  setReported(row: number, f: Pick<RequestFields, 'endedAtUs' | 'cpuS' | 'appS' | 'waitS'>): void {
    const c = this.columns;
    if (f.endedAtUs !== null) c.ended_at.setNumber(row, f.endedAtUs);
    if (f.cpuS !== null) c.cpu_s.setNumber(row, f.cpuS);
    if (f.appS !== null) c.app_s.setNumber(row, f.appS);
    if (f.waitS !== null) c.wait_s.setNumber(row, f.waitS);
  }

  setExtra(row: number, extra: string): void {
    if (!this.leftOut.has('extra')) this.columns.extra.setText(row, extra);
  }

  /** For a report, what does not say how often is once. */
  setAttempts(row: number, attempts: number | null): void {
    this.columns.attempts.setNumber(row, this.purpose === 'report' && attempts === 1 ? null : attempts);
  }

  /** Where a row came from. @param line 1-based number of its first line */
  setPlace(row: number, fileId: number, line: number): void {
    if (!this.leftOut.has('file_id')) this.columns.file_id.setId(row, fileId);
    if (!this.leftOut.has('line')) this.columns.line.setNumber(row, line);
  }

  /** Adds one request. @param line 1-based number of its first line */
  add(fileId: number, line: number, f: RequestFields, d: Dictionaries): void {
    const row = this.rows++;
    this.setPlace(row, fileId, line);
    this.setReported(row, f);
    for (const set of this.#everyPart) set(this, row, f, d);
    if (!this.leftOut.has('extra')) this.columns.extra.setText(row, f.extra);
  }

  /** What stores those of the parts that are not left out. */
  partsOf(names: Iterable<RequestPart>): SetPart[] {
    return [...names].filter((name) => !this.leftOut.has(DECIDING[name] ?? 'status')).map((name) => PARTS[name]);
  }
}

/** Stores a part of a request in a row. */
export type SetPart = (batch: HitBatch, row: number, f: RequestFields, d: Dictionaries) => void;

const PARTS = {
  client: ({ columns }, row, f, d) => columns.client_id.setId(row, d.clients.id(f.client)),
  host: ({ columns }, row, f, d) => columns.host_id.setId(row, d.words.id(f.host)),
  user: ({ columns }, row, f, d) => columns.user_id.setId(row, d.words.id(f.user)),
  method: ({ columns }, row, f, d) => columns.method_id.setId(row, d.words.id(f.method)),
  path({ columns }, row, f, d) {
    columns.path_id.setId(row, d.paths.id(f.path));
    columns.malformed_id.setId(row, d.paths.id(f.malformed));
  },
  query: ({ columns }, row, f, d) => columns.query_id.setId(row, d.queries.id(f.query)),
  protocol: ({ columns }, row, f, d) => columns.protocol_id.setId(row, d.words.id(f.protocol)),
  status: ({ columns }, row, f) => columns.status.setNumber(row, f.status),
  bytes: ({ columns }, row, f) => columns.bytes.setNumber(row, f.bytes),
  requestBytes: ({ columns }, row, f) => columns.request_bytes.setNumber(row, f.requestBytes),
  referrer: ({ columns }, row, f, d) => columns.referrer_id.setId(row, d.referrers.id(f.referrer)),
  agent: ({ columns }, row, f, d) => columns.agent_id.setId(row, d.agents.id(f.agent)),
  requestTime: ({ times }, row, f) => times.request.setSeconds(row, f.requestS),
  upstreamTime(batch, row, f) {
    batch.times.upstream.setSeconds(row, f.upstreamS);
    batch.setAttempts(row, f.attempts);
  },
  upstreamAsked: ({ columns }, row, f) =>
    columns.upstream_asked.setNumber(row, f.upstreamAsked === null ? null : Number(f.upstreamAsked)),
  connectTime: ({ times }, row, f) => times.connect.setSeconds(row, f.connectS),
  headerTime({ purpose, times }, row, f) {
    const isReported = f.cpuS !== null || f.appS !== null || f.waitS !== null;
    if (purpose === 'all' || isReported) times.header.setSeconds(row, f.headerS);
  },
  upstreamAddr: ({ columns }, row, f, d) => columns.upstream_addr_id.setId(row, d.words.id(f.upstreamAddr)),
  cacheStatus: ({ columns }, row, f, d) => columns.cache_status_id.setId(row, d.words.id(f.cacheStatus)),
  contentType: ({ columns }, row, f, d) => columns.content_type_id.setId(row, d.contentTypes.id(f.contentType)),
} satisfies Record<string, SetPart>;

/** What a request's fields tell, as far as it has columns of its own. */
export type RequestPart = keyof typeof PARTS;
export const EVERY_PART = Object.keys(PARTS) as RequestPart[];

/** The column of a part that may be left out. */
const DECIDING: Partial<Record<RequestPart, HitColumn>> = {
  protocol: 'protocol_id',
  requestBytes: 'request_bytes',
  referrer: 'referrer_id',
  connectTime: 'connect_s',
  upstreamAddr: 'upstream_addr_id',
};
