import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { compileLogFormat } from '../../src/format/compile.js';
import type { Escape } from '../../src/format/unescape.js';
import { knownVariable, variableNames } from '../../src/format/variables.js';
import { read } from './support/read.js';

function refusal(logFormat: string, escaping: Escape = 'default'): string {
  try {
    compileLogFormat('given', logFormat, escaping);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).fix).not.toBe('');
    return (error as UserError).message;
  }
  throw new Error('it was compiled without a complaint');
}

const braces = (name: string) => `\${${name}}`;

describe('a string that is no log_format of requests is refused with the reason', () => {
  test.each<[format: string, message: RegExp, escaping?: Escape]>([
    ['', /no variable/],
    ['combined', /no variable/],
    ['$', /"\$" that names no variable/],
    ['cost in $ of $request', /"\$" that names no variable near "\$ of/],
    ['$request ${status', /"\$\{" that is not closed behind a name near "\$\{status"/],
    [`$request ${braces('')}`, /"\$\{" that is not closed behind a name/],
    ['{{ .LogFormat }}', /template with placeholders \(\{\{/],
    ['{% raw %}$request', /template with placeholders/],
    ['{remote} - {user}', /template with placeholders \(\{remote\}/],
    ['{0} $status', /template with placeholders \(\{0\}/],
    ['$remote_addr [$time_local] $protocol $status $bytes_sent $session_time', /stream module/],
    ['$remote_addr $session_time', /stream module/],
    ['{"a":"$uri" "b":$status}', /do not make JSON/, 'json'],
    ['{\\"a\\":\\"$uri\\"}', /do not make JSON/, 'json'],
  ])('%s', (format, message, escaping) => {
    expect(refusal(format, escaping)).toMatch(message);
  });
});

describe('variables', () => {
  test('may stand in braces', () => {
    expect(read(`${braces('request_time')}s ${braces('status')}`, '0.004s 200')).toMatchObject({
      requestS: 0.004,
      status: 200,
    });
  });

  test('keep their braces in the format only where the text behind would run into the name', () => {
    const shown = compileLogFormat('given', `${braces('request_time')}s ${braces('status')}`).logFormat;
    expect(shown).toBe(`${braces('request_time')}s $status`);
    expect(compileLogFormat('given', shown!).logFormat).toBe(shown);
  });

  test('of the user are kept as text, those of nginx without a column and missing ones are not', () => {
    const format = '$tenant "$cookie_session" $request_id "$my-$other" $status';
    expect(JSON.parse(read(format, String.raw`acme "s3cr3t" a94a8fe5 "caf\xC3\xA9--" 200`).extra!)).toEqual({
      tenant: 'acme',
      my: 'café',
    });
    expect(read(format, '- "s3cr3t" a94a8fe5 "--" 200').extra).toBeNull();
  });

  test('that tell the same are read once: the most telling', () => {
    const format = compileLogFormat(
      'given',
      '$http_x_forwarded_for $remote_addr $uri "$request" $msec [$time_local] $tag',
    );
    expect(Object.fromEntries(format.fields.map(({ name, use }) => [name, use]))).toEqual({
      http_x_forwarded_for: 'passed over',
      remote_addr: 'column',
      uri: 'passed over',
      request: 'column',
      msec: 'column',
      time_local: 'passed over',
      tag: 'text',
    });
  });

  test('that stand twice are read where they stand first', () => {
    expect(read('$status $uri $status', '200 / 404').status).toBe(200);
  });

  test('with a column are found by their names, and nothing else is', () => {
    for (const name of variableNames()) {
      expect(name).toMatch(/^[a-z][a-z0-9_]+$/);
      // What only tells where a field ends, as HAProxy's captures do, fills none.
      const { roles, isSpecial } = knownVariable(name)!;
      expect(roles.length > 0 || isSpecial).toBe(true);
    }
    expect(knownVariable('constructor')).toBeNull();
  });
});

describe('which client a line names', () => {
  test.each([
    ['$remote_addr "$http_x_forwarded_for"', '10.0.0.1 "198.51.100.9, 10.0.0.1"', '10.0.0.1'],
    ['"$http_x_forwarded_for" $status', '"198.51.100.9, 10.0.0.1" 200', '198.51.100.9'],
    ['$http_x_real_ip "$http_x_forwarded_for"', '198.51.100.8 "198.51.100.9"', '198.51.100.8'],
    ['$remote_addr $status', 'unix: 200', 'unix:'],
    ['$remote_addr $status', '2001:db8::7 200', '2001:db8::7'],
    ['$remote_addr $status', 'client.example.org 200', 'client.example.org'],
    ['$remote_addr $status', '- 200', null],
  ])('%s: %s', (format, line, client) => {
    expect(read(format, line).client).toBe(client);
  });
});

test('a format with newlines in it tells how many lines a record spans', () => {
  expect(compileLogFormat('given', '$request').linesPerRecord).toBe(1);
  expect(compileLogFormat('given', '$request\n$status').linesPerRecord).toBe(2);
  expect(compileLogFormat('given', '$request\n\n$status\nend').linesPerRecord).toBe(4);
});
