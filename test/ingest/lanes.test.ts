import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileLogFormat } from '../../src/format/compile.js';
import { detectFormat, SAMPLE_LINES } from '../../src/format/detect.js';
import type { Format } from '../../src/format/format.js';
import { compileText } from '../../src/format/notations/compile.js';
import { COMBINED, COMMON } from '../../src/format/presets/nginx.js';
import { PRESETS } from '../../src/format/presets/registry.js';
import { everyLane } from './support/every-lane.js';
import type { LaneRead } from './support/read-rows.js';

/** Every lane over a log, of which no line is lost. */
async function accounted(log: Buffer, formats: readonly Format[], chunkBytes = 1 << 20): Promise<LaneRead> {
  const read = await everyLane(log, formats, chunkBytes);
  const { lines, parsed, rejected, ignored } = read.result;
  expect(lines).toBe(parsed + rejected + ignored);
  return read;
}

describe('the lanes over bytes read what the text lane reads', () => {
  test.each(['combined', 'timed', 'timed-cpu'])('samples/%s.log', async (name) => {
    const log = readFileSync(new URL(`../../samples/${name}.log`, import.meta.url));
    const { formats } = detectFormat(log.toString().split('\n').slice(0, SAMPLE_LINES), name);
    const { rows } = await accounted(log, formats, 4099);
    expect(rows).toHaveLength(1718);
  });

  test.each(PRESETS)('examples of $name', async ({ compile, header = [], examples }) => {
    const lines = [...header, ...examples.map(({ line }) => line)];
    const odd = lines.flatMap((line) => [
      line.slice(0, -1),
      `${line}x`,
      line.replace(/\d/g, '-'),
      line.replaceAll('"', ''),
      line.replaceAll(' ', '  '),
    ]);
    const { rows } = await accounted(Buffer.from([...lines, ...odd, ...lines, ''].join('\n')), [compile(lines)]);
    expect(rows.length).toBeGreaterThanOrEqual(examples.length * 2);
  });

  test('odd lines of every kind', async () => {
    const ok = '192.0.2.7 - - [23/Nov/2026:09:39:29 +0000] "GET /a?b=c HTTP/1.1" 200 7 "-" "x"';
    const lines = [
      `\ufeff${ok}`,
      ok,
      `${ok}\r`,
      '',
      '   ',
      '# a comment',
      `\0\0${ok}`,
      'a\0b',
      ok.replace('GET /a?b=c HTTP/1.1', ''),
      ok.replace('GET /a?b=c HTTP/1.1', '-'),
      ok.replace('GET /a?b=c HTTP/1.1', '\\x16\\x03\\x01'),
      ok.replace('GET /a?b=c HTTP/1.1', 'GET /a'),
      ok.replace('GET /a?b=c HTTP/1.1', 'get /a HTTP/1.1'),
      ok.replace('GET /a?b=c HTTP/1.1', 'GET /a b c HTTP/1.1'),
      ok.replace('GET /a?b=c HTTP/1.1', 'GET http://host.example/a HTTP/1.0'),
      ok.replace('GET /a?b=c HTTP/1.1', 'OPTIONS * HTTP/2'),
      ok.replace('GET /a?b=c HTTP/1.1', 'GET /\\xD0\\xBF?q=\\x22 HTTP/1.1'),
      ok.replace('GET /a?b=c HTTP/1.1', 'GET /п HTTP/1.1'),
      ok.replace('HTTP/1.1', 'HTTP/1.10'),
      ok.replace('192.0.2.7', '2001:db8::1'),
      ok.replace('192.0.2.7', '1:2:3'),
      ok.replace('192.0.2.7', 'host.example'),
      ok.replace('192.0.2.7', 'not an address'),
      ok.replace('200 7', '20 7'),
      ok.replace('200 7', '200 -'),
      ok.replace('200 7', '- 7'),
      ok.replace('200 7', '200 99999999999'),
      ok.replace('200 7', '200 12345678901234567890'),
      ok.replace('Nov', 'Xyz'),
      ok.replace('23/Nov', '31/Feb'),
      ok.replace('+0000', '-0730'),
      ok.replace(':29 ', ':60 '),
      ok.replace(':29 ', ':61 '),
      ok.replace('"x"', '"a \\"quoted\\" agent"'),
      ok.replace('"x"', '"a "bare" quote"'),
      ok.replace('"-" "x"', '"a"b" "x"'),
      // Rejected near its end: nothing of it may stay in the row that the next line takes.
      ok.replace('200 7 "-" "x"', '200 777 "-" x'),
      ok.replace('200 7', '200 -'),
      ok.slice(0, 40),
      ok.slice(0, 75),
      ok.replace('- - [', '- a b [ c ['),
      `${ok} and more`,
      ok.slice(0, -1),
      '2026/11/23 09:39:29 [error] 12#12: *7 open() failed',
      `${ok.slice(0, -2)}${'y'.repeat(1 << 20)}"`,
    ];
    const log = Buffer.concat([Buffer.from(lines.join('\n')), Buffer.from('\n\xff\xfe\n', 'latin1'), Buffer.from(ok)]);
    for (const chunkBytes of [1 << 20, 977]) await accounted(log, [COMBINED.compile([])], chunkBytes);
  });

  test('times, lists of attempts, missing values, headers and fields of the user', async () => {
    const format = compileLogFormat(
      'own',
      '$remote_addr|$time_iso8601|$msec|$request_method $request_uri|$status|$request_time|$upstream_response_time|$upstream_header_time|$upstream_addr|$upstream_status|$upstream_cache_status|$upstream_http_x_cpu_time|$upstream_http_server_timing|$tenant|$request_id|$host',
    );
    const row = (...over: [number, string][]): string => {
      const cells =
        '192.0.2.7|2026-11-23T09:39:29+00:00|1795426769.713|GET /a|200|0.010|0.009|0.008|10.0.0.1:80|200|MISS|0.0050|cpu;dur=5.0, db;dur=3|acme|abc|shop.example'.split(
          '|',
        );
      for (const [i, text] of over) cells[i] = text;
      return cells.join('|');
    };
    const lines = [
      row(),
      row(),
      row([6, '0.001, 0.002'], [8, '10.0.0.1:80, 10.0.0.2:80'], [9, '502, 200']),
      row([6, '0.001 : -'], [8, '10.0.0.1:80 : unix:/tmp/x']),
      row([6, '-'], [7, '-'], [8, '-'], [9, '-'], [10, 'HIT']),
      row([6, '-'], [7, '-'], [8, '-'], [9, '-'], [10, '-'], [11, '-'], [12, '-'], [13, '-']),
      row([5, '1.'], [6, '.5']),
      row([5, '00001.500'], [6, '1e3']),
      row([2, '1795426769']),
      row([2, '1795426769.7131'], [11, '5.0ms'], [12, 'nonsense;;']),
      row([1, 'yesterday']),
      row([15, 'two words']),
      row([15, 'bücher.example']),
      row([3, 'GET *']),
      row([13, 'a "b" \\x22c\\x22']),
    ];
    const { rows } = await accounted(Buffer.from(`${lines.join('\n')}\n`), [format]);
    expect(rows.length).toBeGreaterThan(8);
  });

  test('the end of a request whose beginning is logged', async () => {
    const combined = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-agent}i"';
    const line = (time: string, took: string): string =>
      `192.0.2.7 - - [${time}] "GET /a HTTP/1.1" 200 7 "-" "curl/8.5.0" ${took}`;
    const clocks = [
      '23/Nov/2026:23:59:59 +0000',
      '23/Nov/2026:23:59:59 +0000',
      '24/Nov/2026:00:00:00 -0730',
      'now',
      '-',
    ];
    const times = ['0', '1', '999', '1500', '1500.5', '123456789', '-', '-1', 'x', '99999999999999999999'];
    const log = clocks.flatMap((clock) => times.map((took) => line(clock, took))).join('\n');
    for (const unit of ['%D', '%{ms}T', '%{us}T', '%T']) {
      const format = compileText({ name: 'own', text: `${combined} ${unit}` });
      const { rows } = await accounted(Buffer.from(`${log}\n`), [format]);
      expect(rows.length).toBeGreaterThan(20);
    }
    const { rows } = await accounted(Buffer.from(`${line(clocks[0]!, '1500000')}\n`.repeat(2)), [
      compileText({ name: 'own', text: `${combined} %D` }),
    ]);
    expect(rows.map(({ ended_at: ended }) => ended)).toEqual(Array(2).fill(Date.UTC(2026, 10, 24, 0, 0, 0, 500) * 1e3));
  });

  test('unquoted lists of attempts, which hold the separator', async () => {
    const format = compileLogFormat('lists', '$upstream_response_time $tenant');
    const lines = ['- -', '0.001 acme', '0.001 : 0.002 acme', '0.001, 0.002 acme'];
    const { rows } = await accounted(Buffer.from(`${lines.join('\n')}\n`), [format]);
    expect(rows).toHaveLength(4);
  });

  test('a header time alone tells that an upstream was asked, and $args is "-" where there are none', async () => {
    const format = compileLogFormat('header', '$uri$is_args$args $upstream_header_time $status');
    const { rows } = await accounted(Buffer.from('/a?b=1 0.002 200\n/a- 0.002 200\n/a- - 200\n/a?- 0.1 200\n'), [
      format,
    ]);
    expect(rows).toMatchObject([
      { path_id: '/a', query_id: 'b=1', served_by: 'app' },
      { path_id: '/a', query_id: null, served_by: 'app' },
      { path_id: '/a', query_id: null, served_by: 'nginx' },
      { path_id: '/a', query_id: '-', served_by: 'app' },
    ]);
  });

  test('a zone behind a blank belongs to the time', async () => {
    const format = compileLogFormat('zone', '$time_iso8601 $tenant');
    const lines = ['- -', '2026-11-23T09:39:29 +0100 acme', '2026-11-23T09:39:29+01:00 acme', '2026-11-23T09:39:29 -'];
    const { rows } = await accounted(Buffer.from(`${lines.join('\n')}\n`), [format]);
    expect(rows).toHaveLength(3);
  });

  test('a byte order mark ahead of a field that takes any text', async () => {
    const format = compileLogFormat('forwarded', '$http_user_agent "$request" $status');
    const { rows } = await accounted(Buffer.from('\ufeffcurl "GET /a HTTP/1.1" 200\n'), [format]);
    expect(rows).toMatchObject([{ agent_id: 'curl' }]);
  });

  test('lines of a second format, and formats that only the text lane can read', async () => {
    const [combined, common] = [COMBINED.compile([]), COMMON.compile([])];
    const line = '192.0.2.7 - - [23/Nov/2026:09:39:29 +0000] "GET /a HTTP/1.1" 200 7';
    const log = Buffer.from(`${line} "-" "x"\n${line} "-" "x"\n${line}\n${line} "-" "x"\n`);
    expect((await accounted(log, [combined, common])).rows).toHaveLength(4);
    const touching = compileLogFormat('touching', '$status$request_uri $upstream_cache_status');
    expect((await accounted(Buffer.from('200/a HIT\n200/b MISS\n'), [touching])).rows).toHaveLength(2);
  });
});

const FORMATS = [
  COMBINED.compile([]),
  compileLogFormat(
    'timed',
    '$remote_addr [$time_local] "$request" $status $upstream_response_time $request_time "$http_x_a"',
  ),
  compileLogFormat('none', '$msec $request_uri $upstream_addr $request_length $upstream_status;$host', 'none'),
  compileLogFormat('json', '{"a":"$remote_addr","r":"$request","s":$status,"u":"$http_user_agent"}', 'json'),
];
const PIECES = [
  '192.0.2.7',
  '::1',
  '-',
  ' ',
  '"',
  '\\',
  '\\x22',
  '[',
  ']',
  '23/Nov/2026:09:39:29 +0000',
  'GET /a HTTP/1.1',
  '/x?y',
  '200',
  '0.001',
  ', ',
  ' : ',
  '1795426769.713',
  'é',
  '\u0000',
  '\r',
  '\n',
  ';',
  '{"a":"',
  '","r":"',
  '","s":',
  ',"u":"',
  '"}',
  'x',
];

test('any bytes at all, cut into chunks anywhere', async () => {
  const plain = [
    '192.0.2.7 - - [23/Nov/2026:09:39:29 +0000] "GET /a?b HTTP/1.1" 200 7 "-" "x"',
    '192.0.2.7 [23/Nov/2026:09:39:29 +0000] "GET /a HTTP/1.1" 200 0.001 0.002 "x"',
    '1795426769.713 /a?b 10.0.0.1:80 12 200;shop.example',
    '{"a":"192.0.2.7","r":"GET /a HTTP/1.1","s":200,"u":"x"}',
  ];
  const mutated = fc
    .tuple(fc.constantFrom(...plain), fc.nat(80), fc.nat(3), fc.constantFrom(...PIECES))
    .map(([line, at, cut, piece]) => line.slice(0, at) + piece + line.slice(at + cut));
  const line = fc.oneof(
    fc.constantFrom(...plain),
    mutated,
    fc.array(fc.constantFrom(...PIECES)).map((p) => p.join('')),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...FORMATS),
      fc.array(
        fc.oneof(
          line.map((text) => Buffer.from(text)),
          fc.uint8Array({ maxLength: 40 }).map((b) => Buffer.from(b)),
        ),
        { maxLength: 60 },
      ),
      fc.integer({ min: 1, max: 200 }),
      async (format, lines, chunkBytes) => {
        const log = Buffer.concat(lines.flatMap((bytes) => [bytes, Buffer.from('\n')]));
        await accounted(log, [format], chunkBytes);
      },
    ),
    { numRuns: 200 },
  );
}, 120_000);

test('addresses of every look', async () => {
  const group = fc.stringMatching(/^[0-9a-fA-F]{0,5}$/);
  const address = fc.oneof(
    fc.ipV6(),
    fc.ipV4(),
    fc.array(group, { minLength: 1, maxLength: 10 }).map((groups) => groups.join(':')),
    fc.stringMatching(/^[0-9.]{1,18}$/),
    fc.stringMatching(/^[:0-9a-g./,_-]{1,12}$/),
    fc.constantFrom(
      '::',
      ':::',
      '1::',
      '::1',
      '1:2:3:4:5:6:7::',
      '::2:3:4:5:6:7:8',
      'fe80::1%eth0',
      'unix:',
      'unix:/run/x',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(address, { minLength: 40, maxLength: 80 }), async (addresses) => {
      const lines = addresses.map((a) => `${a} - - [23/Nov/2026:09:39:29 +0000] "GET /a HTTP/1.1" 200 7 "-" "x"\n`);
      await accounted(Buffer.from(lines.join('')), [COMBINED.compile([])]);
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('more distinct texts than are looked up together, in lines that are given up now and then', async () => {
  const two = (n: number): string => String(n).padStart(2, '0');
  const lines = Array.from({ length: 5000 }, (_, i) => {
    const time = `23/Nov/2026:09:${two((i >> 4) % 60)}:${two((i >> 2) % 60)} +0${i % 7 === 0 ? 1 : 0}00`;
    const path = i % 3 === 0 ? `/p/${i * 7919}` : `/often/${i % 40}`;
    const agent = i % 97 === 0 ? 'a \\x22quoted\\x22 agent' : `agent ${i % 300} of some length`;
    const user = i % 5 === 0 ? `somebody-${i % 600}` : i % 11 === 0 ? `u${i % 60}` : '-';
    return `10.0.${i % 200}.${i % 7} - ${user} [${time}] "GET ${path}?q=${i % 700} HTTP/1.1" ${i % 211 === 0 ? '' : 200} 7 "-" "${agent}"\n`;
  });
  const { rows } = await accounted(Buffer.from(lines.join('')), [COMBINED.compile([])], 40_001);
  expect(rows.length).toBeGreaterThan(4900);
});
