import type { Members } from '../../keyed.js';
import { utc } from '../positional.js';
import { keyedPreset } from './define.js';

export const STRUCTLOG = keyedPreset({
  name: 'structlog',
  writer: 'FastAPI with structlog, in the layout of the well-known recipe',
  source: 'https://gist.github.com/nymous/f138c7f06062b7c43c060bf03759c29e',
  requestTime: 'duration, ns where it is whole; other numbers are not read, for some write s and some ms',
  upstreamTime: 'duration, ns: the application writes the log',
  notation: 'json',
  signature: ['http.url', 'http.status_code', 'http.method', 'network.client.ip', 'duration'],
  keys: (sample) => ({
    timestamp: 'time',
    'network.client.ip': 'remote_addr',
    'http.method': 'request_method',
    'http.url': 'request_uri',
    'http.status_code': 'status',
    ...(isWhole(sample) && {
      duration: [
        { variable: 'request_time', unit: 'ns' },
        { variable: 'upstream_response_time', unit: 'ns' },
      ],
    }),
  }),
  examples: [
    {
      // As the recipe's middleware writes it.
      line: '{"http": {"url": "http://127.0.0.1:8000/custom?a=b", "status_code": 200, "method": "GET", "request_id": "a0", "version": "1.1"}, "network": {"client": {"ip": "127.0.0.1", "port": 52782}}, "duration": 1376125, "logger": "api.access", "level": "info", "timestamp": "2022-11-24T17:03:51.000001Z", "message": "127.0.0.1:52782 - \\"GET /custom HTTP/1.1\\" 200"}',
      fields: {
        endedAtUs: utc('2022-11-24T17:03:51Z') + 1,
        client: '127.0.0.1',
        host: '127.0.0.1:8000',
        method: 'GET',
        path: '/custom',
        query: 'a=b',
        status: 200,
        requestS: 0.001376125,
        upstreamS: 0.001376125,
        attempts: 1,
        upstreamAsked: true,
      },
    },
  ],
});

function isWhole(sample: readonly Members[]): boolean {
  return sample.every((members) => /^\d+$/.test(members.get('duration') ?? '0'));
}
