import { positional, utc } from './positional.js';
import type { Preset } from './preset.js';

const MODULE = 'https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format';
const COMBINED_STRING =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

export const COMBINED = positional({
  name: 'combined',
  writer: "nginx's default, and Apache's combined",
  source: MODULE,
  requestTime: null,
  upstreamTime: null,
  logFormat: COMBINED_STRING,
  examples: [
    {
      line: '192.168.1.1 - - [04/Jan/2020:08:41:43 +0000] "GET /index.php/nous-contacter/ HTTP/1.1" 500 550 "-" "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"',
      fields: {
        endedAtUs: utc('2020-01-04T08:41:43Z'),
        client: '192.168.1.1',
        method: 'GET',
        path: '/index.php/nous-contacter/',
        protocol: 'HTTP/1.1',
        status: 500,
        bytes: 550,
        agent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      },
    },
  ],
});

export const COMMON = positional({
  name: 'common',
  writer: "Apache's common log format",
  source: 'https://httpd.apache.org/docs/2.4/logs.html#common',
  requestTime: null,
  upstreamTime: null,
  logFormat: '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent',
  examples: [
    {
      line: '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326',
      fields: {
        endedAtUs: utc('2000-10-10T20:55:36Z'),
        client: '127.0.0.1',
        user: 'frank',
        method: 'GET',
        path: '/apache_pb.gif',
        protocol: 'HTTP/1.0',
        status: 200,
        bytes: 2326,
      },
    },
  ],
});

const MAIN = positional({
  name: 'main',
  writer: "the stock nginx.conf's main: combined and the forwarded-for header",
  source: 'https://github.com/nginx/nginx/blob/master/conf/nginx.conf',
  requestTime: null,
  upstreamTime: null,
  logFormat: `${COMBINED_STRING} "$http_x_forwarded_for"`,
  examples: [
    {
      line: '127.0.0.2 - - [08/Aug/2022:21:18:26 +0000] "GET http://www.sbjudge4.com:80/ip4.php HTTP/1.0" 400 255 "-" "-" "-"',
      fields: {
        endedAtUs: utc('2022-08-08T21:18:26Z'),
        client: '127.0.0.2',
        host: 'www.sbjudge4.com:80',
        method: 'GET',
        path: '/ip4.php',
        protocol: 'HTTP/1.0',
        status: 400,
        bytes: 255,
      },
    },
  ],
});

const VHOST_COMBINED = positional({
  name: 'vhost_combined',
  writer: "combined behind the virtual host's name; Apache on Debian writes it with the port",
  source: 'https://salsa.debian.org/apache-team/apache2/-/blob/master/debian/config-dir/apache2.conf.in',
  requestTime: null,
  upstreamTime: null,
  logFormat: `$host ${COMBINED_STRING}`,
  examples: [
    {
      line: 'www.crowdsec11.net:80 192.168.1.1 - - [08/Jun/2020:08:04:43 +0000] "GET /test/uppercase/extensions.JPG HTTP/1.1" 301 0 "-" "-"',
      fields: {
        endedAtUs: utc('2020-06-08T08:04:43Z'),
        client: '192.168.1.1',
        host: 'www.crowdsec11.net:80',
        method: 'GET',
        path: '/test/uppercase/extensions.JPG',
        protocol: 'HTTP/1.1',
        status: 301,
        bytes: 0,
      },
    },
  ],
});

const PROXY_MANAGER_CONF =
  'https://github.com/NginxProxyManager/nginx-proxy-manager/blob/develop/docker/rootfs/etc/nginx/nginx.conf';

const PROXY_MANAGER = positional({
  name: 'proxy_manager',
  writer: 'the proxy log of Nginx Proxy Manager',
  source: PROXY_MANAGER_CONF,
  requestTime: null,
  upstreamTime: null,
  logFormat:
    '[$time_local] $upstream_cache_status $upstream_status $status - $request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] [Sent-to $server] "$http_user_agent" "$http_referer"',
  examples: [
    {
      line: '[24/Jan/2022:16:51:02 +0000] - 404 404 - GET http openresty.local "/sdfdsf" [Client 1.2.3.4] [Length 192] [Gzip 3.10] [Sent-to openresty] "curl/7.68.0" "-"',
      fields: {
        endedAtUs: utc('2022-01-24T16:51:02Z'),
        client: '1.2.3.4',
        host: 'openresty.local',
        method: 'GET',
        path: '/sdfdsf',
        status: 404,
        bytes: 192,
        agent: 'curl/7.68.0',
        upstreamAsked: true,
        extra: '{"server":"openresty"}',
      },
    },
  ],
});

const PROXY_MANAGER_STANDARD = positional({
  name: 'proxy_manager_standard',
  writer: 'the log of hosts that Nginx Proxy Manager does not proxy',
  source: PROXY_MANAGER_CONF,
  requestTime: null,
  upstreamTime: null,
  logFormat:
    '[$time_local] $status - $request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] "$http_user_agent" "$http_referer"',
  examples: [
    {
      line: '[01/Oct/2025:14:32:21 +0000] 404 - GET https app.example.com "/robots.txt" [Client 198.51.100.42] [Length 169] [Gzip -] "Googlebot/2.1 (+http://www.google.com/bot.html)" "-"',
      fields: {
        endedAtUs: utc('2025-10-01T14:32:21Z'),
        client: '198.51.100.42',
        host: 'app.example.com',
        method: 'GET',
        path: '/robots.txt',
        status: 404,
        bytes: 169,
        agent: 'Googlebot/2.1 (+http://www.google.com/bot.html)',
      },
    },
  ],
});

const INGRESS = positional({
  name: 'ingress',
  writer: "ingress-nginx's default, upstreaminfo",
  source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/log-format/',
  requestTime: '$request_time, s',
  upstreamTime: '$upstream_response_time, s',
  logFormat: `${COMBINED_STRING} $request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length $upstream_response_time $upstream_status $req_id`,
  examples: [
    {
      line: '10.1.0.152 - - [13/Mar/2025:03:49:29 +0000] "GET /Apache1 HTTP/1.1" 200 226 "-" "PostmanRuntime/7.42.0" 209 0.007 [private-apache1-80] [] 10.1.0.149:80 226 0.007 200 c240b8e753fdcae47d72e4ba1a5d34af',
      fields: {
        endedAtUs: utc('2025-03-13T03:49:29Z'),
        client: '10.1.0.152',
        method: 'GET',
        path: '/Apache1',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 226,
        requestBytes: 209,
        agent: 'PostmanRuntime/7.42.0',
        requestS: 0.007,
        upstreamS: 0.007,
        attempts: 1,
        upstreamAsked: true,
        upstreamAddr: '10.1.0.149:80',
        extra: '{"proxy_upstream_name":"private-apache1-80"}',
      },
    },
  ],
});

/** nginx's own formats and those of what is built on it, in the order in which detection tries them. */
export const NGINX_PRESETS: readonly Preset[] = [
  COMBINED,
  COMMON,
  MAIN,
  VHOST_COMBINED,
  PROXY_MANAGER,
  PROXY_MANAGER_STANDARD,
  INGRESS,
];
