import { positional, utc } from './positional.js';
import type { Preset } from './preset.js';

const ITEM = {
  client: '127.0.0.1',
  method: 'GET',
  path: '/items/7',
  query: 'q=1',
  protocol: 'HTTP/1.1',
  status: 200,
  upstreamAsked: true,
};
const MISSING = { ...ITEM, path: '/missing', query: null, status: 404 };

const GUNICORN = positional({
  name: 'gunicorn',
  writer: "gunicorn's default",
  source: 'https://docs.gunicorn.org/en/stable/settings.html#access-log-format',
  requestTime: null,
  upstreamTime: null,
  logFormat: '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"',
  looksLike: 'combined',
  examples: [
    {
      line: '127.0.0.1 - - [25/Nov/2026:22:42:04 +0000] "GET /items/7?q=1 HTTP/1.1" 200 6 "http://localhost/" "curl/7.88.1"',
      fields: {
        ...ITEM,
        endedAtUs: utc('2026-11-25T22:42:04Z'),
        bytes: 6,
        referrer: 'http://localhost/',
        agent: 'curl/7.88.1',
      },
    },
  ],
});

const UVICORN = positional({
  name: 'uvicorn',
  writer: "uvicorn's default, with colours or without; it has no time",
  source: 'https://github.com/encode/uvicorn/blob/master/uvicorn/config.py',
  requestTime: null,
  upstreamTime: null,
  logFormat: 'INFO:$blanks$app_client - "$request" $status_and_text',
  appTells: true,
  colours: true,
  examples: [
    { line: 'INFO:     127.0.0.1:56348 - "GET /items/7?q=1 HTTP/1.1" 200 OK', fields: ITEM },
    {
      line: '\x1b[32mINFO\x1b[0m:     127.0.0.1:53040 - "\x1b[1mGET /missing HTTP/1.1\x1b[0m" \x1b[31m404 Not Found\x1b[0m',
      fields: MISSING,
    },
    {
      line: 'INFO: 192.168.1.1:50356 - "GET /models?return_wildcard_routes=false HTTP/1.1" 401 Unauthorized',
      fields: { ...ITEM, client: '192.168.1.1', path: '/models', query: 'return_wildcard_routes=false', status: 401 },
    },
  ],
});

const HYPERCORN = positional({
  name: 'hypercorn',
  writer: "hypercorn's default",
  source: 'https://hypercorn.readthedocs.io/en/latest/how_to_guides/logging.html',
  requestTime: null,
  upstreamTime: null,
  logFormat:
    '[$ignored_time] [$pid] [INFO] $app_client - - [$time_local] "$app_request" $status $body_bytes_sent "$http_referer" "$http_user_agent"',
  appTells: true,
  examples: [
    {
      line: '[2026-11-25 22:42:15 +0000] [2445] [INFO] 127.0.0.1:56184 - - [25/Nov/2026:22:42:15 +0000] "GET /items/7 1.1" 200 6 "http://localhost/" "curl/7.88.1"',
      fields: {
        ...ITEM,
        query: null,
        endedAtUs: utc('2026-11-25T22:42:15Z'),
        bytes: 6,
        referrer: 'http://localhost/',
        agent: 'curl/7.88.1',
      },
    },
  ],
});

const UWSGI = positional({
  name: 'uwsgi',
  writer: "uWSGI's default; its time has no zone and is taken as UTC",
  source: 'https://github.com/unbit/uwsgi/blob/master/core/logging.c',
  requestTime: 'msecs, or micros as log-micros has it',
  upstreamTime: 'the same: uWSGI runs the application',
  logFormat:
    '[pid: $pid|app: $ignored_app|req: $ignored_request] $remote_addr ($remote_user) {$ignored_vars vars in $request_length bytes} [$start_ctime] $request_method $request_uri => generated $body_bytes_sent bytes in $request_time_unit ($server_protocol $status) $ignored_headers headers in $header_bytes bytes ($ignored_switches switches on core $core)',
  appTells: true,
  examples: [
    {
      line: '[pid: 2554|app: 0|req: 1/1] 127.0.0.1 () {26 vars in 298 bytes} [Wed Nov 25 22:42:20 2026] GET /items/7?q=1 => generated 6 bytes in 23 msecs (HTTP/1.1 200) 3 headers in 84 bytes (1 switches on core 0)',
      fields: {
        ...ITEM,
        endedAtUs: utc('2026-11-25T22:42:20.023Z'),
        bytes: 6,
        requestBytes: 298,
        requestS: 0.023,
        upstreamS: 0.023,
        attempts: 1,
      },
    },
    {
      line: '[pid: 2643|app: 0|req: 2/2] 127.0.0.1 () {26 vars in 291 bytes} [Wed Nov 25 22:42:23 2026] GET /missing => generated 6 bytes in 33721 micros (HTTP/1.1 404) 3 headers in 91 bytes (1 switches on core 0)',
      fields: {
        ...MISSING,
        endedAtUs: utc('2026-11-25T22:42:23.033721Z'),
        bytes: 6,
        requestBytes: 291,
        requestS: 0.033721,
        upstreamS: 0.033721,
        attempts: 1,
      },
    },
  ],
});

const DJANGO = positional({
  name: 'django',
  writer: "Django's runserver; its time has no zone and is taken as UTC",
  source: 'https://github.com/django/django/blob/main/django/core/servers/basehttp.py',
  requestTime: null,
  upstreamTime: null,
  logFormat: '[$time_spaced] "$request" $status $body_bytes_sent',
  appTells: true,
  colours: true,
  examples: [
    {
      line: '[25/Nov/2026 22:42:29] "GET /items/7?q=1 HTTP/1.1" 404 2196',
      fields: { ...ITEM, client: null, endedAtUs: utc('2026-11-25T22:42:29Z'), status: 404, bytes: 2196 },
    },
  ],
});

const WERKZEUG = positional({
  name: 'werkzeug',
  writer: 'the development server of Werkzeug and Flask; its time has no zone and is taken as UTC',
  source: 'https://github.com/pallets/werkzeug/blob/main/src/werkzeug/serving.py',
  requestTime: null,
  upstreamTime: null,
  logFormat: '$remote_addr - - [$time_spaced] "$request" $status -',
  appTells: true,
  colours: true,
  examples: [
    {
      line: '127.0.0.1 - - [25/Nov/2026 22:42:18] "GET /items/7?q=1 HTTP/1.1" 200 -',
      fields: { ...ITEM, endedAtUs: utc('2026-11-25T22:42:18Z') },
    },
    {
      line: '127.0.0.1 - - [25/Nov/2026 22:42:18] "\x1b[33mGET /missing HTTP/1.1\x1b[0m" 404 -',
      fields: { ...MISSING, endedAtUs: utc('2026-11-25T22:42:18Z') },
    },
  ],
});

const AIOHTTP = positional({
  name: 'aiohttp',
  writer: "aiohttp's default",
  source: 'https://docs.aiohttp.org/en/stable/logging.html#format-specification',
  requestTime: null,
  upstreamTime: null,
  logFormat: '%a %t "%r" %s %b "%{Referer}i" "%{User-Agent}i"',
  // Others write the same, and not of every one the application answered.
  looksLike: 'inferred',
  appTells: true,
  examples: [
    {
      line: '127.0.0.1 [25/Nov/2026:22:42:35 +0000] "GET /items/7?q=1 HTTP/1.1" 200 158 "http://localhost/" "curl/7.88.1"',
      fields: {
        ...ITEM,
        endedAtUs: utc('2026-11-25T22:42:35Z'),
        bytes: 158,
        referrer: 'http://localhost/',
        agent: 'curl/7.88.1',
      },
    },
  ],
});

/** Servers that run the application: whatever they log, the application answered. */
export const APP_SERVER_PRESETS: readonly Preset[] = [GUNICORN, UVICORN, HYPERCORN, UWSGI, DJANGO, WERKZEUG, AIOHTTP];
