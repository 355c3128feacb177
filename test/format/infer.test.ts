import { describe, expect, test } from 'vitest';
import { NGINX_LOG_FORMAT } from '../../src/advice/instrument/nginx.js';
import { compileLogFormat } from '../../src/format/compile.js';
import { detectFormat } from '../../src/format/detect.js';
import { inferLogFormat } from '../../src/format/infer.js';
import { columnsOf } from './support/columns.js';
import { logLines, manyRequests } from './support/lines.js';
import { printLine, variablesOf } from './support/print.js';
import { readWith } from './support/read.js';

const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';
// A dash of the format's own cannot be told from a field without a value.
const INFERRED_COMBINED = COMBINED.replace(' - ', ' $field_2 ');

describe('a log_format is worked out from the looks of its lines', () => {
  test.each<[about: string, written: string, inferred: string]>([
    ['the one that logsplit recommends', NGINX_LOG_FORMAT, NGINX_LOG_FORMAT.replace(' - ', ' $field_2 ')],
    ['a labelled time', `${COMBINED} rt=$request_time`, `${INFERRED_COMBINED} rt=$request_time`],
    [
      'labelled times, in quotes and not',
      `${COMBINED} uct="$upstream_connect_time" urt="$upstream_response_time" rt=$request_time`,
      `${INFERRED_COMBINED} uct="$upstream_connect_time" urt="$upstream_response_time" rt=$request_time`,
    ],
    [
      'the forwarded-for header ahead of the times',
      `${COMBINED} "$http_x_forwarded_for" $request_time $upstream_response_time`,
      `${INFERRED_COMBINED} "$http_x_forwarded_for" $request_time $upstream_response_time`,
    ],
    ['one time', `${COMBINED} $request_time`, `${INFERRED_COMBINED} $request_time`],
    [
      "the request's time and the upstream's",
      `${COMBINED} $request_time $upstream_response_time`,
      `${INFERRED_COMBINED} $request_time $upstream_response_time`,
    ],
    [
      'the same in quotes, the other way round',
      `${COMBINED} "$upstream_response_time" "$request_time"`,
      `${INFERRED_COMBINED} "$upstream_response_time" "$request_time"`,
    ],
    [
      'the time of day in milliseconds, which is no duration',
      `${COMBINED} $msec $request_time`,
      `${INFERRED_COMBINED} $msec $request_time`,
    ],
    ['the same in two notations', `${COMBINED} msec=$msec $msec`, `${INFERRED_COMBINED} msec=$msec $field_11`],
    ['how well gzip did, which is no time', `${COMBINED} $gzip_ratio`, `${INFERRED_COMBINED} $field_10`],
    [
      'the time first',
      '[$time_local] $remote_addr "$request" $status $body_bytes_sent $request_time',
      '[$time_local] $remote_addr "$request" $status $body_bytes_sent $request_time',
    ],
    [
      'milliseconds first',
      '$msec $remote_addr "$request" $status $request_time',
      '$msec $remote_addr "$request" $status $request_time',
    ],
    [
      'the time without brackets',
      '$time_iso8601 $remote_addr "$request" $status $body_bytes_sent "$http_user_agent"',
      '$time_iso8601 $remote_addr "$request" $status $body_bytes_sent "$http_user_agent"',
    ],
    [
      'the host first',
      '$host $remote_addr [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time',
      '$host $remote_addr [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time',
    ],
    [
      'the status ahead of the request',
      '$remote_addr [$time_local] $status "$request" $body_bytes_sent "$http_referer" "$http_user_agent"',
      '$remote_addr [$time_local] $status "$request" $body_bytes_sent "$http_referer" "$http_user_agent"',
    ],
    [
      'every field labelled',
      'time=$time_iso8601 client=$remote_addr method=$request_method uri="$request_uri" status=$status bytes=$body_bytes_sent duration=$request_time upstream="$upstream_addr" agent="$http_user_agent"',
      'time=$time client=$remote_addr method=$request_method uri="$request_uri" status=$status bytes=$body_bytes_sent duration=$request_time upstream="$upstream_addr" agent="$http_user_agent"',
    ],
  ])('%s', (_, written, inferred) => {
    const lines = logLines(written);
    const { formats, origin } = detectFormat(lines, 'access.log');
    expect(origin).toBe('inferred');
    expect(formats[0]?.logFormat).toBe(inferred);
    // The string given back as --log-format reads the log, and does not hang on the order of the lines.
    const again = compileLogFormat('given', inferred);
    const known = variablesOf(written).filter((name) => name !== 'gzip_ratio');
    for (const values of manyRequests(40)) {
      const { extra: __, ...columns } = readWith(again, printLine(written, values));
      expect({ ...columns, extra: null }).toEqual(columnsOf(known, values));
    }
    expect(inferLogFormat(lines.toReversed())).toBe(inferred);
  });
});

describe('the times of a request side by side', () => {
  test.each([
    ['$request_time $upstream_connect_time $upstream_header_time $upstream_response_time'],
    ['$upstream_connect_time $upstream_header_time $upstream_response_time $request_time'],
    ['$upstream_response_time $upstream_header_time $request_time'],
  ])('%s', (times) => {
    const [format] = detectFormat(logLines(`${COMBINED} ${times}`), 'access.log').formats;
    const inferred = format!.logFormat!.split(' ').slice(-times.split(' ').length);
    times.split(' ').forEach((name, i) => {
      if (name === '$request_time' || name === '$upstream_response_time') expect(inferred[i]).toBe(name);
      else expect(inferred[i]).toMatch(/^\$field_\d+$/);
    });
  });
});

test('where both times are equal, the one that can be missing is that of the upstream', () => {
  const format = `${COMBINED} $upstream_response_time $request_time`;
  const lines = manyRequests(40).map((values) =>
    printLine(format, { ...values, request_time: values.upstream_response_time?.split(' ').at(-1) ?? '0.000' }),
  );
  expect(inferLogFormat(lines)).toBe(`${INFERRED_COMBINED} $upstream_response_time $request_time`);
});

describe('a label is believed as far as the values bear it out', () => {
  const lastOf = (format: string, values: Record<string, string | null>, n = 1): string[] => {
    const lines = manyRequests(30).map((request) => printLine(format, { ...request, ...values }));
    return inferLogFormat(lines)!.split(' ').slice(-n);
  };

  test.each([
    ['an address with a port', { upstream_addr: '10.0.0.5:8000' }],
    ['a list of them', { upstream_addr: '10.0.0.5:8000, [2001:db8::1]:80 : unix:/run/app.sock' }],
    ['nothing in any line', { upstream_addr: null }],
  ])('ua= beside the user agent is the upstream: %s', (_, values) => {
    const inferred = inferLogFormat(
      manyRequests(30).map((request) =>
        printLine(`${COMBINED} ua="$upstream_addr"`, { ...request, http_user_agent: 'curl/8.5.0', ...values }),
      ),
    );
    expect(inferred).toBe(`${INFERRED_COMBINED} ua="$upstream_addr"`);
  });

  test('ua= without another agent is the agent', () => {
    const format = '$remote_addr [$time_local] "$request" $status ua="$http_user_agent"';
    expect(inferLogFormat(logLines(format))).toBe(format);
  });

  test('host= with addresses is the client, where nothing else is', () => {
    const lines = logLines('[$time_local] host=$remote_addr "$request" $status');
    expect(inferLogFormat(lines)).toBe('[$time_local] host=$remote_addr "$request" $status');
  });

  test('response_time= is the time of the request, or of the upstream beside it', () => {
    expect(lastOf(`${COMBINED} response_time=$request_time`, {})).toEqual(['response_time=$request_time']);
    expect(
      lastOf(`${COMBINED} rt=$request_time response_time=$upstream_header_time`, { upstream_header_time: '0.010' }, 2),
    ).toEqual(['rt=$request_time', 'response_time=$upstream_response_time']);
  });

  test('a unit that a log_format cannot tell leaves the field a text, not seconds', () => {
    expect(lastOf(`${COMBINED} duration_ms=$connection`, {})).toEqual(['duration_ms=$duration_ms']);
  });

  test('no variable is named twice, whatever the labels', () => {
    const labels = ['rt', 'request_time', 'duration', 'ua', 'agent', 'status', 'code', 'host', 'server', 'x', 'x'];
    const format = `${COMBINED} $request_time ${labels.map((label) => `${label}="$${label}"`).join(' ')}`;
    const values = Object.fromEntries(labels.map((label) => [label, '0.100']));
    const named = variablesOf(lastOf(format, values, 30).join(' '));
    expect(new Set(named).size).toBe(named.length);
    expect(named).toContain('request_time');
  });
});
