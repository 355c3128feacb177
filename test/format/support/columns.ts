import { emptyRequest, type RequestFields } from '../../../src/record/request-fields.js';
import type { Values } from './print.js';

/** Every column of a request, those not given being null. */
export function request(columns: Partial<RequestFields>): RequestFields {
  return { ...emptyRequest(), ...columns };
}

/**
 * The columns that a reader must find when a log names these variables with these values, worked out from the values
 * themselves. Where several variables tell one thing, the order here is from the least to the most precise.
 */
export function columnsOf(names: readonly string[], values: Values): RequestFields {
  const f = emptyRequest();
  const given = (name: string): string | null => (names.includes(name) ? (values[name] ?? null) : null);
  const first = (...candidates: string[]): string | null => {
    const name = candidates.find((candidate) => names.includes(candidate));
    return name === undefined ? null : (values[name] ?? null);
  };

  const msec = given('msec');
  const clock = first('time_iso8601', 'time_local');
  if (msec !== null) f.endedAtUs = Math.round(Number(msec) * 1e3) * 1e3;
  else if (clock !== null) f.endedAtUs = Date.parse(isoOf(clock)) * 1e3;

  const client = first('remote_addr', 'remote_addr_ipscrub', 'realip_remote_addr', 'proxy_protocol_addr') ?? null;
  f.client = (names.some((n) => CLIENTS.includes(n)) ? client : first(...FORWARDED))?.split(',')[0] ?? null;
  f.host = first('host', 'http_host', 'server_name', 'ssl_server_name');
  f.user = given('remote_user');

  const line = first('request', 'request_line');
  const target = first('request_uri', 'filtered_request_uri', 'loggable_uri');
  if (line !== null) {
    const [method, ...rest] = line.split(' ');
    f.method = method!;
    f.protocol = rest.pop()!;
    setTarget(f, rest.join(' '));
  } else if (names.includes('request') || names.includes('request_line')) f.malformed = '';
  else {
    f.method = given('request_method');
    f.protocol = given('server_protocol');
    if (target !== null) setTarget(f, target);
    else {
      f.path = given('uri');
      f.query = first('args', 'query_string');
    }
  }

  f.status = number(given('status'));
  f.bytes = number(first('body_bytes_sent', 'bytes_sent'));
  f.requestBytes = number(given('request_length'));
  f.referrer = first('http_referer', 'filtered_http_referer', 'loggable_referer');
  f.agent = given('http_user_agent');
  f.contentType = first('sent_http_content_type', 'upstream_http_content_type');
  f.requestS = number(given('request_time'));

  const answer = first('upstream_response_time', 'apisix_upstream_response_time');
  f.upstreamS = sum(answer);
  f.attempts = answer === null ? null : answer.split(/, | : /).length;
  f.connectS = sum(given('upstream_connect_time'));
  f.headerS = sum(given('upstream_header_time'));
  f.upstreamAddr = given('upstream_addr');
  f.cacheStatus = given('upstream_cache_status');
  const logged = names.filter((name) => UPSTREAM.includes(name));
  if (logged.length > 0) f.upstreamAsked = logged.some((name) => (values[name] ?? null) !== null);
  else if (f.cacheStatus !== null) f.upstreamAsked = !['HIT', 'STALE', 'UPDATING'].includes(f.cacheStatus);

  f.cpuS = number(first('upstream_http_x_cpu_time', 'sent_http_x_cpu_time'));
  f.appS = number(first('upstream_http_x_runtime', 'sent_http_x_runtime'));
  return f;
}

const CLIENTS = ['remote_addr', 'remote_addr_ipscrub', 'realip_remote_addr', 'proxy_protocol_addr'];
const FORWARDED = ['http_cf_connecting_ip', 'http_x_real_ip', 'http_x_forwarded_for'];
const UPSTREAM = [
  'upstream_response_time',
  'apisix_upstream_response_time',
  'upstream_connect_time',
  'upstream_header_time',
  'upstream_addr',
  'upstream_status',
];

function setTarget(f: RequestFields, target: string): void {
  const [path, ...query] = target.split('?');
  f.path = path!;
  f.query = query.length === 0 ? null : query.join('?');
}

function number(text: string | null): number | null {
  return text === null ? null : Number(text);
}

/** "0.001, 0.002 : -" is 0.003: milliseconds are added as whole numbers. */
function sum(list: string | null): number | null {
  const numbers = (list ?? '').split(/, | : /).filter((part) => part !== '' && part !== '-');
  return numbers.length === 0 ? null : numbers.reduce((total, part) => total + Math.round(Number(part) * 1e3), 0) / 1e3;
}

function isoOf(clock: string): string {
  const m = /^(\d\d)\/(\w{3})\/(\d{4}):(\S+) ([+-]\d\d)(\d\d)$/.exec(clock);
  if (m === null) return clock;
  const month = String('JanFebMarAprMayJunJulAugSepOctNovDec'.indexOf(m[2]!) / 3 + 1).padStart(2, '0');
  return `${m[3]}-${month}-${m[1]}T${m[4]}${m[5]}:${m[6]}`;
}
