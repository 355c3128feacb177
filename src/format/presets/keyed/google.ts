import { utc } from '../positional.js';
import { keyedPreset } from './define.js';

export const GOOGLE_CLOUD = keyedPreset({
  name: 'google_cloud',
  writer: "Google Cloud's load balancers and Cloud Run, as exported from Cloud Logging",
  source: 'https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#HttpRequest',
  requestTime: 'httpRequest.latency, s with its unit',
  upstreamTime: null,
  notation: 'json',
  signature: ['httpRequest.requestMethod', 'httpRequest.requestUrl', 'httpRequest.status'],
  keys: {
    timestamp: { variable: 'time', isStart: true },
    'httpRequest.remoteIp': 'remote_addr_port',
    'httpRequest.requestMethod': 'request_method',
    'httpRequest.requestUrl': 'request_uri',
    'httpRequest.protocol': 'server_protocol',
    'httpRequest.requestSize': 'request_length',
    'httpRequest.responseSize': 'bytes_sent',
    'httpRequest.status': 'status',
    'httpRequest.userAgent': 'http_user_agent',
    'httpRequest.referer': 'http_referer',
    'httpRequest.latency': 'request_time',
  },
  examples: [
    {
      line: '{"httpRequest":{"latency":"0.350s","protocol":"HTTP/1.1","referer":"https://send.example.com/","remoteIp":"127.0.0.1","requestMethod":"GET","requestSize":"43","requestUrl":"https://send.example.com/public/locales/en-US/send.js","responseSize":"2692","serverIp":"10.8.0.3","status":200,"userAgent":"Mozilla"},"insertId":"AAAAAAAAAAAAAAA","jsonPayload":{"@type":"type.googleapis.com/google.cloud.loadbalancing.type.LoadBalancerLogEntry","statusDetails":"response_sent_by_backend"},"receiveTimestamp":"2018-09-28T18:55:12.840306467Z","resource":{"labels":{"zone":"global"},"type":"http_load_balancer"},"severity":"INFO","timestamp":"2018-09-28T18:55:12.469373944Z"}',
      fields: {
        endedAtUs: utc('2018-09-28T18:55:12Z') + 469373 + 350000,
        client: '127.0.0.1',
        host: 'send.example.com',
        method: 'GET',
        path: '/public/locales/en-US/send.js',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 2692,
        requestBytes: 43,
        referrer: 'https://send.example.com/',
        agent: 'Mozilla',
        requestS: 0.35,
      },
    },
  ],
});
