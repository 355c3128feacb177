import type { UnitTens } from './durations.js';

/** What a key of a log means: the nginx variable, and the unit of a time in it. */
export interface Meaning {
  variable: string;
  unit: UnitTens;
}

// Keys as they stand in published nginx JSON and LTSV formats, lower case, without "@", "$" and separators.
const ALIASES: Record<string, string> = {
  ...same('time_local', 'timelocal', 'localtime'),
  ...same(
    'time',
    'time',
    'timestamp',
    'ts',
    'datetime',
    'date',
    'timeiso8601',
    'timeiso',
    'isotime',
    'logtime',
    'accesstime',
  ),
  ...same('msec', 'msec', 'timemsec', 'epoch', 'unixtime'),
  ...same(
    'remote_addr',
    'remoteaddr',
    'remoteip',
    'clientip',
    'client',
    'ip',
    'remote',
    'remotehost',
    'clientaddr',
    'sourceip',
    'srcip',
    'networkclientip',
  ),
  ...same(
    'http_x_forwarded_for',
    'httpxforwardedfor',
    'xforwardedfor',
    'forwardedfor',
    'xff',
    'cfip',
    'realip',
    'xrealip',
  ),
  ...same('host', 'host', 'httphost', 'vhost', 'virtualhost', 'domain', 'site'),
  ...same('server_name', 'servername', 'server'),
  ...same('remote_user', 'remoteuser', 'user', 'username', 'authuser'),
  ...same('request', 'request', 'req', 'requestline', 'httprequest'),
  ...same('request_method', 'requestmethod', 'method', 'verb', 'httpmethod', 'meth'),
  ...same(
    'request_uri',
    'requesturi',
    'uri',
    'url',
    'path',
    'requestpath',
    'requesturl',
    'httpuri',
    'urlpath',
    'httpurl',
    'documenturi',
  ),
  ...same('args', 'args', 'query', 'querystring', 'uriquery', 'requestquerystring'),
  ...same('server_protocol', 'serverprotocol', 'protocol', 'proto', 'httpversion', 'httpprotocol'),
  ...same(
    'status',
    'status',
    'response',
    'responsestatus',
    'statuscode',
    'responsecode',
    'httpstatus',
    'httpstatuscode',
    'code',
  ),
  ...same(
    'body_bytes_sent',
    'bodybytessent',
    'bodybytes',
    'bytes',
    'size',
    'responsesize',
    'bodysize',
    'bytesout',
    'responselength',
  ),
  ...same('bytes_sent', 'bytessent', 'bytestotal', 'sent'),
  ...same('request_length', 'requestlength', 'requestsize', 'bytesreceived', 'bytesin', 'reqsize'),
  ...same('http_referer', 'httpreferer', 'httpreferrer', 'referer', 'referrer', 'ref'),
  ...same('http_user_agent', 'httpuseragent', 'useragent', 'agent', 'ua'),
  ...same(
    'sent_http_content_type',
    'senthttpcontenttype',
    'upstreamhttpcontenttype',
    'contenttype',
    'responsecontenttype',
    'mime',
    'mimetype',
    'ct',
  ),
  ...same(
    'request_time',
    'requesttime',
    'reqtime',
    'rt',
    'takensec',
    'requestduration',
    'duration',
    'totaltime',
    'latency',
    'elapsed',
    'timetaken',
    'requesttimesec',
  ),
  ...same(
    'upstream_response_time',
    'upstreamresponsetime',
    'upstreamtime',
    'urt',
    'ut',
    'upstreamtakensec',
    'upstreamresponse',
    'apptime',
    'backendtime',
    'upstreamduration',
    'responsetime',
    'upstreamresptime',
  ),
  ...same('upstream_connect_time', 'upstreamconnecttime', 'uct', 'connecttime'),
  ...same('upstream_header_time', 'upstreamheadertime', 'uht', 'headertime', 'ttfb'),
  ...same('upstream_addr', 'upstreamaddr', 'upstream', 'upstreamaddress', 'backend', 'upstreamhost', 'uaddr', 'ul'),
  ...same('upstream_status', 'upstreamstatus', 'us', 'backendstatus', 'nodestatus'),
  ...same('upstream_cache_status', 'upstreamcachestatus', 'cachestatus', 'ucs', 'cs', 'cache'),
  ...same('upstream_http_x_cpu_time', 'cpu', 'cputime', 'xcputime', 'cpus', 'upstreamhttpxcputime'),
  ...same('upstream_http_server_timing', 'servertiming', 'st', 'upstreamhttpservertiming', 'senthttpservertiming'),
  ...same('upstream_http_x_runtime', 'runtime', 'xruntime', 'upstreamhttpxruntime'),
  ...same('upstream_http_x_sql_time', 'sqltime', 'dbtime', 'db', 'upstreamhttpxsqltime'),
  ...same('request_id', 'requestid', 'reqid', 'rid', 'traceid'),
  ...same('upstream_http_x_redis_time', 'redistime', 'upstreamhttpxredistime'),
};

const UNITS: readonly (readonly [suffix: string, unit: UnitTens])[] = [
  ['ms', 3],
  ['msecs', 3],
  ['millis', 3],
  ['us', 6],
  ['micros', 6],
  ['ns', 9],
  ['nanos', 9],
  ['seconds', 0],
  ['secs', 0],
  ['sec', 0],
  ['s', 0],
];
const TIMES = new Set([
  'request_time',
  'upstream_response_time',
  'upstream_connect_time',
  'upstream_header_time',
  'upstream_http_x_cpu_time',
]);

/** The meaning of a key by its name alone, or null. A unit at its end (duration_ms) is taken into account. */
export function meaningOfKey(key: string): Meaning | null {
  const plain = plainKey(key);
  const variable = lookUp(plain);
  if (variable) return { variable, unit: 0 };
  for (const [suffix, unit] of UNITS) {
    const stem = plain.endsWith(suffix) ? lookUp(plain.slice(0, -suffix.length)) : undefined;
    if (stem !== undefined && TIMES.has(stem)) return { variable: stem, unit };
  }
  return null;
}

/** A key without case and separators: "@timestamp" and "TimeStamp" are one. */
export function plainKey(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function lookUp(plain: string): string | undefined {
  return Object.hasOwn(ALIASES, plain) ? ALIASES[plain] : undefined;
}

function same(variable: string, ...keys: string[]): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, variable]));
}
