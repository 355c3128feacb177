import { strptimeVariable } from '../strptime.js';
import type { Token } from '../tokens.js';
import { headerName, type Notation, splitAtoms, unknownAtom, variable } from './notation.js';

// https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats
const ATOM = /%(?:!?\d{3}(?:,\d{3})*)?[<>]?(?:\{((?:[^}\\]|\\.)*)\})?(\^(?:FB|FU|ti|to)|Tf|[A-Za-z%])/g;
// A date that is put together from several: %{%d/%b/%Y:%T}t.%{msec_frac}t
const TIMES = /%[<>]?\{[^}]*\}t(?:[.,: T]?%[<>]?\{(?!(?:begin:|end:)?[mu]?sec\})[^}]*\}t)*/g;

const PLAIN: Record<string, string> = {
  a: 'remote_addr',
  A: 'server_addr',
  b: 'body_bytes_sent',
  B: 'body_bytes_sent',
  D: 'request_time_us',
  f: 'request_filename',
  h: 'remote_addr',
  H: 'server_protocol',
  I: 'request_length',
  k: 'connection_requests',
  l: 'remote_logname',
  L: 'error_log_id',
  m: 'request_method',
  O: 'bytes_sent',
  p: 'server_port',
  P: 'pid',
  q: 'marked_args',
  r: 'request',
  R: 'handler',
  s: 'status',
  S: 'bytes_transferred',
  T: 'request_time',
  // aiohttp's, with decimals
  Tf: 'request_time',
  u: 'remote_user',
  U: 'uri',
  v: 'server_name',
  V: 'host',
  X: 'connection_status',
  '^FB': 'first_byte_us',
  '^FU': 'last_byte_us',
};
const PREFIXES: Record<string, string> = {
  C: 'cookie_',
  e: 'env_',
  i: 'http_',
  n: 'note_',
  o: 'sent_http_',
  '^ti': 'trailer_',
  '^to': 'sent_trailer_',
};
const UNITS: Record<string, string> = { ms: 'request_time_ms', us: 'request_time_us', s: 'request_time' };
const EPOCHS = new Set(['sec', 'msec', 'usec']);

/** Apache's LogFormat strings. %t is the time at which the request arrived; %D is microseconds, %T seconds. */
export const APACHE: Notation = {
  name: "Apache's LogFormat",
  writes: (format) => /%[<>]?(?:[a-zA-Z]|\{[^}]+\}[a-zA-Z^])/.test(format),
  tokens(format) {
    // The target in two pieces is one.
    const text = unescaped(format).replaceAll('%U%q', '%{}U');
    const tokens: Token[] = [];
    let at = 0;
    for (const match of text.matchAll(TIMES)) {
      tokens.push(...splitAtoms(text.slice(at, match.index), ATOM, meaningOf));
      tokens.push(timeOf(match[0]));
      at = match.index + match[0].length;
    }
    return [...tokens, ...splitAtoms(text.slice(at), ATOM, meaningOf)];
  },
};

function meaningOf([written, argument, letter]: RegExpMatchArray): readonly Token[] {
  if (letter === '%') return [{ literal: '%' }];
  if (letter === 't') return [{ literal: '[' }, variable('start_local', written), { literal: ']' }];
  const name = nameOf(letter!, argument);
  if (name === undefined) throw unknownAtom(APACHE.name, written);
  return [variable(name, written === '%{}U' ? '%U%q' : written)];
}

function nameOf(letter: string, argument: string | undefined): string | undefined {
  if (argument === undefined) return PLAIN[letter];
  const prefix = PREFIXES[letter];
  if (prefix !== undefined) return headerName(prefix, argument);
  if (letter === 'U') return 'request_uri';
  if (letter === 'T') return UNITS[argument];
  // mod_remoteip: the peer of the connection.
  if (letter === 'a') return 'peer_addr';
  return PLAIN[letter];
}

function timeOf(written: string): Token {
  const isEnd = written.startsWith('%{end:');
  const format = written.replace(/%[<>]?\{(?:begin:|end:)?([^}]*)\}t/g, (_, one: string) => {
    if (one === 'msec_frac') return '%{3}';
    if (one === 'usec_frac') return '%{6}';
    return EPOCHS.has(one) ? '%s' : one;
  });
  return { variable: 'time', written, reads: strptimeVariable(format, !isEnd) };
}

function unescaped(format: string): string {
  return format.replace(/\\(.)/g, (_, letter: string) => (letter === 't' ? '\t' : letter === 'n' ? '\n' : letter));
}
