import { utc } from '../positional.js';
import { keyedPreset } from './define.js';

export const AWS_API_GATEWAY = keyedPreset({
  name: 'aws_api_gateway',
  writer: 'AWS API Gateway in JSON, its variables under their own names',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html',
  requestTime: 'responseLatency, ms',
  upstreamTime: 'integrationLatency, ms',
  notation: 'json',
  signature: ['requestId|extendedRequestId', 'requestTime|requestTimeEpoch', 'httpMethod', 'status'],
  keys: {
    requestTimeEpoch: { variable: 'time', isStart: true },
    requestTime: { variable: 'time', isStart: true },
    ip: 'remote_addr',
    sourceIp: 'remote_addr',
    user: 'remote_user',
    domainName: 'host',
    httpMethod: 'request_method',
    path: 'request_uri',
    resourcePath: 'uri',
    protocol: 'server_protocol',
    status: 'status',
    responseLength: 'body_bytes_sent',
    userAgent: 'http_user_agent',
    responseLatency: { variable: 'request_time', unit: 'ms' },
    latency: { variable: 'request_time', unit: 'ms' },
    integrationLatency: { variable: 'upstream_response_time', unit: 'ms' },
  },
  examples: [
    {
      // The variables' documented forms, in the format of the CDK's documentation.
      line: '{"requestTime":"25/May/2024:08:14:32 +0000","requestId":"JKJaXmPLvHcESHA=","httpMethod":"GET","path":"/items/7","routeKey":"GET /items/{id}","status":200,"responseLatency":61,"integrationRequestId":"JKJaXmPLvHcESHA=","integrationStatus":"200","integrationLatency":"58","ip":"198.51.100.7","userAgent":"curl/8.5.0","protocol":"HTTP/1.1","responseLength":"512"}',
      fields: {
        endedAtUs: utc('2024-05-25T08:14:32.061Z'),
        client: '198.51.100.7',
        method: 'GET',
        path: '/items/7',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 512,
        agent: 'curl/8.5.0',
        requestS: 0.061,
        upstreamS: 0.058,
        attempts: 1,
        upstreamAsked: true,
      },
    },
  ],
});
