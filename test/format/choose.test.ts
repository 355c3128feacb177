import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { type ChosenFormat, type FormatRequest, formatChooser } from '../../src/format/choose.js';
import { writeTree } from './nginx-conf/tree.js';
import { logLines } from './support/lines.js';
import { readWith } from './support/read.js';

const NOTHING_SAID: FormatRequest = { name: null, logFormat: null, nginxConf: null };
const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

function choose(said: Partial<FormatRequest>, lines: string[] = logLines(COMBINED), path = 'access.log'): ChosenFormat {
  return formatChooser({ ...NOTHING_SAID, ...said }, () => {})(path, lines);
}

function refusal(said: Partial<FormatRequest>, lines?: string[]): UserError {
  try {
    choose(said, lines);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('it was accepted');
}

function warnings(logFormat: string): string[] {
  const sentences: string[] = [];
  formatChooser({ ...NOTHING_SAID, logFormat }, (sentence) => sentences.push(sentence));
  return sentences;
}

describe('--format', () => {
  test.each(['combined', 'common', 'main', 'vhost_combined', 'json', 'ltsv'])('%s is taken without a look', (name) => {
    const { formats, origin } = choose({ name }, ['no such line']);
    expect([formats.map((format) => format.name), origin]).toEqual([[name], 'given']);
  });

  test('an unknown name is answered with those that are known', () => {
    const { message, fix } = refusal({ name: 'combine' });
    expect(message).toBe('There is no format named "combine".');
    for (const known of ['combined', 'ingress', 'json', 'ltsv', '--log-format']) expect(fix).toContain(known);
  });

  test('finds a log_format of the configuration, rather than a known one of the same name', () => {
    const root = writeTree({ 'nginx.conf': "http { log_format main '$status $uri'; log_format own '$uri'; }" });
    const nginxConf = join(root, 'nginx.conf');
    expect(choose({ name: 'main', nginxConf })).toMatchObject({
      origin: 'nginx.conf',
      formats: [{ logFormat: '$status $uri' }],
    });
    expect(refusal({ name: 'mine', nginxConf }).fix).toContain('in the configuration: main, own');
  });

  test('without one the format is detected', () => {
    expect(choose({})).toMatchObject({ origin: 'detected', formats: [{ name: 'combined' }] });
    expect(choose({}, logLines(`${COMBINED} rt=$request_time`)).origin).toBe('inferred');
  });
});

describe('--log-format', () => {
  const REQUEST = '"$request" $status';
  test.each<[about: string, given: string, read: string, name?: string]>([
    ['the string as nginx reads it', `$remote_addr ${REQUEST}`, `$remote_addr ${REQUEST}`],
    ['a string that begins with a quote', REQUEST, REQUEST],
    ['a string of quoted fields only', '"$request" "$status"', '"$request" "$status"'],
    ['a string that is one quoted field', '"$request"', '"$request"'],
    ['the directive', `log_format own '$remote_addr ${REQUEST}';`, `$remote_addr ${REQUEST}`, 'own'],
    ['the directive without a semicolon', `log_format own '$remote_addr ${REQUEST}'`, `$remote_addr ${REQUEST}`, 'own'],
    [
      'the directive over lines',
      `\n  log_format own '$remote_addr '\n    '${REQUEST}';\n`,
      `$remote_addr ${REQUEST}`,
      'own',
    ],
    ['pieces in single quotes', `'$remote_addr ' '${REQUEST}'`, `$remote_addr ${REQUEST}`],
    ['one piece in single quotes', `'$remote_addr ${REQUEST}';`, `$remote_addr ${REQUEST}`],
    ['pieces in double quotes', String.raw`"$remote_addr " "\"$request\" $status"`, `$remote_addr ${REQUEST}`],
    ['a name in braces', `\${request_time}s \${status}`, `\${request_time}s $status`],
  ])('%s', (_, given, read, name = 'given') => {
    expect(choose({ logFormat: given })).toMatchObject({ origin: 'given', formats: [{ name, logFormat: read }] });
  });

  test.each([
    ['log_format own escape=json \'{"a":"$http_user_agent","s":$status}\';'],
    ['escape=json \'{"a":"$http_user_agent","s":$status}\''],
    ['escape=json {"a":"$http_user_agent","s":$status}'],
    ['{"a":"$http_user_agent","s":$status}'],
  ])('escape=json is taken into account, and understood of what is JSON: %s', (logFormat) => {
    const [format] = choose({ logFormat }).formats;
    expect(readWith(format!, String.raw`{"a":"say \"h\u00e9\"","s":200}`).agent).toBe('say "hé"');
  });

  test('escape=none leaves values as they are', () => {
    const [format] = choose({ logFormat: "log_format own escape=none '$http_user_agent | $status'" }).formats;
    expect(readWith(format!, String.raw`a\x41 | 200`).agent).toBe(String.raw`a\x41`);
  });

  test('is believed though no line of the sample fits', () => {
    expect(choose({ logFormat: '$status' }, ['nothing like it']).origin).toBe('given');
  });

  test.each<[given: string, message: RegExp]>([
    ['', /has no variable/],
    ['   ', /has no variable/],
    ['combined', /has no variable/],
    ['$remote_addr $', /a "\$" that names no variable/],
    ['$remote_addr ${status', /a "\$\{" that is not closed/],
    ['{{ .Values.logFormat }}', /template with placeholders \(\{\{/],
    ['$remote_addr [$time_local] $protocol $status $session_time', /stream module/],
    ["'$remote_addr $status", /the quote ' opened here is never closed/],
    ["log_format own '$status", /the quote ' opened here is never closed/],
    ['log_format own;', /has no name or no format/],
    ["log_format own escape=xml '$status';", /escape= that is none of default, json, none/],
    ['{"a":"$uri", "b":"$status}', /do not make JSON/],
  ])('%s is refused', (logFormat, message) => {
    const error = refusal({ logFormat });
    expect(error.message).toMatch(message);
    expect(error.fix).not.toBe('');
  });

  test.each<[given: string, warning: RegExp | null]>([
    [COMBINED, null],
    ['$remote_addr "$request $status', /odd number of double quotes/],
    ['$remote_addr $status', /routes cannot be told apart/],
    ['$filtered_request_uri $status', null],
    ['$uri$is_args$args $status', null],
    ['$uri $status', null],
  ])('%s is warned of where it is odd', (logFormat, warning) => {
    const sentences = warnings(logFormat);
    if (warning === null) expect(sentences).toEqual([]);
    else expect(sentences).toEqual([expect.stringMatching(warning)]);
  });
});

describe('--nginx-conf', () => {
  const TIMED = `${COMBINED} rt=$request_time`;
  const CONF = `
    http {
      log_format timed '${TIMED}';
      log_format brief '$status $uri';
      log_format tcp '$remote_addr $protocol $session_time';
      access_log /var/log/nginx/access.log combined;
      server { server_name a; access_log /var/log/nginx/shop.log timed; }
    }`;
  const chooseBy = (path: string, lines: string[], conf = CONF) =>
    choose({ nginxConf: join(writeTree({ 'nginx.conf': conf }), 'nginx.conf') }, lines, path);

  test.each([
    ['/var/log/nginx/shop.log', TIMED, 'timed'],
    ['copies/shop.log.2', TIMED, 'timed'],
    ['/var/log/nginx/access.log', COMBINED, 'combined'],
  ])('the path decides: %s', (path, written, name) => {
    const { formats, origin } = chooseBy(path, logLines(written));
    expect([formats.map((format) => format.name), origin]).toEqual([[name], 'nginx.conf']);
  });

  test('where the path does not, or lies, the lines decide', () => {
    expect(chooseBy('renamed.txt', logLines(TIMED)).formats[0]?.name).toBe('timed');
    expect(chooseBy('/var/log/nginx/shop.log', ['200 /a', '404 /b']).formats[0]?.name).toBe('brief');
  });

  test('lines in two of its formats are read with both, that of most lines first', () => {
    const { formats } = chooseBy('renamed.txt', ['200 /a', ...logLines(TIMED, 3)]);
    expect(formats.map(({ name }) => name)).toEqual(['timed', 'brief']);
  });

  test('a log that none of its formats wrote is refused, with its first line', () => {
    const nginxConf = join(writeTree({ 'nginx.conf': CONF }), 'nginx.conf');
    const { message, fix } = refusal({ nginxConf }, ['first line', 'second']);
    expect(message).toMatch(/No log_format .* tried timed, brief, tcp.* "first line"/);
    expect(fix).toContain('--nginx-conf');
  });

  test('a configuration without formats leaves the log to be detected', () => {
    expect(chooseBy('x.log', logLines(COMBINED), 'events {}')).toMatchObject({ origin: 'detected' });
  });

  test('what is odd about the configuration is told', () => {
    const root = writeTree({ 'nginx.conf': "http { include missing.conf; log_format a '$uri'; }" });
    const sentences: string[] = [];
    formatChooser({ ...NOTHING_SAID, nginxConf: join(root, 'nginx.conf') }, (sentence) => sentences.push(sentence));
    expect(sentences).toEqual([expect.stringMatching(/nginx\.conf:1.*missing\.conf/)]);
  });
});
