import { positional, utc } from './positional.js';
import type { Preset } from './preset.js';

const VHOST_COMMON = positional({
  name: 'vhost_common',
  writer: "Apache's common behind the virtual host's name",
  source: 'https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats',
  requestTime: null,
  upstreamTime: null,
  logFormat: '$host $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent',
  examples: [
    {
      line: 'example.com:80 127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 2326',
      fields: {
        endedAtUs: utc('2000-10-10T20:55:36Z'),
        client: '127.0.0.1',
        host: 'example.com:80',
        method: 'GET',
        path: '/',
        protocol: 'HTTP/1.0',
        status: 200,
        bytes: 2326,
      },
    },
  ],
});

const COMBINED_IO = positional({
  name: 'combinedio',
  writer: "Apache's combined with bytes received and sent (mod_logio)",
  source: 'https://httpd.apache.org/docs/2.4/mod/mod_logio.html',
  requestTime: null,
  upstreamTime: null,
  logFormat:
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_length $bytes_sent',
  examples: [
    {
      line: '127.0.0.1 - - [25/Nov/2026:22:43:27 +0000] "GET /index.html?q=1 HTTP/1.1" 200 3 "-" "curl/7.88.1" 92 203',
      fields: {
        endedAtUs: utc('2026-11-25T22:43:27Z'),
        client: '127.0.0.1',
        method: 'GET',
        path: '/index.html',
        query: 'q=1',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 3,
        requestBytes: 92,
        agent: 'curl/7.88.1',
      },
    },
  ],
});

/** Formats of Apache's stock configuration that nginx has none like. */
export const APACHE_PRESETS: readonly Preset[] = [VHOST_COMMON, COMBINED_IO];
