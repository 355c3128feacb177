import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Format } from '../../src/format/format.js';
import { jsonFormat } from '../../src/format/json.js';
import { logfmtFormat } from '../../src/format/logfmt.js';
import { ltsvFormat } from '../../src/format/ltsv.js';
import { KEYED_PRESETS } from '../../src/format/presets/keyed/all.js';
import { everyLane } from './support/every-lane.js';
import { type LaneRead, readRows } from './support/read-rows.js';

// The byte lane has no meaning of its own: what it reads of keys and values is what JSON.parse and the splitters say.

async function both(
  lines: readonly (string | Buffer)[],
  formats: readonly Format[],
  chunkBytes = 1 << 20,
): Promise<LaneRead['rows']> {
  const log = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
  return (await everyLane(log, formats, chunkBytes)).rows;
}

/** How many of the lines the byte lane reads itself: those for which no text is asked. */
async function readFromBytes(lines: readonly string[], format: Format): Promise<number> {
  let asked = 0;
  const counting: Format = {
    ...format,
    parse: (line, into) => {
      asked++;
      return format.parse(line, into);
    },
  };
  const { result } = await readRows(Buffer.from(`${lines.join('\n')}\n`), [counting], 'bytes');
  return result.lines - asked;
}

const JSON_LINES = [
  '{"time":"2026-11-23T09:39:29+00:00","remote_addr":"192.0.2.7","request":"GET /a?b=c HTTP/1.1","status":200,"body_bytes_sent":7,"request_time":0.137,"upstream_response_time":"0.131","http_user_agent":"x"}',
  '{"time": "23/Nov/2026:09:39:29 +0000", "method": "GET", "uri": "/a", "status": "200", "duration_ms": 12.5, "tenant": "acme", "n": 1.50}',
  '{"ts":1795426769.7131,"request":{"method":"GET","uri":"/a","headers":{"User-Agent":["curl"]}},"status":200,"duration":"12.5ms","cache_status":"HIT"}',
  '{"msec":"1795426769.713","path":"/\\u00e9\\/\\"x","status":404,"upstream_response_time":"0.1, 0.2","ok":true,"none":null}',
  '{"status":200,"urt":,"rt":-,"path":"/a"}',
];
const LTSV_LINES = [
  'time:2026-11-23T09:39:29+00:00\thost:192.0.2.7\treq:GET /a HTTP/1.1\tstatus:200\tsize:7\treqtime:0.137\tapptime:-\tua:x y',
  'time:23/Nov/2026:09:39:29 +0000\tmethod:GET\turi:/a\\x22b\tstatus:200\ttenant:acme\tcs:MISS',
];
const LOGFMT_LINES = [
  'time=2026-11-23T09:39:29.5Z method=GET path="/a b" status=200 duration=12ms tenant=acme bytes=7',
  '2026-11-23T09:39:29+00:00 app[web.1]: method=GET path=/a status=200 duration_ms=12.5 ua="a \\"b\\"" fwd=',
];

describe('the byte lane reads what the splitters read', () => {
  test('the sample', async () => {
    const lines = readFileSync(new URL('../../samples/json.log', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n');
    expect(await both(lines, [jsonFormat(lines.slice(0, 500))], 4099)).toHaveLength(lines.length);
    expect(await readFromBytes(lines, jsonFormat(lines.slice(0, 500)))).toBeGreaterThan(lines.length * 0.99);
  });

  test.each(KEYED_PRESETS)("$name's lines", async ({ examples, compile }) => {
    const lines = examples.map(({ line }) => line);
    const twice = [...lines, ...lines, ...lines.map((line) => line.slice(0, -1)), ...JSON_LINES, ...lines];
    await both(twice, [compile(lines)], 61);
  });

  test('JSON of every kind', async () => {
    const ok = JSON_LINES[0]!;
    const odd = [
      ok.replace('"status":200', '"status":"abc"'),
      ok.replace('"status":200', '"status":null'),
      ok.replace('"status":200', '"status":true'),
      ok.replace('"status":200', '"status":200,"status":404'),
      ok.replace('"status":200', '"status":[200]'),
      ok.replace('"status":200', '"status":["200"]'),
      ok.replace('"status":200', '"status":[]'),
      ok.replace('"status":200', '"status":[1,2]'),
      ok.replace('"status":200', '"status":{"a":200}'),
      ok.replace('"status":200', '"status":{}'),
      ok.replace('"status":200', '"status":2e2'),
      ok.replace('"status":200', '"status":-200'),
      ok.replace('"status":200', '"status":0200'),
      ok.replace('"status":200', '"status": 200 '),
      ok.replace('"status":200', '"status" :200'),
      ok.replace('"status":200', '"status":  200'),
      ok.replace('"status":200', '"sta\\u0074us":200'),
      ok.replace('"status":200', '"status":200,"2":1,"1":2'),
      ok.replace('"status":200', '"status":200,"a.b":1,"a":{"b":2}'),
      ok.replace('"status":200', '"status":200,"__proto__":"x","constructor":"y"'),
      ok.replace('"status":200', '"status":200,"a":{"b":{"c":{"d":{"e":{"f":1}}}}}'),
      ok.replace('"status":200', '"status":200,"é":"ü","":"empty"'),
      ok.replace('0.137', '1.50'),
      ok.replace('0.137', '1e-7'),
      ok.replace('0.137', '0.13700000000000001'),
      ok.replace('0.137', '"137ms"'),
      ok.replace('0.137', '"1m2.5s"'),
      ok.replace('0.137', '"350µs"'),
      ok.replace('0.137', '-0.5'),
      ok.replace('"0.131"', '"0.1, 0.2 : 0.3"'),
      ok.replace('"0.131"', '0.1, 0.2'),
      ok.replace('"0.131"', '"-"'),
      ok.replace('"0.131"', ''),
      ok.replace('"0.131"', '-'),
      ok.replace('"0.131"', '"-1"'),
      ok.replace('GET /a?b=c', ''),
      ok.replace('GET /a?b=c', 'GET /\\u0430\\ud83d\\ude00'),
      ok.replace('GET /a?b=c', 'GET /\\ud83d'),
      ok.replace('GET /a?b=c', 'GET http://h.example/a'),
      ok.replace('"x"', '"\\x22quoted\\x22"'),
      ok.replace('"x"', '"tab\there"'),
      ok.replace('"x"', '"\\/\\b\\f\\n\\r\\t\\"\\\\"'),
      ok.replace('"x"', '"\\q"'),
      ok.replace('"x"', '"\\u12"'),
      ok.replace('09:39:29', '09:39:60'),
      ok.replace('09:39:29', '09:39:29,123456789'),
      ok.replace('09:39:29', '09:39:61'),
      ok.replace('2026-11', '2026-13'),
      ok.replace('192.0.2.7', '192.0.2.7, 10.0.0.1'),
      ok.replace('192.0.2.7', '-'),
      `${ok} `,
      `${ok}}`,
      `${ok}"`,
      ` ${ok}`,
      `[${ok}]`,
      `${ok}\r`,
      '{}',
      '{ }',
      '{"a":1}',
      '{,}',
      '{"status":200,}',
      'null',
    ];
    const cut = Array.from({ length: 40 }, (_, i) => ok.slice(0, i * 5));
    const nested = `{"status":200,"a":${'['.repeat(200)}${']'.repeat(200)},"path":"/a"}`;
    for (const lines of [[ok, ...odd, ok, ...cut, nested, ok], JSON_LINES.flatMap((line) => [line, ...odd])])
      await both(lines, [jsonFormat(JSON_LINES)], 977);
  });

  test('LTSV and logfmt of every kind', async () => {
    const [ltsv, logfmt] = [LTSV_LINES[0]!, LOGFMT_LINES[0]!];
    await both(
      [
        ...LTSV_LINES,
        ltsv.replace('status:200', 'status:'),
        ltsv.replace('status:200', 'status: 200 '),
        ltsv.replace('status:200', 'status:200\tstatus:404'),
        ltsv.replace('status:200', 'status'),
        ltsv.replace('status:200', ':200'),
        ltsv.replace('ua:x y', 'ua:é'),
        `${ltsv}\t`,
        'status:200',
        ltsv.replaceAll('\t', '\t\t'),
        ...LTSV_LINES,
      ],
      [ltsvFormat(LTSV_LINES)],
      61,
    );
    await both(
      [
        ...LOGFMT_LINES,
        logfmt.replace('status=200', 'status='),
        logfmt.replace('status=200', 'status="200"'),
        logfmt.replace('status=200', 'status="200'),
        logfmt.replace('status=200', 'status="2"00'),
        logfmt.replace('status=200', 'status=200  x'),
        logfmt.replace('status=200', 'desc=two words status=200'),
        logfmt.replace('status=200', 'status=200 status=404'),
        logfmt.replace('status=200', 'status=200 ts=1'),
        logfmt.replace('path="/a b"', 'path="/a \\"b\\" \\u00e9 \\q"'),
        `2026-01-01T00:00:00Z é: ${logfmt}`,
        `<13>1 2026-01-01T00:00:00.5Z host app - - ${logfmt.slice(logfmt.indexOf('method'))}`,
        `${logfmt} `,
        `${logfmt}\t`,
        'a=1 status=200',
        ...LOGFMT_LINES,
      ],
      [logfmtFormat(LOGFMT_LINES)],
      61,
    );
  });

  test('so many distinct texts that the memory grows while a line is read', async () => {
    const lines = Array.from(
      { length: 30_000 },
      (_, i) =>
        `{"status":200,"request":"GET /${'a'.repeat(50)}${i}?${'b'.repeat(50)}${i} HTTP/1.1","ua":"agent ${i}"}`,
    );
    expect(await both(lines, [jsonFormat(lines.slice(0, 3))])).toHaveLength(30_000);
  });

  test('more lists of keys than are kept', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `{"status":200,"path":"/a","k${i}":{"x${i}":"v","y":${i}}}`);
    expect(await both([...lines, ...lines.slice(0, 100)], [jsonFormat(lines.slice(0, 3))])).toHaveLength(3100);
  });
});

test('plain lines are read without making texts of them', async () => {
  const formats = { json: jsonFormat(JSON_LINES), ltsv: ltsvFormat(LTSV_LINES), logfmt: logfmtFormat(LOGFMT_LINES) };
  // The first line of a file is always read as text.
  expect(await readFromBytes(Array(50).fill(JSON_LINES[0]), formats.json)).toBe(49);
  expect(await readFromBytes(Array(50).fill(JSON_LINES[2]), formats.json)).toBe(49);
  expect(await readFromBytes(Array(50).fill(LTSV_LINES[0]), formats.ltsv)).toBe(49);
  expect(await readFromBytes(Array(50).fill(LOGFMT_LINES[0]), formats.logfmt)).toBe(49);
  expect(await readFromBytes(Array(50).fill(LOGFMT_LINES[1]), formats.logfmt)).toBe(49);
});

const PIECES = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '-',
  ' ',
  '\t',
  '=',
  '.',
  '0',
  '1e3',
  'null',
  'true',
  '"a"',
  '\\u0022',
  '\\x22',
  '"status":200',
  '"a":{',
  'status=',
  'status:',
  'time=',
  '\r',
  '\0',
  'é',
  '\ud83d\ude00',
  '2026-11-23T09:39:29Z',
];
const ANY_JSON = fc.jsonValue({ maxDepth: 5 }).map((value) => JSON.stringify({ path: '/a', value, status: 200 }));
const OBJECTS = fc
  .dictionary(
    fc.oneof(
      fc.constantFrom('status', 'path', 'time', 'duration_ms', 'a', '__proto__', '1', 'a.b', 'cache'),
      fc.string(),
    ),
    fc.oneof(
      fc.string(),
      fc.double(),
      fc.nat(),
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('/a?b', '-', '12ms', '0.1, 0.2', '2026-11-23T09:39:29Z'),
    ),
  )
  .map((object) => JSON.stringify(object));

test('any bytes at all, cut into chunks anywhere', async () => {
  const all = [
    ...JSON_LINES,
    ...LTSV_LINES,
    ...LOGFMT_LINES,
    ...KEYED_PRESETS.flatMap(({ examples }) => examples.map(({ line }) => line)),
  ];
  const formats = [
    jsonFormat(JSON_LINES),
    ltsvFormat(LTSV_LINES),
    logfmtFormat(LOGFMT_LINES),
    ...KEYED_PRESETS.map(({ compile, examples }) => compile(examples.map(({ line }) => line))),
  ];
  const mutated = fc
    .tuple(fc.constantFrom(...all), fc.nat(400), fc.nat(4), fc.constantFrom('', ...PIECES))
    .map(([line, at, cut, piece]) => line.slice(0, at) + piece + line.slice(at + cut));
  const line = fc.oneof(
    fc.constantFrom(...all),
    mutated,
    mutated,
    ANY_JSON,
    OBJECTS,
    fc.array(fc.constantFrom(...PIECES)).map((pieces) => pieces.join('')),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...formats),
      fc.array(line, { maxLength: 60 }),
      fc.integer({ min: 1, max: 300 }),
      async (format, lines, chunkBytes) => {
        await both(lines, [format], chunkBytes);
      },
    ),
    { numRuns: 150 },
  );
}, 120_000);
