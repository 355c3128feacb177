/**
 * One request as its line tells it. Parsers fill one such object again and again, so nothing may keep it.
 * Texts are unescaped, times are seconds, null means that the line does not say.
 */
export interface RequestFields {
  /** Microseconds since 1970-01-01 UTC at which the answer was complete; an integer. */
  endedAtUs: number | null;
  client: string | null;
  host: string | null;
  user: string | null;
  method: string | null;
  /** Without the query. */
  path: string | null;
  /** Without the question mark; kept apart since it may hold secrets. */
  query: string | null;
  protocol: string | null;
  /** The request line as logged, where it is none: TLS bytes, an empty line, no protocol. */
  malformed: string | null;
  status: number | null;
  bytes: number | null;
  requestBytes: number | null;
  referrer: string | null;
  agent: string | null;
  requestS: number | null;
  /** Sum over attempts. */
  upstreamS: number | null;
  connectS: number | null;
  headerS: number | null;
  /** How many upstream servers were tried; null: not logged or none asked. */
  attempts: number | null;
  /** Whether an upstream was asked; null: the line cannot tell. */
  upstreamAsked: boolean | null;
  upstreamAddr: string | null;
  /** HIT, MISS, EXPIRED, ... as nginx writes it. */
  cacheStatus: string | null;
  contentType: string | null;
  /** CPU time the application reports for the request. */
  cpuS: number | null;
  /** Wall time the application reports for itself. */
  appS: number | null;
  /** Time the application reports as spent waiting for databases and other services. */
  waitS: number | null;
  /** Fields that logsplit has no column for, as a JSON object; null: none. */
  extra: string | null;
}

/** A fresh object with every field null. */
export function emptyRequest(): RequestFields {
  const fields = {} as RequestFields;
  clearRequest(fields);
  return fields;
}

/** Sets every field to null: assigned one by one, which costs a third of copying an empty object. */
export function clearRequest(f: RequestFields): void {
  f.endedAtUs = null;
  f.client = null;
  f.host = null;
  f.user = null;
  f.method = null;
  f.path = null;
  f.query = null;
  f.protocol = null;
  f.malformed = null;
  f.status = null;
  f.bytes = null;
  f.requestBytes = null;
  f.referrer = null;
  f.agent = null;
  f.requestS = null;
  f.upstreamS = null;
  f.connectS = null;
  f.headerS = null;
  f.attempts = null;
  f.upstreamAsked = null;
  f.upstreamAddr = null;
  f.cacheStatus = null;
  f.contentType = null;
  f.cpuS = null;
  f.appS = null;
  f.waitS = null;
  f.extra = null;
}
