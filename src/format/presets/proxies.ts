import { positional, utc } from './positional.js';
import type { Preset } from './preset.js';

const HAPROXY_DOC = 'https://docs.haproxy.org/dev/configuration.html#8.2.3';

const HAPROXY = positional({
  name: 'haproxy',
  writer: "HAProxy's option httplog",
  source: HAPROXY_DOC,
  requestTime: 'Ta, ms (Tt before HAProxy 1.7)',
  upstreamTime: 'Tr, ms: until the headers of the answer',
  logFormat:
    '%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r',
  examples: [
    {
      line: '127.0.0.1:54220 [25/Nov/2026:22:42:39.845] fe be/s1 0/0/0/21/25 200 140 - - ---- 1/1/0/0/0 0/0 {127.0.0.1:8112} "GET /items/7?q=1 HTTP/1.1"',
      fields: {
        endedAtUs: utc('2026-11-25T22:42:39.870Z'),
        client: '127.0.0.1',
        method: 'GET',
        path: '/items/7',
        query: 'q=1',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 140,
        requestS: 0.025,
        upstreamS: 0.021,
        connectS: 0,
        attempts: 1,
        upstreamAsked: true,
        upstreamAddr: 's1',
        extra: '{"frontend_name":"fe","backend_name":"be"}',
      },
    },
    {
      line: '127.0.0.1:54234 [25/Nov/2026:22:42:39.886] fe none/s2 0/0/-1/-1/3009 503 217 - - SC-- 1/1/0/0/3 0/0 {127.0.0.1:8112} "GET /missing HTTP/1.1"',
      fields: {
        endedAtUs: utc('2026-11-25T22:42:42.895Z'),
        client: '127.0.0.1',
        method: 'GET',
        path: '/missing',
        protocol: 'HTTP/1.1',
        status: 503,
        bytes: 217,
        requestS: 3.009,
        upstreamAsked: true,
        upstreamAddr: 's2',
        extra: '{"frontend_name":"fe","backend_name":"none"}',
      },
    },
    {
      line: '117.136.40.129:14853 [14/Jan/2015:12:48:57.127] https-in~ xx_server_https/xxx_node_8002 170/0/0/3/173 200 739 - - --NN 0/0/0/0/0 0/0 "GET /xxx/xxx HTTP/1.1"',
      fields: {
        endedAtUs: utc('2015-01-14T12:48:57.300Z'),
        client: '117.136.40.129',
        method: 'GET',
        path: '/xxx/xxx',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 739,
        requestS: 0.173,
        upstreamS: 0.003,
        connectS: 0,
        attempts: 1,
        upstreamAsked: true,
        upstreamAddr: 'xxx_node_8002',
        extra: '{"frontend_name":"https-in~","backend_name":"xx_server_https"}',
      },
    },
    {
      line: '127.0.0.1:34549 [15/Oct/2003:15:19:06.103] px-http px-http/<NOSRV> -1/-1/-1/-1/+50001 408 +2750 - - cR-- 2/2/2/0/+0 0/0 {} {} "<BADREQ>"',
      fields: {
        endedAtUs: utc('2003-10-15T15:19:56.104Z'),
        client: '127.0.0.1',
        malformed: '<BADREQ>',
        status: 408,
        bytes: 2750,
        requestS: 50.001,
        upstreamAsked: false,
        extra: '{"frontend_name":"px-http","backend_name":"px-http"}',
      },
    },
  ],
});

const HAPROXY_CLF = positional({
  name: 'haproxy_clf',
  writer: "HAProxy's option httplog clf",
  source: HAPROXY_DOC,
  requestTime: 'Ta, ms',
  upstreamTime: 'Tr, ms: until the headers of the answer',
  logFormat:
    '%{+Q}o %{-Q}ci - - [%trg] %r %ST %B "" "" %cp %ms %ft %b %s %TR %Tw %Tc %Tr %Ta %tsc %ac %fc %bc %sc %rc %sq %bq %CC %CS %hrl %hsl',
  examples: [
    {
      line: '127.0.0.1 - - [25/Nov/2026:22:42:48 +0000] "GET /items/7?q=1 HTTP/1.1" 200 140 "" "" 49962 033 "nocap" "be" "s1" 0 0 0 21 21 ---- 1 1 0 0 0 0 0 "" "" ',
      fields: {
        endedAtUs: utc('2026-11-25T22:42:48.021Z'),
        client: '127.0.0.1',
        method: 'GET',
        path: '/items/7',
        query: 'q=1',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 140,
        requestS: 0.021,
        upstreamS: 0.021,
        connectS: 0,
        attempts: 1,
        upstreamAsked: true,
        upstreamAddr: 's1',
        extra: '{"frontend_name":"nocap","backend_name":"be"}',
      },
    },
  ],
});

const ENVOY_DOC = 'https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage';

const ENVOY = positional({
  name: 'envoy',
  writer: "Envoy's default",
  source: ENVOY_DOC,
  requestTime: 'DURATION, ms',
  upstreamTime: 'X-ENVOY-UPSTREAM-SERVICE-TIME, ms: until the headers of the answer',
  logFormat:
    '[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% %RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%"',
  examples: [
    {
      line: '[2021-04-14T16:36:00.361Z] "GET /foo HTTP/1.1" 200 - 0 463 6 3 "-" "HTTPie/1.0.3" "837aa8dc-344f-4faa-b7d5-c9cce1028519" "localhost:8080" "127.0.0.1:8081"',
      fields: {
        endedAtUs: utc('2021-04-14T16:36:00.367Z'),
        host: 'localhost:8080',
        method: 'GET',
        path: '/foo',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 463,
        requestBytes: 0,
        agent: 'HTTPie/1.0.3',
        requestS: 0.006,
        upstreamS: 0.003,
        attempts: 1,
        upstreamAsked: true,
        upstreamAddr: '127.0.0.1:8081',
      },
    },
  ],
});

const ISTIO = positional({
  name: 'istio',
  writer: "Istio's default",
  source: 'https://istio.io/latest/docs/tasks/observability/logs/access-log/#default-access-log-format',
  requestTime: 'DURATION, ms',
  upstreamTime: 'X-ENVOY-UPSTREAM-SERVICE-TIME, ms: until the headers of the answer',
  logFormat:
    '[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% %CONNECTION_TERMINATION_DETAILS% "%UPSTREAM_TRANSPORT_FAILURE_REASON%" %BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%" %UPSTREAM_CLUSTER% %UPSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS% %REQUESTED_SERVER_NAME% %ROUTE_NAME%',
  examples: [
    {
      line: '[2021-12-23T06:24:55.552Z] "GET /reviews/0 HTTP/1.1" 200 - via_upstream - "-" 0 295 30 29 "-" "curl/7.52.1" "7ec25152-ca8e-923b-a736-49838ce316f4" "reviews:9080" "172.17.0.10:80" outbound|80||global-sidecar.mesh-operator.svc.cluster.local 172.17.0.11:45202 10.104.97.115:9080 172.17.0.11:40880 - -',
      fields: {
        endedAtUs: utc('2021-12-23T06:24:55.582Z'),
        client: '172.17.0.11',
        host: 'reviews:9080',
        method: 'GET',
        path: '/reviews/0',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 295,
        requestBytes: 0,
        agent: 'curl/7.52.1',
        requestS: 0.03,
        upstreamS: 0.029,
        attempts: 1,
        upstreamAsked: true,
        upstreamAddr: '172.17.0.10:80',
      },
    },
    {
      line: '[2026-10-09T11:11:48.721Z] "GET /productpage HTTP/1.1" 403 - rbac_access_denied_matched_policy[ns[istio-ingress]-policy[gateway-ip-deny]-rule[0]] - "-" 0 19 0 - "192.168.5.5,10.244.0.18" "curl/8.7.1" "f69eb44a-82cb-4850-8db3-ba7891c5bd2c" "starfleet.example.com" "-" outbound|9080||bridge.starfleet.svc.cluster.local - 127.0.0.1:80 192.168.5.5:0 - -',
      fields: {
        endedAtUs: utc('2026-10-09T11:11:48.721Z'),
        client: '192.168.5.5',
        host: 'starfleet.example.com',
        method: 'GET',
        path: '/productpage',
        protocol: 'HTTP/1.1',
        status: 403,
        bytes: 19,
        requestBytes: 0,
        agent: 'curl/8.7.1',
        requestS: 0,
        upstreamAsked: false,
      },
    },
  ],
});

const TRAEFIK = positional({
  name: 'traefik',
  writer: "Traefik's default, the common log format and what Traefik adds",
  source: 'https://doc.traefik.io/traefik/observe/logs-and-access-logs/',
  requestTime: 'the last field, ms',
  upstreamTime: null,
  logFormat: `$remote_addr - $remote_user [$start_local] "$request" $status_or_none $body_bytes_sent "$http_referer" "$http_user_agent" $request_counter "$router" "$upstream_addr" \${request_time_ms}ms`,
  examples: [
    {
      line: '172.17.1.2 - - [24/Nov/2024:13:38:04 +0000] "GET /birthday HTTP/2" 200 352 "-" "Nikto" 244 "test@docker -> leaf@docker" "http://172.17.0.3:80" 42ms',
      fields: {
        endedAtUs: utc('2024-11-24T13:38:04.042Z'),
        client: '172.17.1.2',
        method: 'GET',
        path: '/birthday',
        protocol: 'HTTP/2',
        status: 200,
        bytes: 352,
        agent: 'Nikto',
        requestS: 0.042,
        upstreamAsked: true,
        upstreamAddr: 'http://172.17.0.3:80',
        extra: '{"router":"test@docker -> leaf@docker"}',
      },
    },
    {
      line: '172.17.1.1 - - [28/Sep/2022:13:38:04 +0000] "GET /mobileadmin/home.cs HTTP/1.1" - - "-" "Mozilla/5.00 (Nikto/2.1.5) (Evasions:None) (Test:006607)" 45640 "-" "-" 0ms',
      fields: {
        endedAtUs: utc('2022-09-28T13:38:04Z'),
        client: '172.17.1.1',
        method: 'GET',
        path: '/mobileadmin/home.cs',
        protocol: 'HTTP/1.1',
        agent: 'Mozilla/5.00 (Nikto/2.1.5) (Evasions:None) (Test:006607)',
        requestS: 0,
        upstreamAsked: false,
      },
    },
  ],
});

const KONG = positional({
  name: 'kong',
  writer: "Kong's default: combined and the request's id",
  source: 'https://github.com/Kong/kong/blob/master/kong/templates/nginx_kong.lua',
  requestTime: null,
  upstreamTime: null,
  logFormat:
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" kong_request_id: "$request_id"',
  examples: [
    {
      line: '127.0.0.1 - - [08/Jul/2026:09:44:18 +0000] "GET / HTTP/1.1" 400 220 "-" "curl/8.12.1" kong_request_id: "7c40f77e5d17e84a52f93c070b5df322"',
      fields: {
        endedAtUs: utc('2026-07-08T09:44:18Z'),
        client: '127.0.0.1',
        method: 'GET',
        path: '/',
        protocol: 'HTTP/1.1',
        status: 400,
        bytes: 220,
        agent: 'curl/8.12.1',
      },
    },
  ],
});

const GOROUTER = positional({
  name: 'gorouter',
  writer: "Cloud Foundry's gorouter",
  source: 'https://docs.cloudfoundry.org/devguide/deploy-apps/streaming-logs.html#format',
  requestTime: 'response_time, s',
  upstreamTime: null,
  logFormat:
    '$host - [$start_iso8601] "$request" $status_or_none $request_length $body_bytes_sent "$http_referer" "$http_user_agent" "$ignored_peer" "$upstream_addr" x_forwarded_for:"$http_x_forwarded_for" x_forwarded_proto:"$scheme" vcap_request_id:"$request_id" response_time:$request_time $ignored_rest',
  examples: [
    {
      line: 'xxx.apps.yyy.nl - [2021-06-23T15:07:22.980439601Z] "GET /whatever/nl/ HTTP/1.0" 304 0 0 "-" "Mozilla/5.0 (Linux)" "1.2.3.4:3168" "2.2.2.2:61070" x_forwarded_for:"2.3.4.5" x_forwarded_proto:"https" vcap_request_id:"76bd0e9c-0eee-404f-4877-8559" response_time:0.018021 gorouter_time:0.000346 app_id:"2b6e9a9e-340a-4469-bf96-ed5c" app_index:"6" x_cf_routererror:"-"',
      fields: {
        endedAtUs: utc('2021-06-23T15:07:22.998460Z'),
        client: '2.3.4.5',
        host: 'xxx.apps.yyy.nl',
        method: 'GET',
        path: '/whatever/nl/',
        protocol: 'HTTP/1.0',
        status: 304,
        bytes: 0,
        requestBytes: 0,
        agent: 'Mozilla/5.0 (Linux)',
        requestS: 0.018021,
        upstreamAsked: true,
        upstreamAddr: '2.2.2.2:61070',
      },
    },
  ],
});

const DISCOURSE = positional({
  name: 'discourse',
  writer: "the nginx of Discourse's image",
  source: 'https://github.com/discourse/discourse/blob/main/config/nginx.sample.conf',
  requestTime: '$request_time, s',
  upstreamTime: '$upstream_response_time, s',
  logFormat:
    '[$time_local] "$http_host" $remote_addr "$request" "$http_user_agent" "$sent_http_x_discourse_route" $status $bytes_sent "$http_referer" $upstream_response_time $request_time "$sent_http_x_discourse_username"',
  examples: [
    {
      line: '[03/Nov/2017:06:22:55 +0000] "localhost" 172.17.0.1 "GET / HTTP/1.1" "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_12_6) AppleWebKit/604.3.5 (KHTML, like Gecko) Version/11.0.1 Safari/604.3.5" "list/latest" 200 8653 "-" 45.054 45.054 "-"',
      fields: {
        endedAtUs: utc('2017-11-03T06:22:55Z'),
        client: '172.17.0.1',
        host: 'localhost',
        method: 'GET',
        path: '/',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 8653,
        agent:
          'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_12_6) AppleWebKit/604.3.5 (KHTML, like Gecko) Version/11.0.1 Safari/604.3.5',
        requestS: 45.054,
        upstreamS: 45.054,
        attempts: 1,
        upstreamAsked: true,
      },
    },
  ],
});

const SQUID = positional({
  name: 'squid',
  writer: "Squid's native format",
  source: 'https://wiki.squid-cache.org/Features/LogFormat',
  requestTime: 'the second field, ms',
  upstreamTime: null,
  logFormat:
    '$msec $blanks$request_time_ms $remote_addr $squid_cache_result/$status_or_none $bytes_sent $request_method $request_uri $remote_user $ignored_hierarchy $sent_http_content_type',
  examples: [
    {
      line: '1690000012.345    120 192.168.56.20 TCP_MISS/200 512 GET http://example.com/ labuser HIER_DIRECT/93.184.216.34 text/html',
      fields: {
        endedAtUs: 1690000012345000,
        client: '192.168.56.20',
        user: 'labuser',
        host: 'example.com',
        method: 'GET',
        path: '/',
        status: 200,
        bytes: 512,
        requestS: 0.12,
        cacheStatus: 'MISS',
        upstreamAsked: true,
        contentType: 'text/html',
      },
    },
    {
      line: '1690000015.210      1 192.168.56.20 TCP_MEM_HIT/200 512 GET http://example.com/ labuser HIER_NONE/- text/html',
      fields: {
        endedAtUs: 1690000015210000,
        client: '192.168.56.20',
        user: 'labuser',
        host: 'example.com',
        method: 'GET',
        path: '/',
        status: 200,
        bytes: 512,
        requestS: 0.001,
        cacheStatus: 'HIT',
        upstreamAsked: false,
        contentType: 'text/html',
      },
    },
  ],
});

export const PROXY_PRESETS: readonly Preset[] = [
  HAPROXY,
  HAPROXY_CLF,
  ENVOY,
  ISTIO,
  TRAEFIK,
  KONG,
  GOROUTER,
  DISCOURSE,
  SQUID,
];
