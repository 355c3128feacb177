import type { Token } from '../tokens.js';
import { type Notation, splitAtoms, unknownAtom, variable } from './notation.js';

// https://docs.haproxy.org/dev/configuration.html#8.2.6
const NAMES: Record<string, string> = {
  ci: 'remote_addr',
  cp: 'remote_port',
  t: 'start_local_ms',
  tr: 'start_local_ms',
  trg: 'start_local',
  trl: 'start_local',
  T: 'start_local',
  Tl: 'start_local',
  Ts: 'start_msec',
  ms: 'start_milliseconds',
  ft: 'frontend_name',
  f: 'frontend_name',
  b: 'backend_name',
  s: 'haproxy_server',
  TR: 'receive_ms',
  Tq: 'receive_ms',
  Tw: 'queue_ms',
  Tc: 'haproxy_connect_ms',
  Tr: 'haproxy_answer_ms',
  Ta: 'haproxy_total_ms',
  Tt: 'haproxy_session_ms',
  Tu: 'user_ms',
  Td: 'transfer_ms',
  Th: 'handshake_ms',
  Ti: 'idle_ms',
  ST: 'status_or_none',
  B: 'bytes_so_far',
  U: 'request_length',
  CC: 'captured_request_cookie',
  CS: 'captured_response_cookie',
  ts: 'termination_state',
  tsc: 'termination_state',
  ac: 'connections',
  fc: 'frontend_connections',
  bc: 'backend_connections',
  sc: 'server_connections',
  rc: 'haproxy_retries',
  sq: 'server_queue',
  bq: 'backend_queue',
  hr: 'captured_headers',
  hs: 'captured_headers',
  hrl: 'captured_headers_clf',
  hsl: 'captured_headers_clf',
  r: 'request',
  HM: 'request_method',
  HP: 'request_uri',
  HPO: 'uri',
  HU: 'request_uri',
  HQ: 'marked_args',
  HV: 'server_protocol',
  ID: 'request_id',
  H: 'hostname',
  pid: 'pid',
  rt: 'request_counter',
  lc: 'log_counter',
  bi: 'backend_source_addr',
  bp: 'backend_source_port',
  fi: 'server_addr',
  fp: 'server_port',
  si: 'upstream_server_addr',
  sp: 'upstream_server_port',
  sslc: 'ssl_cipher',
  sslv: 'ssl_protocol',
};
const ATOM = /%(?:\{([^}]*)\})?(?:\[(?:[^[\]]|\[[^\]]*\])*\]|[A-Za-z]{1,4}|%)/g;
const CAPTURES = / ?%hr %hs/g;
const CLF_CAPTURES = /%hrl %hsl/g;

// Numbers and dates are never written in quotes.
const TEXTS = /^(?:ci|si|bi|fi|ft?|b|s|r|CC|CS|H[MPUQV]?|HPO|ID|hr|hs|sslc|sslv|\[.*)$/;

/** HAProxy's log-format strings. Times are milliseconds; -1 is a phase that the request did not reach. */
export const HAPROXY: Notation = {
  name: "HAProxy's log-format",
  writes: (format) => /%(?:\{[-+QXE,]*\})?(?:ci|ST|HM|HU|TR|Ta|tr|tsc|\[[a-z])/.test(format),
  tokens(format) {
    // Headers are only logged where the frontend captures some; blanks in a row are written as one.
    const text = format
      .replace(/\\(.)/g, '$1')
      .replace(/^(%\{\+Q\}o)\s+/, '$1')
      .replace(CLF_CAPTURES, '%hrl')
      .replace(CAPTURES, '%hr');
    let quotesAll = false;
    return splitAtoms(text, ATOM, ([written, flags]) => {
      const name = written.replace(/^%(?:\{[^}]*\})?/, '');
      if (name === '%') return [{ literal: '%' }];
      if (name === 'o') {
        quotesAll = flags?.includes('+Q') === true;
        return [];
      }
      const asked = flags?.includes('+Q') === true || (quotesAll && flags?.includes('-Q') !== true);
      const quotes = asked && TEXTS.test(name);
      const token = tokenOf(name, written);
      return quotes ? [{ literal: '"' }, token, { literal: '"' }] : [token];
    });
  },
};

function tokenOf(name: string, written: string): Token {
  if (name.startsWith('[')) return variable('fetched', written);
  const known = NAMES[name];
  if (known === undefined) throw unknownAtom(HAPROXY.name, written);
  return variable(known, written);
}
