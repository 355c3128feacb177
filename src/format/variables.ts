import { parseEpoch, parseTime, parseTimeIso, parseTimeLocal } from '../record/time.js';
import { FOREIGN_VARIABLES } from './foreign-variables.js';
import { readTarget } from './request-line.js';
import { readInteger } from './values.js';
import {
  addTo,
  asked,
  bytes,
  client,
  notAsked,
  requestLine,
  requestTime,
  seconds,
  serverTiming,
  target,
  text,
  time,
  upstreamTime,
  type Variable,
} from './variable.js';

/** What nginx's variables mean, by their names. */
const NGINX_VARIABLES: Record<string, Variable> = {
  msec: time('epoch', 3, parseEpoch, { resolutionS: 0.001, isStart: false }),
  time_iso8601: time('time', 2, parseTimeIso),
  time_local: time('time', 1, parseTimeLocal),
  time: time('time', 0, parseTime),

  remote_addr: client(5),
  remote_addr_ipscrub: client(4, 'text'),
  realip_remote_addr: client(3),
  proxy_protocol_addr: client(2),
  http_cf_connecting_ip: client(1, 'text'),
  http_x_real_ip: client(1, 'text'),
  http_x_forwarded_for: client(0, 'text'),

  host: text('host', 3, 'name'),
  http_host: text('host', 2, 'name'),
  server_name: text('host', 1, 'name'),
  ssl_server_name: text('host', 0, 'name'),
  remote_user: text('user'),

  request: requestLine(5),
  request_line: requestLine(5),
  request_method: text('method', 2, 'method'),
  request_uri: target(3),
  filtered_request_uri: target(2),
  loggable_uri: target(2),
  // Stands for $uri$is_args$args: where there is no query, nginx writes "-" for $args right behind the path.
  uri_and_args: {
    shape: 'target',
    roles: ['path', 'query'],
    rank: 2,
    read: (value, into) => {
      readTarget(value.includes('?') ? value : value.replace(/-$/, ''), into);
    },
  },
  uri: {
    shape: 'target',
    roles: ['path'],
    rank: 1,
    read: (value, into) => {
      into.path = value;
    },
  },
  args: text('query', 1),
  query_string: text('query', 1),
  server_protocol: text('protocol', 1),

  status: {
    shape: 'status',
    roles: ['status'],
    rank: 1,
    read: (value, into) => {
      into.status = readInteger(value);
    },
  },
  body_bytes_sent: bytes(2),
  bytes_sent: bytes(1),
  request_length: {
    shape: 'integer',
    roles: ['requestBytes'],
    rank: 1,
    read: (value, into) => {
      into.requestBytes = readInteger(value);
    },
  },
  http_referer: text('referrer', 2),
  filtered_http_referer: text('referrer', 1),
  loggable_referer: text('referrer', 1),
  http_user_agent: text('agent'),
  sent_http_content_type: text('contentType', 2),
  upstream_http_content_type: text('contentType', 1),

  request_time: requestTime(1),
  upstream_response_time: upstreamTime('upstreamTime', 2),
  apisix_upstream_response_time: upstreamTime('upstreamTime', 1),
  upstream_connect_time: upstreamTime('connectTime'),
  upstream_header_time: upstreamTime('headerTime'),
  upstream_addr: {
    shape: 'addresses',
    roles: ['upstreamAddr'],
    rank: 1,
    read: (value, into) => {
      into.upstreamAddr = value;
      asked(into);
    },
    missing: notAsked,
  },
  upstream_status: {
    shape: 'attempts',
    roles: ['upstreamStatus'],
    rank: 1,
    read: (_, into) => {
      asked(into);
    },
    missing: notAsked,
  },
  upstream_cache_status: {
    shape: 'word',
    roles: ['cacheStatus'],
    rank: 1,
    read: (value, into) => {
      into.cacheStatus = value;
    },
  },

  upstream_http_x_cpu_time: seconds('cpuS', 'cpuTime', 2),
  sent_http_x_cpu_time: seconds('cpuS', 'cpuTime', 1),
  upstream_http_server_timing: serverTiming(2),
  sent_http_server_timing: serverTiming(1),
  // Seconds: Rack::Runtime (Rails), and what the FastAPI documentation adds.
  upstream_http_x_runtime: seconds('appS', 'appTime', 4),
  sent_http_x_runtime: seconds('appS', 'appTime', 3),
  upstream_http_x_process_time: seconds('appS', 'appTime', 2),
  sent_http_x_process_time: seconds('appS', 'appTime', 1),
  // As Discourse names them.
  upstream_http_x_sql_time: addTo('waitS', 'sqlTime', 2),
  sent_http_x_sql_time: addTo('waitS', 'sqlTime', 1),
  upstream_http_x_db_time: addTo('waitS', 'sqlTime', 2),
  upstream_http_x_redis_time: addTo('waitS', 'redisTime', 2),
  sent_http_x_redis_time: addTo('waitS', 'redisTime', 1),
};

const VARIABLES: Record<string, Variable> = { ...NGINX_VARIABLES, ...FOREIGN_VARIABLES };

/** The variable of that name that logsplit reads, or null: one it has no column for. */
export function knownVariable(name: string): Variable | null {
  return Object.hasOwn(VARIABLES, name) ? VARIABLES[name]! : null;
}

/** Names of every variable that is read into a column. */
export function variableNames(): string[] {
  return Object.keys(VARIABLES);
}
