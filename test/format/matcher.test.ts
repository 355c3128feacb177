import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileLogFormat } from '../../src/format/compile.js';
import { NGINX_PRESETS } from '../../src/format/presets/nginx.js';
import { emptyRequest } from '../../src/record/request-fields.js';
import { misfit, read } from './support/read.js';

const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';
const line = (agent: string, referrer = '-', request = 'GET / HTTP/1.1', user = '-') =>
  `192.0.2.1 - ${user} [23/Nov/2026:09:59:24 +0000] "${request}" 200 5 "${referrer}" "${agent}"`;

describe('quotes', () => {
  test.each([
    ['escaped by nginx', String.raw`say \x22hi\x22`, 'say "hi"'],
    ['escaped by Apache', String.raw`say \"hi\"`, 'say "hi"'],
    ['behind an escaped backslash', String.raw`ends with \\`, 'ends with \\'],
    ['escaped behind an escaped backslash', String.raw`a \\\" b`, 'a \\" b'],
  ])('%s do not end a quoted field', (_, logged, agent) => {
    expect(read(COMBINED, line(logged)).agent).toBe(agent);
    expect(read(COMBINED, line('curl/8.5', logged))).toMatchObject({ referrer: agent, agent: 'curl/8.5' });
  });

  test.each([
    ['in the last field', line('a "quoted" word'), '$http_user_agent'],
    ['in the middle', line('curl', 'a " b'), '$http_referer'],
    ['at the end', `${line('curl')}"`, '$http_user_agent'],
    ['a field too many', `${line('curl')} "-"`, '$http_user_agent'],
  ])('bare inside a quoted field reject the line: %s', (_, hostile, field) => {
    expect(misfit(COMBINED, hostile)).toBe(`does not fit at ${field}`);
  });

  test('are nothing special under escape=none', () => {
    expect(read('"$http_user_agent" $status', '"a "quoted" word" 200', 'none').agent).toBe('a "quoted" word');
  });
});

describe('what parts two fields may also stand inside one', () => {
  test.each([
    ['a user with blanks and brackets', line('curl', '-', 'GET / HTTP/1.1', 'a [b] - c'), { user: 'a [b] - c' }],
    [
      'a request that looks like the rest',
      line('curl', '-', 'GET /" 200 5 HTTP/1.1'.replace('"', '%22')),
      { status: 200 },
    ],
    ['an agent with brackets', line('[x] - - [y]'), { agent: '[x] - - [y]' }],
  ])('%s', (_, text, columns) => {
    expect(read(COMBINED, text)).toMatchObject(columns);
  });

  test.each([
    ['$uri:$status', '/a:b:404', { path: '/a:b', status: 404 }],
    ['$remote_addr:$remote_port', '2001:db8::7:50612', { client: '2001:db8::7' }],
    ['$remote_addr:$remote_port', '192.0.2.1:50612', { client: '192.0.2.1' }],
    ['$uri $status $request_time', '/a b/200 201 0.100', { path: '/a b/200', status: 201 }],
    ['$request $status', 'GET /a 404 b HTTP/1.1 200', { path: '/a 404 b', status: 200 }],
    ['$time_local $host', '23/Nov/2026:09:59:24 +0100 a.example', { host: 'a.example', endedAtUs: 1795424364000000 }],
    ['$time_local $note', '23/Nov/2026:09:59:24 +0100 two words', { endedAtUs: 1795424364000000 }],
    ['urt=$upstream_response_time, rt=$request_time', 'urt=0.1, 0.2, rt=0.4', { upstreamS: 0.3, requestS: 0.4 }],
    ['$upstream_response_time, $request_time', '0.1, 0.2, 0.4', { upstreamS: 0.3, requestS: 0.4 }],
    ['$scheme://$host$request_uri', 'https://a.example/b/c', { host: 'a.example', path: '/b/c' }],
  ])('%s: %s', (format, text, columns) => {
    expect(read(format, text)).toMatchObject(columns);
  });
});

describe('the reason names the field that would not fit', () => {
  test.each([
    ['', '$remote_addr'],
    ['192.0.2.1', '$remote_addr'],
    ['not an address - - [x', '$remote_addr'],
    ['192.0.2.1 - - [23/Nov/2026]', '$time_local'],
    ['192.0.2.1 - - [23/Nov/2026:09:59:24 +0000] "GET /', '$request'],
    ['192.0.2.1 - - [23/Nov/2026:09:59:24 +0000] "GET / HTTP/1.1" OK 5 "-" "-"', '$status'],
    ['192.0.2.1 - - [23/Nov/2026:09:59:24 +0000] "GET / HTTP/1.1" 200 5k "-" "-"', '$body_bytes_sent'],
    ['192.0.2.1 - - [23/Nov/2026:09:59:24 +0000] "GET / HTTP/1.1" 200 5', '$body_bytes_sent'],
    ['192.0.2.1 - - [23/Nov/2026:09:59:24 +0000] "GET / HTTP/1.1" 200 5 "-" "cut o', '$http_user_agent'],
  ])('%s', (text, field) => {
    expect(misfit(COMBINED, text)).toBe(`does not fit at ${field}`);
  });

  test('the one that was reached, though fields before it can end in several places', () => {
    expect(misfit('$uri $status $request_time', '/a 200 fast')).toBe('does not fit at $request_time');
  });

  test('a line without the text ahead of the first field does not fit at that field', () => {
    expect(misfit('access: $uri $status', '/ 200')).toBe('does not fit at $uri');
  });

  test('and is one of as many as the format has fields, whatever the line', () => {
    const format = compileLogFormat('given', COMBINED);
    const reasons = new Set(format.fields.flatMap(({ name }) => [`does not fit at $${name}`, `bad value of $${name}`]));
    const piece = fc.constantFrom(
      '"',
      ' ',
      ' - ',
      '[',
      ']',
      '\\',
      '200',
      '192.0.2.1',
      '23/Nov/2026:09:59:24 +0000',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          const reason = format.parse(text, emptyRequest());
          expect(reason === null || reasons.has(reason)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a megabyte of hostile text is refused or read in bounded time', () => {
  const MEGABYTE = 1 << 20;
  const manyTexts = Array.from({ length: 40 }, (_, i) => `$own_${i}`);
  const formats = [
    ...NGINX_PRESETS.map((preset) => preset.compile([])),
    compileLogFormat('blanks', `${manyTexts.join(' ')} $status`),
    compileLogFormat('quotes', `${manyTexts.map((name) => `"${name}"`).join(' ')} $status`),
    compileLogFormat('quotes, escape=none', `${manyTexts.map((name) => `"${name}"`).join(' ')} $status`, 'none'),
    compileLogFormat('brackets', `${manyTexts.map((name) => `[${name}]`).join(' - ')} $status`),
    compileLogFormat('touching', `${manyTexts.join('')} $status`),
    compileLogFormat('lists', '$upstream_addr $upstream_response_time $upstream_status $request_time $status'),
    compileLogFormat('paths', '$request_uri $uri $http_referer $request_uri $status'),
  ];
  const pieces = [
    '"',
    ' ',
    '" "',
    '\\',
    '\\"',
    '[',
    '] - [',
    ' - ',
    '0.1, ',
    ' : ',
    '- ',
    'a ',
    '/ ',
    '1',
    '\0',
    'é',
    '\\x22',
  ];

  test.each(pieces)('of %j', (piece) => {
    const text = piece.repeat(MEGABYTE / piece.length);
    for (const format of formats) {
      // None of them ends in a status, or has the time that the presets want.
      expect(format.parse(text, emptyRequest())).toMatch(/^does not fit at \$\w+$/);
      expect(format.parse(`192.0.2.1 - ${text}`, emptyRequest())).toMatch(/^does not fit at \$\w+$/);
    }
  });

  test('of beginnings of a line, before a quote that never closes', () => {
    const beginnings = '- [23/Nov/2026:09:59:24 +0000] "'.repeat(2000);
    expect(misfit(COMBINED, `192.0.2.1 - ${beginnings}${String.raw`\"`.repeat(400_000)}`)).toMatch(/^does not fit at/);
  });
});

test('a line of almost a megabyte is read where it fits', () => {
  const long = 'x y'.repeat(300_000);
  expect(read(COMBINED, line('curl', '-', `GET /${long} HTTP/1.1`)).path).toBe(`/${long}`);
  expect(read(COMBINED, line('curl', long)).referrer).toBe(long);
  expect(read('[$request] $status', `[GET /${'x'.repeat(900_000)} HTTP/1.1] 200`).status).toBe(200);
});
