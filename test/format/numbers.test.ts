import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileLogFormat } from '../../src/format/compile.js';
import { jsonFormat } from '../../src/format/json.js';
import { ltsvFormat } from '../../src/format/ltsv.js';
import { readDuration, readInteger, readNumber } from '../../src/format/values.js';
import { emptyRequest, type RequestFields } from '../../src/record/request-fields.js';
import { misfit, read } from './support/read.js';

const NUMERIC = [
  'msec',
  'time_local',
  'time_iso8601',
  'status',
  'body_bytes_sent',
  'bytes_sent',
  'request_length',
  'request_time',
  'upstream_response_time',
  'upstream_connect_time',
  'upstream_header_time',
  'upstream_http_x_cpu_time',
  'upstream_http_server_timing',
  'upstream_http_x_runtime',
  'upstream_http_x_sql_time',
  'upstream_http_x_redis_time',
];

/** Text that is nearly a number, and text that is not at all. */
const garbage = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.stringMatching(/^[-+0-9.eExX,: µmnsNaIf/TZ]{0,24}$/),
  fc.float().map(String),
  fc.bigInt().map(String),
  fc.constantFrom('NaN', '-Infinity', '1e400', '0x10', '1_000', '٣', '1,5', '00', '.', '-0', '5.', '9'.repeat(400)),
);

function expectNumbers(fields: RequestFields): void {
  const numbers = Object.entries(fields).filter(([, value]) => typeof value === 'number');
  expect(numbers.filter(([name, value]) => !Number.isFinite(value) || (value < 0 && name !== 'endedAtUs'))).toEqual([]);
}

describe('a field of a number holds a number that can be calculated with, or nothing, whatever stands there', () => {
  test.each(NUMERIC)('$%s', (name) => {
    const format = compileLogFormat('given', `$uri "$${name}"`);
    fc.assert(
      fc.property(garbage, (text) => {
        const into = emptyRequest();
        const reason = format.parse(`/ "${text}"`, into);
        if (reason === null) expectNumbers(into);
        else expect(reason).toMatch(/^(?:does not fit at|bad value of) \$\w+$/);
      }),
      { numRuns: 300 },
    );
  });

  test.each(NUMERIC)('"%s" of a JSON log, as text and as any JSON value', (name) => {
    const format = jsonFormat([]);
    fc.assert(
      fc.property(fc.oneof(garbage, fc.jsonValue()), (value) => {
        const into = emptyRequest();
        const reason = format.parse(JSON.stringify({ uri: '/', [name]: value }), into);
        if (reason === null) expectNumbers(into);
        else expect(reason).toBe(`bad value of ${name.replaceAll('_', '')}`);
      }),
      { numRuns: 300 },
    );
  });

  test.each(['duration_ms', 'latency_us', 'upstream_response_time_ms', 'cpu_ns'])('%s of an LTSV log', (name) => {
    const format = ltsvFormat([]);
    fc.assert(
      fc.property(garbage, (text) => {
        const into = emptyRequest();
        if (format.parse(`uri:/\t${name}:${text}`, into) === null) expectNumbers(into);
      }),
      { numRuns: 300 },
    );
  });
});

test.each<[text: string, number: number | null, integer: number | null]>([
  ['0', 0, 0],
  ['007', 7, 7],
  ['0.137', 0.137, null],
  ['.5', 0.5, null],
  ['5.', 5, null],
  ['1e-05', 0.00001, null],
  ['123456789012345', 123456789012345, 123456789012345],
  ['1234567890123456', null, null],
  ['-1', null, null],
  ['+1', null, null],
  ['1e5', null, null],
  ['0x1F', null, null],
  [' 1', null, null],
  ['', null, null],
  ['-', null, null],
])('"%s" is the number %s and the integer %s', (text, number, integer) => {
  expect(readNumber(text)).toBe(number);
  expect(readInteger(text)).toBe(integer);
});

test.each([
  ['5', 5],
  ['5s', 5],
  ['5 ms', 0.005],
  ['5  ms', null],
  ['5min', null],
  ['ms', null],
])('"%s" is %s seconds', (text, seconds) => {
  expect(readDuration(text)).toBe(seconds);
});

test('"-" and nothing are no value', () => {
  const format = '"$remote_user" "$status" "$body_bytes_sent" "$request_time" "$http_referer" "$args"';
  const nothing = { user: null, status: null, bytes: null, requestS: null, referrer: null, query: null };
  expect(read(format, '"-" "-" "-" "-" "-" "-"')).toMatchObject(nothing);
  expect(read(format, '"" "" "" "" "" ""')).toMatchObject(nothing);
});

test('a number that is none makes the line unreadable, and the reason names it', () => {
  expect(misfit('$remote_addr $status $request_time', '192.0.2.1 OK 0.1')).toBe('does not fit at $status');
  expect(misfit('$remote_addr $status $request_time', '192.0.2.1 200 fast')).toBe('does not fit at $request_time');
});
