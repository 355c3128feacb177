import { meaningOfKey } from '../aliases.js';
import { headerName, type Notation, splitAtoms, variable } from './notation.js';

// https://uwsgi-docs.readthedocs.io/en/latest/LogFormat.html; which times are of the request's start: core/logging.c
const ATOM = /%\(([A-Za-z_][\w.]*)\)/g;

const PLAIN: Record<string, string> = {
  uri: 'request_uri',
  method: 'request_method',
  user: 'remote_user',
  addr: 'remote_addr',
  host: 'http_host',
  proto: 'server_protocol',
  uagent: 'http_user_agent',
  referer: 'http_referer',
  status: 'status',
  micros: 'request_time_us',
  msecs: 'request_time_ms',
  secs: 'request_time',
  time: 'start_msec',
  tmsecs: 'start_msec',
  tmicros: 'start_msec',
  ltime: 'start_local',
  ctime: 'start_ctime',
  epoch: 'msec',
  size: 'bytes_sent',
  rsize: 'body_bytes_sent',
  hsize: 'header_bytes',
  pktsize: 'request_packet_bytes',
  cl: 'request_body_bytes',
  pid: 'pid',
  wid: 'worker_id',
  core: 'core',
};

/** uWSGI's log-format; names that it does not define are variables that the application sets. */
export const UWSGI: Notation = {
  name: "uWSGI's log-format",
  writes: (format) => /%\([A-Za-z_][\w.]*\)/.test(format),
  appTells: true,
  tokens: (format) =>
    splitAtoms(format, ATOM, ([written, name]) => {
      const header = /^var\.HTTP_(\w+)$/.exec(name!);
      if (header) return [variable(headerName('http_', header[1]!), written)];
      const meaning = PLAIN[name!] === undefined ? meaningOfKey(name!) : null;
      return [variable(PLAIN[name!] ?? (meaning?.unit === 0 ? meaning.variable : name!.replace(/\W/g, '_')), written)];
    }),
};
