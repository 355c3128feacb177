import { isIP } from 'node:net';
import { fractionUs, parseCtime, parseEpoch, parseTimeIso, parseTimeLocal } from '../record/time.js';
import { readRequestLine } from './request-line.js';
import { by, type ShapeRule } from './shapes.js';
import { readDuration, readInteger, readNumber } from './values.js';
import { asked, notAsked, requestTime, time, upstreamTime, type Variable } from './variable.js';

const START = { resolutionS: 1, isStart: true };
const FINE_START = { resolutionS: 0.001, isStart: true };
const FINE_END = { resolutionS: 0.001, isStart: false };

const special = (variable: Omit<Variable, 'isSpecial' | 'rank'> & { rank?: number }): Variable => ({
  rank: 1,
  ...variable,
  isSpecial: true,
});

/** What tells fields apart and nothing else. */
const passedOver = (rule: ShapeRule): Variable => special({ shape: 'text', rule, roles: [], read: () => undefined });

/** A part of the request time; -1 where the request did not come that far. */
const part = (role: 'timeBefore' | 'timeAfter'): Variable =>
  special({
    shape: 'signed',
    roles: [role],
    read: (value, into) => {
      const s = readNumber(value);
      into.requestS = s === null ? null : (into.requestS ?? 0) + s;
    },
  });

/** A time in milliseconds that is -1 where the request did not come that far, and begins with + where it went on. */
const haproxyTime = (
  role: 'requestTime' | 'upstreamTime' | 'connectTime',
  column: 'requestS' | 'upstreamS' | 'connectS',
) =>
  special({
    shape: 'signed',
    roles: [role],
    read: (value, into) => {
      const ms = readNumber(value.replace('+', ''));
      if (ms === null || (column !== 'requestS' && into.upstreamAsked === false)) return;
      into[column] = ms / 1e3;
      if (column === 'upstreamS') into.attempts = 1;
    },
  });

const CACHE_WORDS: Record<string, string> = {
  Hit: 'HIT',
  OriginShieldHit: 'HIT',
  RefreshHit: 'REVALIDATED',
  Miss: 'MISS',
};

const DAY = /^(?:(\d{4})-(\d\d)-(\d\d)|\d\d\/[A-Z][a-z]{2}\/\d{4})$/;

/** What is logged by others than nginx, in the spelling of nginx's variables. */
export const FOREIGN_VARIABLES: Record<string, Variable> = {
  start_local: time('time', 1, parseTimeLocal, START),
  start_local_ms: time('time', 2, parseTimeLocal, FINE_START),
  start_iso8601: time('time', 2, parseTimeIso, FINE_START),
  start_msec: time('epoch', 3, parseEpoch, FINE_START),
  start_ctime: time('ctime', 1, parseCtime, START),
  time_iso8601_ms: time('time', 2, parseTimeIso, FINE_END),
  // 25/Nov/2026 22:42:29, as Python's http.server writes it
  time_spaced: {
    ...time('text', 1, (value) => parseTimeLocal(value.replace(' ', ':'))),
    rule: by(/^\d\d\/[A-Z][a-z]{2}\/\d{4} \d\d:\d\d:\d\d$/, 20),
  },
  date: special({
    shape: 'text',
    rule: by(DAY, 11),
    roles: ['date'],
    read: (value, into) => {
      const midnight = value.includes('/') ? parseTimeLocal(`${value}:00:00:00`) : parseTimeIso(`${value}T00:00:00`);
      into.endedAtUs = midnight === null ? null : (into.endedAtUs ?? 0) + midnight;
      return midnight !== null;
    },
  }),
  time_of_day: special({
    shape: 'clock',
    roles: ['timeOfDay'],
    clock: { resolutionS: 1, isStart: false },
    read: (value, into) => {
      const [clock, fraction] = value.split('.') as [string, string?];
      const [hour, minute, second] = clock.split(':').map(Number) as [number, number, number];
      if (hour > 23 || minute > 59 || second > 60) return false;
      into.endedAtUs = (into.endedAtUs ?? 0) + (hour * 3600 + minute * 60 + second) * 1e6 + fractionUs(fraction);
      return true;
    },
  }),

  request_time_ms: requestTime(1, 1e3),
  request_time_us: requestTime(2, 1e6),
  request_time_ns: requestTime(3, 1e9),
  // "129 msecs", "1234 micros via sendfile()": uWSGI says which.
  request_time_unit: special({
    shape: 'text',
    rule: by(/^\d{1,12} (?:msecs|micros)(?: via [\w()]{1,40})?$/, 64),
    roles: ['requestTime'],
    read: (value, into) => {
      into.requestS = readDuration(value.replace(/ via .*/, ''));
    },
  }),
  time_before_upstream: part('timeBefore'),
  time_after_upstream: part('timeAfter'),
  upstream_response_time_ms: upstreamTime('upstreamTime', 1, 1e3),
  upstream_response_time_us: upstreamTime('upstreamTime', 1, 1e6),
  // Like $upstream_response_time, but -1 where no server was asked or none answered.
  upstream_time_or_minus_one: special({
    shape: 'signed',
    roles: ['upstreamTime'],
    read: (value, into) => {
      const s = readNumber(value);
      into.upstreamS = s;
      if (s === null) return;
      into.attempts = 1;
      into.requestS = (into.requestS ?? 0) + s;
      asked(into);
    },
  }),
  haproxy_total_ms: haproxyTime('requestTime', 'requestS'),
  haproxy_answer_ms: haproxyTime('upstreamTime', 'upstreamS'),
  haproxy_connect_ms: haproxyTime('connectTime', 'connectS'),
  // <NOSRV> and other names in angle brackets: HAProxy answered itself.
  haproxy_server: special({
    shape: 'name',
    rule: by(/^\S+$/, 512),
    roles: ['upstreamAddr'],
    read: (value, into) => {
      if (value.startsWith('<')) notAsked(into);
      else {
        into.upstreamAddr = value;
        asked(into);
      }
    },
  }),

  // Proxies write 0 or -1 where there was no answer.
  status_or_none: {
    shape: 'signed',
    roles: ['status'],
    rank: 1,
    read: (value, into) => {
      if (value === '0' || value === '-1') return true;
      into.status = /^\d{3}$/.test(value) ? readInteger(value) : null;
      return into.status !== null;
    },
  },
  // +1234: it was logged before the answer was complete.
  bytes_so_far: special({
    shape: 'signed',
    roles: ['bytes'],
    read: (value, into) => {
      into.bytes = readInteger(value.replace('+', ''));
    },
  }),
  // " {shop.example} {}", or nothing where a frontend captures no header.
  captured_headers: passedOver(by(/^(?: \{[^}]*\}){0,2}$/, 4096)),
  blanks: passedOver({ ...by(/^[ \t]*$/, 64), run: 'blanks' }),
  // Python's web servers log the client's port with its address, or not.
  app_client: special({
    shape: 'word',
    rule: by(/^(?:[\w.:-]+|\[[\da-fA-F:.]+\]:\d{1,5})$/, 256),
    roles: ['client'],
    rank: 4,
    read: (value, into) => {
      into.client = isIP(value) === 0 ? withoutPort(value) : value;
    },
  }),
  // hypercorn writes the protocol as 1.1
  app_request: special({
    shape: 'text',
    roles: ['method', 'path', 'query', 'protocol'],
    rank: 5,
    read: (value, into, logged) => {
      readRequestLine(value.replace(/ (\d(?:\.\d)?)$/, ' HTTP/$1'), logged, into);
    },
    missing: (into) => {
      into.malformed = '';
    },
  }),
  // 200 OK
  status_and_text: special({
    shape: 'text',
    rule: by(/^\d{3}(?: [\w' -]*)?$/, 64),
    roles: ['status'],
    read: (value, into) => {
      into.status = readInteger(value.slice(0, 3));
    },
  }),
  // With its question mark, as Apache's %q.
  marked_args: special({
    shape: 'text',
    roles: ['query'],
    read: (value, into) => {
      into.query = value.replace(/^\?/, '');
    },
  }),
  // 192.0.2.7:1234, [2001:db8::7]:1234
  remote_addr_port: special({
    shape: 'word',
    roles: ['client'],
    rank: 4,
    read: (value, into) => {
      into.client = withoutPort(value);
    },
  }),
  agent_plus: special({
    shape: 'text',
    roles: ['agent'],
    read: (value, into) => {
      into.agent = value.replaceAll('+', ' ');
    },
  }),
  agent_percent: special({
    shape: 'text',
    roles: ['agent'],
    read: (value, into) => {
      into.agent = unpercent(value);
    },
  }),
  content_type_percent: special({
    shape: 'text',
    roles: ['contentType'],
    read: (value, into) => {
      into.contentType = unpercent(value);
    },
  }),
  cdn_cache_result: special({
    shape: 'word',
    roles: ['cacheStatus'],
    read: (value, into) => {
      into.cacheStatus = CACHE_WORDS[value] ?? null;
    },
  }),
  squid_cache_result: special({
    shape: 'word',
    roles: ['cacheStatus'],
    read: (value, into) => {
      into.cacheStatus = /HIT/.test(value) ? 'HIT' : /MISS/.test(value) ? 'MISS' : null;
    },
  }),
};

function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(address);
  return bracketed?.[1] ?? address.replace(/^([^:]*):\d{1,5}$/, '$1');
}

// CloudFront encodes twice what was encoded already.
function unpercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
