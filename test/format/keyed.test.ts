import { describe, expect, test } from 'vitest';
import { jsonFormat, jsonNotation } from '../../src/format/json.js';
import { LTSV, ltsvFormat } from '../../src/format/ltsv.js';
import { emptyRequest, type RequestFields } from '../../src/record/request-fields.js';
import { request } from './support/columns.js';
import { readWith } from './support/read.js';

/** Reads one line of a log that has but this line. */
const json = (line: string): RequestFields => readWith(jsonFormat([line]), line);
const ltsv = (line: string): RequestFields => readWith(ltsvFormat([line]), line);

test('a JSON line is read by the usual keys', () => {
  const line = JSON.stringify({
    '@timestamp': '2026-11-23T09:59:24.123Z',
    client_ip: '192.0.2.1',
    vhost: 'shop.example.org',
    method: 'GET',
    url: '/a?b=c',
    httpVersion: 'HTTP/2.0',
    statusCode: 200,
    bytes: 512,
    referrer: 'https://example.org/',
    userAgent: 'curl/8.5.0',
    rt: 0.137,
    upstream_time: 0.131,
    contentType: 'text/html',
    upstream: '10.0.0.5:8000',
    tenant: 'acme',
  });
  expect(json(line)).toEqual(
    request({
      endedAtUs: Date.parse('2026-11-23T09:59:24.123Z') * 1000,
      client: '192.0.2.1',
      host: 'shop.example.org',
      method: 'GET',
      path: '/a',
      query: 'b=c',
      protocol: 'HTTP/2.0',
      status: 200,
      bytes: 512,
      referrer: 'https://example.org/',
      agent: 'curl/8.5.0',
      requestS: 0.137,
      upstreamS: 0.131,
      attempts: 1,
      upstreamAsked: true,
      upstreamAddr: '10.0.0.5:8000',
      contentType: 'text/html',
      extra: '{"tenant":"acme"}',
    }),
  );
});

describe('the unit at the end of a key is taken into account', () => {
  test.each([
    ['{"status":200,"duration":0.137}', { requestS: 0.137 }],
    ['{"status":200,"duration_ms":137}', { requestS: 0.137 }],
    ['{"status":200,"durationMs":137.5}', { requestS: 0.1375 }],
    ['{"status":200,"latency_us":137000}', { requestS: 0.137 }],
    ['{"status":200,"elapsed_ns":137000000}', { requestS: 0.137 }],
    ['{"status":200,"request_time_seconds":0.137}', { requestS: 0.137 }],
    ['{"status":200,"upstream_response_time_ms":"120, 11"}', { upstreamS: 0.131, attempts: 2 }],
    ['{"status":200,"cpu_ms":84}', { cpuS: 0.084 }],
    ['{"status":200,"duration_ms":"-"}', { requestS: null }],
    ['{"status":200,"duration_ms":"-5"}', { requestS: null }],
  ])('%s', (line, columns) => {
    expect(json(line)).toMatchObject(columns);
  });
});

describe('a key means what its neighbours and its values leave for it', () => {
  test.each([
    ['{"status":200,"response_time":0.1}', { requestS: 0.1, upstreamS: null }],
    ['{"status":200,"response_time":0.1,"request_time":0.2}', { requestS: 0.2, upstreamS: 0.1 }],
    ['{"status":200,"host":"192.0.2.1"}', { client: '192.0.2.1', host: null }],
    ['{"status":200,"host":"192.0.2.1","vhost":"a.example"}', { client: '192.0.2.1', host: 'a.example' }],
    ['{"status":200,"host":"192.0.2.1","remote_addr":"192.0.2.2"}', { client: '192.0.2.2', host: '192.0.2.1' }],
    ['{"status":200,"host":"a.example"}', { client: null, host: 'a.example' }],
    ['{"status":200,"ua":"curl/8.5.0"}', { agent: 'curl/8.5.0', upstreamAddr: null }],
    ['{"status":200,"ua":"10.0.0.5:8000"}', { agent: null, upstreamAddr: '10.0.0.5:8000' }],
    ['{"status":200,"ua":"-","user_agent":"curl/8.5.0"}', { agent: 'curl/8.5.0', upstreamAsked: false }],
    ['{"uri":"/a","args":"b=c"}', { path: '/a', query: 'b=c' }],
    ['{"uri":"/a?b=c","args":"b=c"}', { path: '/a', query: 'b=c' }],
    ['{"uri":"/index.html","request_uri":"/?b=c"}', { path: '/', query: 'b=c' }],
    [
      '{"status":200,"timestamp":"1795427964.123","time_local":"23/Nov/2026:09:59:24 +0000"}',
      { endedAtUs: 1795427964123000 },
    ],
  ])('%s', (line, columns) => {
    expect(json(line)).toMatchObject(columns);
  });

  test('a scanner that asks for an address as host does not make hosts into clients', () => {
    const lines = ['192.0.2.1', 'a.example', 'a.example', 'b.example'].map((host) => `{"status":200,"host":"${host}"}`);
    const format = jsonFormat(lines);
    expect(readWith(format, lines[0]!)).toMatchObject({ client: null, host: '192.0.2.1' });
    expect(readWith(format, lines[1]!)).toMatchObject({ client: null, host: 'a.example' });
  });
});

describe('JSON that nginx writes without quotes around numbers', () => {
  test.each([
    ['{"status":200,"urt":}', { upstreamS: null, upstreamAsked: false }],
    ['{"status":200,"urt":,"rt":0.1}', { upstreamS: null, requestS: 0.1 }],
    ['{"status":200,"urt":-,"rt":0.1}', { upstreamS: null, requestS: 0.1 }],
    ['{"status":200,"urt": - , "rt": 0.1 }', { upstreamS: null, requestS: 0.1 }],
    ['{"status":200,"urt":0.1, 0.2 : 0.3,"rt":0.7}', { upstreamS: 0.6, attempts: 3, requestS: 0.7 }],
    ['{"status":200,"urt":-, 0.2}', { upstreamS: 0.2, attempts: 2 }],
  ])('%s', (line, columns) => {
    expect(json(line)).toMatchObject(columns);
  });

  test('a text that looks like that stays as it is', () => {
    expect(json(String.raw`{"agent":"x\":,\"y\":-}","urt":,"status":200}`).agent).toBe('x":,"y":-}');
  });
});

describe('JSON written without escape=json', () => {
  test.each([
    [String.raw`{"status":200,"agent":"say \x22hi\x22"}`, { agent: 'say "hi"' }],
    [String.raw`{"status":200,"uri":"/caf\xC3\xA9"}`, { path: '/café' }],
    [String.raw`{"status":400,"request":"\x16\x03\x01"}`, { malformed: '\x16\x03\x01', status: 400 }],
    [String.raw`{"status":200,"agent":"a\\x41"}`, { agent: String.raw`a\x41` }],
  ])('%s', (line, columns) => {
    expect(json(line)).toMatchObject(columns);
  });
});

describe('JSON values', () => {
  test.each([
    ['nested objects go by the path of their keys', '{"status":200,"a":{"b":{"c":1}}}', { extra: '{"a.b.c":"1"}' }],
    ['a whole request is split', '{"request":"POST /a?b HTTP/1.1"}', { method: 'POST', path: '/a', query: 'b' }],
    [
      'null and empty are no value',
      '{"status":200,"agent":null,"referer":"","x":"-"}',
      { agent: null, referrer: null, extra: null },
    ],
    [
      'a list is what a header with several values is, others are kept as JSON',
      '{"status":200,"tags":["a","b"],"ok":true}',
      { extra: '{"tags":"a, b","ok":"true"}' },
    ],
    ['the last of equal keys counts', '{"status":200,"status":404}', { status: 404 }],
  ])('%s', (_, line, columns) => {
    expect(json(line)).toMatchObject(columns);
  });

  test.each([
    ['cut off', '{"status":200,"uri":"/a'],
    ['a list', '[{"status":200}]'],
    ['a text', '"status"'],
    ['no JSON at all', '{status: 200}'],
    ['null', 'null'],
    ['nothing', ''],
  ])('what is no object is not read: %s', (_, line) => {
    expect(jsonNotation(null).split(line)).toBeNull();
    expect(jsonFormat([]).parse(line, emptyRequest())).toBe('is no JSON object');
  });

  test('a line of another kind among the requests is told apart', () => {
    expect(jsonFormat(['{"status":200}']).parse('{"level":"info"}', emptyRequest())).toBe(
      'has no key for a path or a status',
    );
    expect(jsonFormat([]).parse('{"status":200,"@timestamp":"noon"}', emptyRequest())).toBe('bad value of timestamp');
  });
});

describe('hostile JSON', () => {
  const DEEP = 200_000;
  test.each([
    ['deep lists', `{"status":200,"a":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`],
    ['deep objects', `{"status":200,"a":${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}}`],
    ['keys of any number', `{"status":200,${Array.from({ length: 50_000 }, (_, i) => `"u.${i}ri":"/"`).join(',')}}`],
    [
      'spellings of one key',
      `{"status":200,${Array.from({ length: 500 }, (_, i) => `"${'.'.repeat(i)}uri":"/a"`).join(',')}}`,
    ],
    ['names of objects', '{"status":200,"__proto__":"x","constructor":"y","hasOwnProperty":"z"}'],
  ])('%s are read', (_, line) => {
    expect(json(line).status).toBe(200);
  });

  test.each([
    ['blanks', `{"status":200,"urt":${' '.repeat(1 << 20)}x`],
    ['numbers', `{"status":200,"urt":${'1, '.repeat(1 << 18)}x`],
    ['escaped bytes', `{"status":200,"urt":"${String.raw`\x41`.repeat(1 << 18)}`],
  ])('a megabyte of %s that ends in nothing is refused', (_, line) => {
    expect(jsonFormat([]).parse(line, emptyRequest())).toBe('is no JSON object');
  });

  test('a list of a megabyte of blanks is no list', () => {
    expect(json(`{"status":200,"urt":"${' '.repeat(1 << 20)}"}`).upstreamS).toBeNull();
  });

  test('keys with line breaks are not taken for the keys of another line', () => {
    const format = jsonFormat([]);
    expect(readWith(format, '{"status":200,"a":"1","b":"2"}').extra).toBe('{"a":"1","b":"2"}');
    expect(readWith(format, '{"status":200,"a\\nb":"3","c":"4"}').extra).toBe('{"a\\nb":"3","c":"4"}');
    expect(readWith(format, '{"status":200,"a":"5","b\\nc":"6"}').extra).toBe('{"a":"5","b\\nc":"6"}');
  });
});

describe('LTSV', () => {
  test('is read by its labels', () => {
    const line =
      'time:23/Nov/2026:10:59:24 +0100\thost:192.0.2.1\treq:GET /a?b HTTP/1.1\tstatus:200\tsize:512\tua:curl/8.5.0\treqtime:0.137\tapptime:0.131\tcache:-\tvhost:a.example\tx:y:z';
    expect(ltsv(line)).toMatchObject({
      endedAtUs: Date.parse('2026-11-23T09:59:24Z') * 1000,
      client: '192.0.2.1',
      host: 'a.example',
      method: 'GET',
      path: '/a',
      query: 'b',
      status: 200,
      bytes: 512,
      agent: 'curl/8.5.0',
      requestS: 0.137,
      upstreamS: 0.131,
      upstreamAsked: true,
      extra: '{"x":"y:z"}',
    });
  });

  test('undoes the escapes of nginx, and keeps a malformed request', () => {
    expect(ltsv(String.raw`uri:/caf\xC3\xA9	ua:\x22x\x22	status:200`)).toMatchObject({ path: '/café', agent: '"x"' });
    expect(ltsv('req:GET /\tstatus:400')).toMatchObject({ method: null, malformed: 'GET /', status: 400 });
  });

  test.each(['', 'status:200', 'status:200\tno label', '\tstatus:200', 'a b:c\tstatus:200', ':x\tstatus:200'])(
    '"%s" is none',
    (line) => {
      expect(LTSV.split(line)).toBeNull();
      expect(ltsvFormat([]).parse(line, emptyRequest())).toBe('is no LTSV line');
    },
  );
});
