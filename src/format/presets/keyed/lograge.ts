import { utc } from '../positional.js';
import { keyedPreset } from './define.js';

const ABOUT = {
  source: 'https://github.com/roidrage/lograge',
  requestTime: 'duration, ms',
  upstreamTime: 'duration, ms: the application writes the log',
  signature: ['method', 'path', 'controller', 'action', 'status', 'duration'],
  keys: {
    time: 'time',
    timestamp: 'time',
    '@timestamp': 'time',
    remote_ip: 'remote_addr',
    ip: 'remote_addr',
    host: 'host',
    method: 'request_method',
    path: 'request_uri',
    status: 'status',
    // Waiting for the database is what tells CPU from IO; rendering (view) is not waiting.
    duration: [
      { variable: 'request_time', unit: 'ms' },
      { variable: 'upstream_response_time', unit: 'ms' },
      { variable: 'upstream_http_x_runtime', unit: 'ms' },
    ],
    db: { variable: 'upstream_http_x_sql_time', unit: 'ms' },
  },
} as const;

export const LOGRAGE = keyedPreset({
  ...ABOUT,
  name: 'lograge',
  writer: "Rails with lograge's key=value lines",
  notation: 'logfmt',
  examples: [
    {
      line: 'method=GET path=/jobs/833552.json format=json controller=JobsController  action=show status=200 duration=58.33 view=40.43 db=15.26',
      fields: {
        method: 'GET',
        path: '/jobs/833552.json',
        status: 200,
        requestS: 0.05833,
        upstreamS: 0.05833,
        attempts: 1,
        upstreamAsked: true,
        appS: 0.05833,
        waitS: 0.01526,
      },
    },
  ],
});

export const LOGRAGE_JSON = keyedPreset({
  ...ABOUT,
  name: 'lograge_json',
  writer: "Rails with lograge's JSON lines",
  notation: 'json',
  examples: [
    {
      // The documented line above, as Lograge::Formatters::Json writes it with the documented time.
      line: '{"method":"GET","path":"/jobs/833552.json","format":"json","controller":"JobsController","action":"show","status":200,"duration":58.33,"view":40.43,"db":15.26,"time":"2012-03-10T14:28:14.000+01:00"}',
      fields: {
        endedAtUs: utc('2012-03-10T13:28:14Z'),
        method: 'GET',
        path: '/jobs/833552.json',
        status: 200,
        requestS: 0.05833,
        upstreamS: 0.05833,
        attempts: 1,
        upstreamAsked: true,
        appS: 0.05833,
        waitS: 0.01526,
      },
    },
  ],
});
