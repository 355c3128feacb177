import type { RequestFields } from '../record/request-fields.js';
import { parseEpoch, parseTime, parseTimeIso, parseTimeLocal } from '../record/time.js';
import { readRequestLine, readTarget } from './request-line.js';
import { readServerTiming } from './server-timing.js';
import type { Shape } from './shapes.js';
import { readAttempts, readDuration, readInteger, readNumber } from './values.js';

/**
 * Writes one value into the request. `text` is unescaped, `logged` is as it stands in the line;
 * a missing value ("-" or empty) goes to `missing` instead. False: the value makes the line unusable.
 */
type Read = (text: string, into: RequestFields, logged: string) => boolean | undefined;

export interface Variable {
  shape: Shape;
  /** What it tells; of several variables with one role, the highest rank is read and the others are passed over. */
  roles: readonly Role[];
  rank: number;
  read: Read;
  /** Called instead of `read` for "-" and the empty string. */
  missing?: (into: RequestFields) => void;
}

export type Role =
  | 'time'
  | 'client'
  | 'host'
  | 'user'
  | 'method'
  | 'path'
  | 'query'
  | 'protocol'
  | 'status'
  | 'bytes'
  | 'requestBytes'
  | 'referrer'
  | 'agent'
  | 'requestTime'
  | 'upstreamTime'
  | 'connectTime'
  | 'headerTime'
  | 'upstreamAddr'
  | 'upstreamStatus'
  | 'cacheStatus'
  | 'contentType'
  | 'cpuTime'
  | 'serverTiming'
  | 'appTime'
  | 'sqlTime'
  | 'redisTime';

const time = (shape: Shape, rank: number, parse: (text: string) => number | null): Variable => {
  // Neighbouring lines mostly carry the same second.
  let lastText = '';
  let last: number | null = null;
  return {
    shape,
    roles: ['time'],
    rank,
    read: (value, into) => {
      if (value !== lastText) {
        lastText = value;
        last = parse(value);
      }
      into.endedAtUs = last;
      return last !== null;
    },
  };
};

type TextColumn = 'host' | 'user' | 'method' | 'query' | 'protocol' | 'referrer' | 'agent' | 'contentType';
const text = (column: TextColumn, rank = 1, shape: Shape = 'text'): Variable => ({
  shape,
  roles: [column],
  rank,
  read: (value, into) => {
    into[column] = value;
  },
});

const client = (rank: number, shape: Shape = 'address'): Variable => ({
  shape,
  roles: ['client'],
  rank,
  read: (value, into) => {
    // A forwarded-for list names the client first.
    const comma = value.indexOf(',');
    into.client = comma < 0 ? value : value.slice(0, comma);
  },
});

const asked = (into: RequestFields): void => {
  into.upstreamAsked = true;
};
const notAsked = (into: RequestFields): void => {
  into.upstreamAsked ??= false;
};

const upstreamTime = (role: 'upstreamTime' | 'connectTime' | 'headerTime', rank = 1): Variable => {
  const column = ({ upstreamTime: 'upstreamS', connectTime: 'connectS', headerTime: 'headerS' } as const)[role];
  return {
    shape: 'attempts',
    roles: [role],
    rank,
    read: (value, into) => {
      const list = readAttempts(value);
      if (list === null) return;
      into[column] = list.sum;
      if (role === 'upstreamTime') into.attempts = list.count;
      asked(into);
    },
    missing: notAsked,
  };
};

const addTo = (column: 'waitS', role: Role, rank: number): Variable => ({
  shape: 'text',
  roles: [role],
  rank,
  read: (value, into) => {
    const s = readDuration(value);
    if (s !== null) into[column] = (into[column] ?? 0) + s;
  },
});

const seconds = (column: 'cpuS' | 'appS', role: Role, rank: number): Variable => ({
  shape: 'text',
  roles: [role],
  rank,
  read: (value, into) => {
    into[column] = readDuration(value) ?? into[column];
  },
});

const serverTiming = (rank: number): Variable => ({
  shape: 'text',
  roles: ['serverTiming'],
  rank,
  read: (value, into) => {
    readServerTiming(value, into);
  },
});

const bytes = (rank: number): Variable => ({
  shape: 'integer',
  roles: ['bytes'],
  rank,
  read: (value, into) => {
    into.bytes = readInteger(value);
  },
});

const requestLine = (rank: number): Variable => ({
  shape: 'text',
  roles: ['method', 'path', 'query', 'protocol'],
  rank,
  read: (value, into, logged) => {
    readRequestLine(value, logged, into);
  },
  missing: (into) => {
    into.malformed = '';
  },
});

const target = (rank: number): Variable => ({
  shape: 'target',
  roles: ['path', 'query'],
  rank,
  read: (value, into) => {
    readTarget(value, into);
  },
});

const VARIABLES: Record<string, Variable> = {
  msec: time('epoch', 3, parseEpoch),
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

  request_time: {
    shape: 'number',
    roles: ['requestTime'],
    rank: 1,
    read: (value, into) => {
      into.requestS = readNumber(value);
    },
  },
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

/** The variable of that nginx name that logsplit reads, or null: one it has no column for. */
export function knownVariable(name: string): Variable | null {
  return Object.hasOwn(VARIABLES, name) ? VARIABLES[name]! : null;
}

/** Names of every variable that is read into a column. */
export function variableNames(): string[] {
  return Object.keys(VARIABLES);
}
