import type { Members } from '../../keyed.js';
import { keyedPreset } from './define.js';

export const CADDY = keyedPreset({
  name: 'caddy',
  writer: "Caddy 2's access log",
  source: 'https://caddyserver.com/docs/caddyfile/directives/log',
  requestTime: 'duration, s (or as duration_format says)',
  upstreamTime: null,
  notation: 'json',
  signature: ['request.method', 'request.uri', 'request.remote_ip|request.remote_addr', 'duration', 'status'],
  keys: (sample) => ({
    ts: 'time',
    // Behind a trusted proxy client_ip is the client's and remote_ip the proxy's; before 2.5 there was remote_addr alone.
    'request.client_ip': 'remote_addr',
    'request.remote_ip': 'remote_addr',
    'request.remote_addr': 'remote_addr_port',
    'request.proto': 'server_protocol',
    'request.method': 'request_method',
    'request.host': 'host',
    'request.uri': 'request_uri',
    'request.headers.User-Agent': 'http_user_agent',
    'request.headers.Referer': 'http_referer',
    bytes_read: 'request_length',
    user_id: 'remote_user',
    duration: { variable: 'request_time', unit: unitOfDurations(sample) },
    size: 'body_bytes_sent',
    status: 'status',
    'resp_headers.Content-Type': 'sent_http_content_type',
    'resp_headers.X-Cpu-Time': 'sent_http_x_cpu_time',
    'resp_headers.Server-Timing': 'sent_http_server_timing',
    'resp_headers.X-Runtime': 'sent_http_x_runtime',
  }),
  examples: [
    {
      line: '{"level":"info","ts":1646861401.5241024,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"127.0.0.1","remote_port":"41342","client_ip":"127.0.0.1","proto":"HTTP/2.0","method":"GET","host":"localhost","uri":"/a?b=c","headers":{"User-Agent":["curl/7.82.0"],"Accept":["*/*"],"Accept-Encoding":["gzip, deflate, br"]},"tls":{"resumed":false,"version":772,"cipher_suite":4865,"proto":"h2","server_name":"example.com"}},"bytes_read":0,"user_id":"","duration":0.000929675,"size":10900,"status":200,"resp_headers":{"Server":["Caddy"],"Content-Encoding":["gzip"],"Content-Type":["text/html; charset=utf-8"],"Vary":["Accept-Encoding"]}}',
      fields: {
        endedAtUs: 1646861401524102,
        client: '127.0.0.1',
        host: 'localhost',
        method: 'GET',
        path: '/a',
        query: 'b=c',
        protocol: 'HTTP/2.0',
        status: 200,
        bytes: 10900,
        requestBytes: 0,
        agent: 'curl/7.82.0',
        requestS: 0.000929675,
        contentType: 'text/html; charset=utf-8',
      },
    },
  ],
});

/**
 * The unit of duration_format, which the line does not name: seconds have decimals, milliseconds and nanoseconds none,
 * and a log of the latter has one of more than a millisecond.
 */
function unitOfDurations(sample: readonly Members[]): 's' | 'ms' | 'ns' {
  const numbers = sample.map((members) => members.get('duration')).filter((text) => text !== undefined);
  if (numbers.some((text) => !/^\d+$/.test(text)) || numbers.every((text) => text === '0')) return 's';
  return numbers.some((text) => Number(text) >= 1e6) ? 'ns' : 'ms';
}
