import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../src/format/detect.js';
import { inferLogFormat } from '../../src/format/infer.js';
import { lexemesOf } from '../../src/format/lexemes.js';
import { manyRequests } from './support/lines.js';
import { printLine } from './support/print.js';
import { readWith } from './support/read.js';

const AGENTS = [
  'curl/8.5.0',
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'python-requests/2.32 via proxy',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15',
  'Googlebot/2.1',
];
const HEAD = '[$time_local] $remote_addr "$request" $status $body_bytes_sent';

describe('a last field without quotes', () => {
  const lines = manyRequests(40).map((values, i) =>
    printLine(`${HEAD} $http_user_agent`, { ...values, http_user_agent: AGENTS[i % AGENTS.length]! }),
  );

  test('that holds agents is the agent, with all of its words', () => {
    const { formats } = detectFormat(lines, 'access.log');
    expect(formats.map(({ logFormat }) => logFormat)).toEqual([`${HEAD} $http_user_agent`]);
    lines.forEach((line, i) => {
      expect(readWith(formats[0]!, line)).toMatchObject({ agent: AGENTS[i % AGENTS.length], malformed: null });
    });
  });

  test('that holds anything else is kept as text', () => {
    const notes = ['slow', 'very slow query', 'in time', 'retry in a moment please'];
    const noted = manyRequests(40).map((values, i) => `${printLine(HEAD, values)} ${notes[i % notes.length]}`);
    const { formats } = detectFormat(noted, 'access.log');
    expect(formats[0]?.logFormat).toBe(`${HEAD} $field_rest`);
    expect(JSON.parse(readWith(formats[0]!, noted[1]!).extra!)).toEqual({ field_rest: 'very slow query' });
  });
});

test('a label in front of an unquoted list is found though the list has blanks', () => {
  const format = `${HEAD} rt=$request_time urt=$upstream_response_time`;
  const lines = manyRequests(40).map((values) => printLine(format, values));
  const { formats } = detectFormat(lines, 'access.log');
  expect(formats.map(({ logFormat }) => logFormat)).toEqual([format]);
  for (const line of lines) readWith(formats[0]!, line);
});

describe('nothing is inferred', () => {
  const line = (i: number) => `192.0.2.1 [23/Nov/2026:09:59:${10 + i} +0000] "GET /${i} HTTP/1.1" 200`;
  const many = (of: (i: number) => string) => Array.from({ length: 20 }, (_, i) => of(i));

  test.each<[about: string, lines: string[]]>([
    ['from no line', []],
    ['from lines of two words', many(() => 'GET /')],
    ['without a status', many((i) => `192.0.2.1 "GET /${i} HTTP/1.1" yes`)],
    ['without a request', many(() => '192.0.2.1 - - 200 512')],
    ['where every line is different', many((i) => `${'x '.repeat(i + 1)}${'"q" '.repeat(20 - i)}`)],
    ['from quotes that never close', many((i) => `192.0.2.1 "GET /${i} HTTP/1.1 200`)],
  ])('%s', (_, lines) => {
    expect(inferLogFormat(lines)).toBeNull();
  });

  test('but from lines that have them', () => {
    expect(inferLogFormat(many(line))).toBe('$remote_addr [$time_local] "$request" $status');
  });
});

describe('a line is split at blanks, quotes and brackets', () => {
  test('with what stands between', () => {
    expect(lexemesOf('a  [b c] "d \\" e" rt=1 n="x"')).toEqual([
      { before: '', label: '', kind: 'bare', body: 'a' },
      { before: '  ', label: '', kind: 'bracketed', body: 'b c' },
      { before: ' ', label: '', kind: 'quoted', body: 'd \\" e' },
      { before: ' ', label: 'rt=', kind: 'bare', body: '1' },
      { before: ' ', label: 'n=', kind: 'quoted', body: 'x' },
    ]);
  });

  test.each([
    ['an open quote', 'a "b'],
    ['too many pieces', 'a '.repeat(65)],
    ['a line that is too long', 'a'.repeat(20_000)],
    ['a megabyte of quotes', '"'.repeat(1 << 20)],
  ])('unless it is too odd for that: %s', (_, text) => {
    expect(lexemesOf(text)).toBeNull();
  });
});
