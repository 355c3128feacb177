import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { detectFormat } from '../../src/format/detect.js';
import { NGINX_PRESETS } from '../../src/format/presets/nginx.js';
import { emptyRequest } from '../../src/record/request-fields.js';
import { columnsOf } from './support/columns.js';
import { logLines, manyRequests } from './support/lines.js';
import { printLine, variablesOf } from './support/print.js';
import { readWith } from './support/read.js';

const KNOWN = NGINX_PRESETS.map(({ name, logFormat }) => ({ name, logFormat: logFormat! }));
const [COMBINED, COMMON] = KNOWN.map(({ logFormat }) => logFormat) as [string, string];
const ERROR_LINES = [
  '2026/11/23 09:59:24 [error] 31#31: *7 open() "/srv/x" failed (2: No such file or directory), client: 192.0.2.1',
  '2026/11/23 09:59:25 [warn] 31#31: *8 an upstream response is buffered to a temporary file',
];

const names = (lines: readonly string[]) => detectFormat(lines, 'access.log').formats.map(({ name }) => name);

function refusal(lines: readonly string[]): UserError {
  try {
    detectFormat(lines, 'some/access.log');
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('a format was found');
}

describe('a known format is found by its lines', () => {
  test.each(KNOWN)('$name', ({ name, logFormat }) => {
    const { formats, origin } = detectFormat(logLines(logFormat), 'access.log');
    expect(formats.map((format) => [format.name, format.logFormat])).toEqual([[name, logFormat]]);
    expect(origin).toBe('detected');
    for (const values of manyRequests(20)) {
      const { extra: _, ...columns } = readWith(formats[0]!, printLine(logFormat, values));
      expect({ ...columns, extra: null }).toEqual(columnsOf(variablesOf(logFormat), values));
    }
  });

  test.each(KNOWN)('$name, from a single line', ({ name, logFormat }) => {
    expect(names(logLines(logFormat, 1))).toEqual([name]);
  });

  test('JSON and LTSV', () => {
    expect(names(logLines('{"time":"$time_iso8601","uri":"$request_uri","status":$status}', 5, 'json'))).toEqual([
      'json',
    ]);
    expect(names(logLines('time:$time_local\turi:$request_uri\tstatus:$status', 5))).toEqual(['ltsv']);
  });

  test('though malformed requests stand between', () => {
    const noise = ['""', '"-"', String.raw`"\x16\x03\x01\x00"`, '"GET /"'].map(
      (request) => `192.0.2.1 - - [23/Nov/2026:09:59:24 +0000] ${request} 400 0 "-" "-"`,
    );
    expect(names([...noise, ...logLines(COMBINED, 3)])).toEqual(['combined']);
    expect(names(noise)).toEqual(['combined']);
  });

  test('of Apache, which writes the port behind the virtual host', () => {
    const lines = logLines(COMBINED, 5).map((line) => `shop.example.org:443 ${line}`);
    const { formats } = detectFormat(lines, 'other_vhosts_access.log');
    expect(formats[0]?.name).toBe('vhost_combined');
    expect(readWith(formats[0]!, lines[0]!).host).toBe('shop.example.org:443');
  });
});

describe('a file with lines of several formats', () => {
  test('is read with as many, that of most lines first', () => {
    const timed = `${COMBINED} rt=$request_time urt="$upstream_response_time"`;
    const lines = [...logLines(COMMON, 6), ...logLines(COMBINED, 20), ...logLines(timed, 9)];
    const { formats } = detectFormat(lines, 'access.log');
    expect(formats.map(({ name }) => name)).toEqual(['combined', 'inferred', 'common']);
    for (const line of lines) {
      expect(formats.some((format) => format.parse(line, emptyRequest()) === null)).toBe(true);
    }
  });

  test('passes over lines of an error log', () => {
    expect(names([...ERROR_LINES, ...logLines(COMBINED, 5)])).toEqual(['combined']);
  });

  test('passes over what is no log at all', () => {
    expect(names([...logLines(COMBINED, 5), 'Traceback (most recent call last):', '  File "x.py", line 3'])).toEqual([
      'combined',
    ]);
  });
});

describe('where no format can be found', () => {
  test('the sentence shows the first line and what was tried, and the fix how to give the format', () => {
    const { message, fix } = refusal(['Dear diary, today', 'nothing happened.']);
    expect(message).toContain('some/access.log');
    expect(message).toContain('"Dear diary, today"');
    for (const tried of ['combined', 'vhost_combined', 'ingress', 'json', 'ltsv', 'inference']) {
      expect(message).toContain(tried);
    }
    expect(fix).toContain('--log-format');
    expect(fix).toContain('--nginx-conf');
  });

  test('a long or hostile first line is shown in part and without control characters', () => {
    const { message } = refusal([`\u001b[31m${'x'.repeat(5000)}`]);
    expect(message.length).toBeLessThan(800);
    expect(message).toContain('\\u001b[31mxxx');
    expect(message).toContain('…');
  });

  test('an error log is called one', () => {
    expect(refusal(ERROR_LINES).message).toBe('some/access.log is an nginx error log, not an access log.');
    expect(refusal(['[Mon Nov 23 09:59:24.1 2026] [core:error] [pid 7] AH00124: x']).message).toMatch(/error log/);
  });

  test.each([
    ['JSON without requests', ['{"level":"info","msg":"started"}', '{"level":"info","msg":"ready"}']],
    ['a list in JSON', ['[1,2,3]']],
    ['numbers', ['1 2 3 4 5', '200 200 200 200']],
    ['a table', ['name,status,path', 'a,200,/x']],
    ['blanks and quotes', [' " " " ', '"" "" ""', '[] [] []']],
  ])('%s', (_, lines) => {
    expect(refusal(lines).message).toMatch(/The format of some\/access\.log is unknown/);
  });
});
