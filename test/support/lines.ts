/** A log_format with everything that the analysis can use; a field that a test does not set is "-". */
export const FULL_FORMAT = [
  '$msec $remote_addr $remote_user $host "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"',
  'rt=$request_time urt="$upstream_response_time" ucs=$upstream_cache_status ct="$sent_http_content_type"',
  'cpu=$upstream_http_x_cpu_time sql=$upstream_http_x_sql_time',
].join(' ');

/** Whole seconds since 1970 at which the tests' logs begin: 2023-11-14T22:13:20Z. */
export const START_S = 1_700_000_000;

export interface LineFields {
  /** Seconds after START_S at which the request ended. */
  at: number;
  client: string;
  user: string;
  host: string;
  request: string;
  status: number | string;
  bytes: number | string;
  referrer: string;
  agent: string;
  requestS: number | string;
  upstreamS: number | string;
  cache: string;
  type: string;
  cpuS: number | string;
  sqlS: number | string;
}

/** One line of FULL_FORMAT, without its end: a GET of "/" that ended at START_S, unless said otherwise. */
export function logLine(fields: Partial<LineFields> = {}): string {
  const f: Record<keyof LineFields, string | number> = {
    at: 0,
    client: '192.0.2.1',
    user: '-',
    host: '-',
    request: 'GET / HTTP/1.1',
    status: 200,
    bytes: 0,
    referrer: '-',
    agent: '-',
    requestS: '-',
    upstreamS: '-',
    cache: '-',
    type: '-',
    cpuS: '-',
    sqlS: '-',
    ...fields,
  };
  return [
    `${(START_S + Number(f.at)).toFixed(3)} ${f.client} ${f.user} ${f.host} "${f.request}" ${f.status} ${f.bytes}`,
    `"${f.referrer}" "${f.agent}" rt=${f.requestS} urt="${f.upstreamS}" ucs=${f.cache} ct="${f.type}"`,
    `cpu=${f.cpuS} sql=${f.sqlS}`,
  ].join(' ');
}

/** A log of such lines. */
export function logOf(lines: readonly Partial<LineFields>[]): string {
  return lines.map((fields) => `${logLine(fields)}\n`).join('');
}

/** The same line so many times, one each `everyS` seconds. */
export function repeated(count: number, fields: Partial<LineFields>, everyS = 1): Partial<LineFields>[] {
  return Array.from({ length: count }, (_, i) => ({ ...fields, at: (fields.at ?? 0) + i * everyS }));
}
