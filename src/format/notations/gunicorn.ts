import { headerName, type Notation, splitAtoms, unknownAtom, variable } from './notation.js';

// https://docs.gunicorn.org/en/stable/settings.html#access-log-format; hypercorn and aiohttp's predecessors share it
const ATOM = /%\((?:\{([^}]*)\}([ioe])|([A-Za-z_]+))\)s|%%/g;

const PLAIN: Record<string, string> = {
  h: 'app_client',
  l: 'remote_logname',
  u: 'remote_user',
  r: 'app_request',
  R: 'app_request',
  m: 'request_method',
  U: 'uri',
  Uq: 'request_uri',
  q: 'args',
  H: 'server_protocol',
  s: 'status',
  st: 'status_text',
  S: 'scheme',
  B: 'body_bytes_sent',
  b: 'body_bytes_sent',
  f: 'http_referer',
  a: 'http_user_agent',
  T: 'request_time',
  M: 'request_time_ms',
  D: 'request_time_us',
  L: 'request_time',
  p: 'pid',
  // uvicorn's
  levelprefix: 'levelprefix',
  client_addr: 'app_client',
  request_line: 'request',
  status_code: 'status_and_text',
  asctime: 'time_iso8601_ms',
};
const PREFIXES: Record<string, string> = { i: 'http_', o: 'sent_http_', e: 'env_' };

/** gunicorn's access_log_format, hypercorn's, and the part of Python's logging format that uvicorn adds. */
export const GUNICORN: Notation = {
  name: "gunicorn's access_log_format",
  writes: (format) => /%\((?:\{[^}]*\}[ioe]|[A-Za-z_]+)\)s/.test(format) && !/%\([A-Za-z_.]+\)(?!s)/.test(format),
  appTells: true,
  tokens: (format) =>
    splitAtoms(format, ATOM, ([written, header, kind, name]) => {
      if (written === '%%') return [{ literal: '%' }];
      if (header !== undefined) return [variable(headerName(PREFIXES[kind!]!, header), written)];
      if (name === 't') return [{ literal: '[' }, variable('time_local', written), { literal: ']' }];
      if (name === 'p') return [{ literal: '<' }, variable('pid', written), { literal: '>' }];
      const known = PLAIN[name!];
      if (known === undefined) throw unknownAtom(GUNICORN.name, written);
      return [variable(known, written)];
    }),
};
