import { parseTimeIso } from '../record/time.js';
import { isErrorLogLine } from './error-log.js';
import type { Format } from './format.js';
import { strptime } from './strptime.js';

/** What stands ahead of a line because it came by way of a container, a syslog or a journal. */
export interface Prefix {
  name: string;
  /** Who writes it, in a few words. */
  writer: string;
  source: string;
  /** A line, what is left of it, and the prefix's own time where it has one. */
  example: { line: string; rest: string; endedAtUs: number | null };
  /** Whether it is so plain that a log of another format can begin like it. */
  isPlain?: true;
  /** Whether it is JSON that the line stands in, with escapes. */
  isJson?: true;
  /** Null: the line has no such prefix. */
  strip(line: string): Stripped | null;
}

interface Stripped {
  rest: string;
  /** Microseconds since 1970 UTC at which the line was taken over. */
  endedAtUs: number | null;
  /** The line is cut here, and goes on in the next one of the same stream. */
  goesOn?: string;
}

const ISO = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)`;
// Without the colon that ends a tag: where no host is named, an IPv6 address behind the tag would be taken for the tag.
const HOST = String.raw`[\w.:-]{0,254}[\w.-]`;
const TAG = String.raw`[\w./-]{1,64}(?:\[\d{1,10}\])?: ?`;

/** A prefix whose first group, if it has any, is its time. */
function byPattern(
  about: Omit<Prefix, 'strip'>,
  pattern: RegExp,
  parse: (text: string) => number | null = parseTimeIso,
): Prefix {
  // Neighbouring lines mostly carry the same second.
  let lastText: string | undefined;
  let lastUs: number | null = null;
  return {
    ...about,
    strip(line) {
      const m = pattern.exec(line);
      if (m === null) return null;
      if (m[1] !== lastText) {
        lastText = m[1];
        lastUs = lastText === undefined ? null : parse(lastText);
      }
      return { rest: line.slice(m[0].length), endedAtUs: lastUs };
    },
  };
}

const WITH_YEAR = strptime('%Y %b %e %H:%M:%S');
const CRI = new RegExp(`^(${ISO}) (stdout|stderr) ([FP])(?::\\S*)? `);

/** In the order in which they are tried. */
export const PREFIXES: readonly Prefix[] = [
  {
    name: 'json-file',
    writer: "Docker's json-file log driver",
    source: 'https://docs.docker.com/engine/logging/drivers/json-file/',
    example: {
      line: '{"log":"127.0.0.1 - - [01/Oct/2025:14:32:21 +0000] \\"GET /a HTTP/1.1\\" 200 5\\n","stream":"stdout","time":"2025-10-01T14:32:21.123456789Z"}',
      rest: '127.0.0.1 - - [01/Oct/2025:14:32:21 +0000] "GET /a HTTP/1.1" 200 5',
      endedAtUs: 1759329141123456,
    },
    isJson: true,
    strip(line) {
      if (!line.startsWith('{"log":"')) return null;
      const { log, time, stream } = jsonOf(line);
      if (typeof log !== 'string' || typeof time !== 'string') return null;
      const rest = log.replace(/\r?\n$/, '');
      const endedAtUs = parseTimeIso(time);
      return rest === log ? { rest, endedAtUs, goesOn: String(stream) } : { rest, endedAtUs };
    },
  },
  {
    name: 'cri',
    writer: 'Kubernetes, containerd, CRI-O and Podman',
    source: 'https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md',
    example: {
      line: '2025-12-31T17:37:40.493035218+01:00 stdout F 127.0.0.1 - - [31/Dec/2025:16:37:40 +0000] "GET /a HTTP/1.1" 200 5',
      rest: '127.0.0.1 - - [31/Dec/2025:16:37:40 +0000] "GET /a HTTP/1.1" 200 5',
      endedAtUs: 1767199060493035,
    },
    strip(line) {
      const m = CRI.exec(line);
      if (m === null) return null;
      const stripped = { rest: line.slice(m[0].length), endedAtUs: parseTimeIso(m[1]!) };
      return m[3] === 'P' ? { ...stripped, goesOn: m[2]! } : stripped;
    },
  },
  byPattern(
    {
      name: 'syslog 5424',
      writer: 'syslog as RFC 5424 writes it',
      source: 'https://www.rfc-editor.org/rfc/rfc5424',
      example: {
        line: '<190>1 2025-11-05T20:47:03.000000+00:00 firewall.lan nginx - - - 127.0.0.1 - - [05/Nov/2025:20:47:03 +0000] "GET /a HTTP/2.0" 200 5',
        rest: '127.0.0.1 - - [05/Nov/2025:20:47:03 +0000] "GET /a HTTP/2.0" 200 5',
        endedAtUs: 1762375623000000,
      },
    },
    new RegExp(String.raw`^<\d{1,3}>1 (?:(${ISO})|-) \S+ \S+ \S+ \S+ (?:-|(?:\[(?:[^\]\\]|\\.)*\])+) ?\ufeff?`),
  ),
  byPattern(
    {
      name: 'syslog',
      writer: 'syslog as RFC 3164 and journald write it; the year is that of the last such day',
      source: 'https://www.rfc-editor.org/rfc/rfc3164',
      example: {
        line: '<190>Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1',
        rest: '10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1',
        endedAtUs: lastTime('Feb  6 12:14:14'),
      },
    },
    new RegExp(String.raw`^(?:<\d{1,3}>)?([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) (?:${HOST} )?${TAG}`),
    lastTime,
  ),
  byPattern(
    {
      name: 'syslog ISO',
      writer: 'rsyslog and journald with ISO times',
      source: 'https://www.rsyslog.com/doc/configuration/templates.html',
      example: {
        line: '2025-11-05T20:47:03.123456+00:00 web1 nginx[12]: 127.0.0.1 - - [05/Nov/2025:20:47:03 +0000] "GET /a HTTP/2.0" 200 5',
        rest: '127.0.0.1 - - [05/Nov/2025:20:47:03 +0000] "GET /a HTTP/2.0" 200 5',
        endedAtUs: 1762375623123456,
      },
    },
    new RegExp(`^(${ISO}) ${HOST} ${TAG}`),
  ),
  byPattern(
    {
      name: 'cf logs',
      writer: "Cloud Foundry's cf logs",
      source: 'https://docs.cloudfoundry.org/devguide/deploy-apps/streaming-logs.html',
      example: {
        line: '   2022-07-06T11:16:39.38+0900 [RTR/1] OUT spring-music.example.com - [2022-07-06T02:16:38.759809160Z]',
        rest: 'spring-music.example.com - [2022-07-06T02:16:38.759809160Z]',
        endedAtUs: 1657073799380000,
      },
    },
    new RegExp(String.raw`^ {0,3}(${ISO}) \[[\w/]{1,64}\] (?:OUT|ERR) `),
  ),
  byPattern(
    {
      name: 'compose',
      writer: 'docker compose logs',
      source: 'https://docs.docker.com/reference/cli/docker/compose/logs/',
      example: {
        line: 'gateway-1  | 192.168.65.1 - - [14/Jan/2026:10:52:42 +0000] "POST /callback HTTP/1.0" 302 0',
        rest: '192.168.65.1 - - [14/Jan/2026:10:52:42 +0000] "POST /callback HTTP/1.0" 302 0',
        endedAtUs: null,
      },
    },
    /^(?:\x1b\[[\d;]*m)?[\w.-]{1,128} *\|(?:\x1b\[[\d;]*m)? /,
  ),
  byPattern(
    {
      name: 'timestamps',
      writer: 'docker logs and kubectl logs with --timestamps',
      source: 'https://docs.docker.com/reference/cli/docker/container/logs/',
      isPlain: true,
      example: {
        line: '2025-10-01T14:32:21.123456789Z 127.0.0.1 - - [01/Oct/2025:14:32:21 +0000] "GET /a HTTP/1.1" 200 5',
        rest: '127.0.0.1 - - [01/Oct/2025:14:32:21 +0000] "GET /a HTTP/1.1" 200 5',
        endedAtUs: 1759329141123456,
      },
    },
    new RegExp(`^(${ISO}) `),
  ),
];

const MOST_HELD = 1 << 20;

/** Why no request comes of a line that a container's driver has broken off: the line that ends it brings all of it. */
export const GOES_ON = 'is a part of a line that goes on';

/** The format of lines that have the prefix ahead of them. The prefix's time is taken where the format has none. */
export function behind(prefix: Prefix, format: Format): Format {
  const held = new Map<string, string>();
  return {
    ...format,
    name: `${format.name} (${prefix.name})`,
    layout: null,
    keyed: null,
    behind: { prefix, format, isHolding: () => held.size > 0 },
    timeResolutionS: format.timeResolutionS ?? (prefix.example.endedAtUs === null ? null : 1),
    parse(line, into) {
      const stripped = prefix.strip(line);
      if (stripped === null) return `has not the prefix of ${prefix.name}`;
      const { endedAtUs, goesOn } = stripped;
      if (goesOn !== undefined) {
        held.set(goesOn, ((held.get(goesOn) ?? '') + stripped.rest).slice(0, MOST_HELD));
        return GOES_ON;
      }
      const rest = [...held.values()].join('') + stripped.rest;
      held.clear();
      const why = format.parse(rest, into);
      if (why !== null) return isErrorLogLine(rest) ? 'is a line of an error log' : why;
      into.endedAtUs ??= endedAtUs;
      return null;
    },
  };
}

function jsonOf(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

// A day without a year is the last one of that date.
function lastTime(text: string): number | null {
  const now = Date.now() * 1e3;
  const year = new Date().getUTCFullYear();
  const day = 86_400e6;
  const us = WITH_YEAR.parse(`${year} ${text}`);
  return us !== null && us <= now + day ? us : WITH_YEAR.parse(`${year - 1} ${text}`);
}
