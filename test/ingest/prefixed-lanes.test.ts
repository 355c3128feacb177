import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileLogFormat } from '../../src/format/compile.js';
import { detectFormat } from '../../src/format/detect.js';
import { behind, PREFIXES } from '../../src/format/prefixes.js';
import { everyLane } from './support/every-lane.js';

const REQUEST = '192.0.2.7 - - [23/Nov/2026:09:39:29 +0000] "GET /a?b=c HTTP/1.1" 200 7 "-" "x"';
const INNER = {
  combined: [REQUEST, REQUEST.replace('/a', '/b'), REQUEST.replace('[23/Nov/2026:09:39:29 +0000]', '[-]')],
  'a format without a time': ['INFO:     127.0.0.1:56348 - "GET /items/7?q=1 HTTP/1.1" 200 OK'],
  JSON: [
    JSON.stringify({ time: '2026-11-23T09:39:29Z', method: 'GET', uri: '/a', status: 200 }),
    JSON.stringify({ method: 'GET', uri: '/b', status: 404 }),
  ],
};
/** How a line can begin, as if the prefix were still going on. */
const BEGINNINGS = [
  'a',
  '',
  '-',
  '7',
  ' ',
  '\ufeff',
  ' \ufeff',
  'é',
  'a:',
  'a: b',
  '2001:db8::1',
  'F ',
  '[a] ',
  '> ',
  'a | ',
];
const PLAIN = PREFIXES.filter(({ name }) => name !== 'json-file').map((prefix) => ({
  name: prefix.name,
  prefix,
  ahead: prefix.example.line.slice(0, -prefix.example.rest.length),
}));

/** The same with some of its digits in place of others, or with a byte changed. */
function like(ahead: string): fc.Arbitrary<string> {
  const change = fc.tuple(fc.nat(), fc.constantFrom(...'0123456789', ' ', 'P', 'F', ':', '>', '-', 'é', '[', '\t', ''));
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const letters = [...ahead];
    for (const [place, letter] of changes) {
      const at = place % letters.length;
      if (!/\d/.test(letter) || /\d/.test(letters[at]!)) letters[at] = letter;
    }
    return letters.join('');
  });
}

describe.each(PLAIN)('behind the prefix of $name', ({ ahead, prefix }) => {
  test.each(Object.entries(INNER))('lines of %s mean the same in every lane', async (_, inner) => {
    const { formats } = detectFormat(
      inner.map((line) => ahead + line),
      'access.log',
    );
    const line = fc.tuple(like(ahead), fc.constantFrom(...inner, '', ' ', '-', inner[0]!.slice(9)));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 20, maxLength: 60 }), async (changed) => {
        const lines = [...inner, ...inner.map((text) => ahead + text), ...changed.map(([start, text]) => start + text)];
        const log = `${[...lines, ...inner.map((text) => ahead + text)].join('\n')}\n`;
        const { rows } = await everyLane(Buffer.from(log), formats, 1777);
        expect(rows.length).toBeGreaterThanOrEqual(inner.length * 2);
      }),
      { numRuns: 15 },
    );
  });

  test.each(['$remote_user|$http_host|$uri|$status', '$http_host $remote_user "$request" $status'])(
    'lines of %s mean the same in every lane, however they begin',
    async (logFormat) => {
      const inner = BEGINNINGS.map((start) =>
        logFormat
          .replace(/\$\w+/, start)
          .replace('$request', 'GET /a HTTP/1.1')
          .replace('$uri', '/a')
          .replace('$status', '200')
          .replace(/\$\w+/, 'b'),
      );
      const plain = ahead + inner[0]!;
      const log = inner.flatMap((line) => [plain, ahead + line, ahead + line, ahead.trimEnd() + line]);
      const { rows } = await everyLane(Buffer.from(`${log.join('\n')}\n`), [
        behind(prefix, compileLogFormat('given', logFormat)),
      ]);
      expect(rows.length).toBeGreaterThanOrEqual(inner.length);
    },
  );
});

test('parts of a line that a container driver broke off are put together in every lane', async () => {
  const ahead = '2026-11-23T09:39:29.5Z stdout';
  const whole = `${ahead} F ${REQUEST}`;
  const parts = [
    `${ahead} P ${REQUEST.slice(0, 30)}`,
    `${ahead} P ${REQUEST.slice(30, 50)}`,
    `${ahead} F ${REQUEST.slice(50)}`,
  ];
  const { formats } = detectFormat([whole], 'web.log');
  const log = [whole, whole, ...parts, whole, `${ahead} P "`, whole, whole, ''].join('\n');
  const { rows, result } = await everyLane(Buffer.from(log), formats);
  expect(rows.map(({ path_id }) => path_id)).toEqual(['/a', '/a', '/a', '/a', '/a']);
  expect(result).toMatchObject({ lines: 9, parsed: 5, rejected: 1, ignored: 3 });
});

test('behind a syslog tag without a host, an IPv6 address is the client in every lane', async () => {
  const plain = ['192.0.2.7', '2001:db8::1', '2001:db8::2'].map((address) => REQUEST.replace('192.0.2.7', address));
  const lines = plain.map((line) => `<190>Nov 23 09:39:29 nginx: ${line}`);
  const read = async (log: string[]) =>
    (await everyLane(Buffer.from(`${log.join('\n')}\n`), detectFormat(log, 'web.log').formats)).rows;
  const clients = (await read(lines)).map(({ client_id }) => client_id);
  expect(new Set(clients).size).toBe(3);
  expect(clients).toEqual((await read(plain)).map(({ client_id }) => client_id));
});

test('one prefix behind another, and formats without and with prefixes in turn', async () => {
  const nested = `web-1  | Nov 23 09:39:29 host nginx: ${REQUEST}`;
  const lines = [nested, nested.replace('09:39', '10:40'), REQUEST, nested.replace('web-1', 'web-12'), nested];
  const { formats } = detectFormat(lines, 'web.log');
  const { rows } = await everyLane(Buffer.from(`${lines.join('\n')}\n`.repeat(3)), formats, 211);
  expect(rows).toHaveLength(15);
});
