import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileLogFormat } from '../../src/format/compile.js';
import type { Format } from '../../src/format/format.js';
import { jsonFormat } from '../../src/format/json.js';
import { NGINX_PRESETS } from '../../src/format/presets/nginx.js';
import { MAX_LINE_BYTES } from '../../src/ingest/line-guard.js';
import { expectAccounts, readLane } from './support/lane.js';

const TWO_LINES = compileLogFormat('two', '$request_method $uri\n  took $request_time');
const FORMATS: Format[] = [
  ...NGINX_PRESETS.map((preset) => preset.compile([])),
  TWO_LINES,
  compileLogFormat('short', '$status $uri'),
];

/** Pieces that lines and records are made of, whole and broken. */
const PIECES = [
  '192.0.2.1 - zo\\xC3\\xAB [23/Nov/2026:09:59:24 +0000] "GET /a?b HTTP/1.1" 200 5 "-" "curl/8.5.0"',
  '192.0.2.1 - - [23/Nov/2026:09:59:24 +0000] "\\x16\\x03" 400 0 "-" "-"',
  '192.0.2.1 - - [31/Feb/2026:09:59:24 +0000] "GET / HTTP/1.1" 200 5 "-" "-"',
  '2026/11/23 09:59:24 [error] 31#31: *7 connect() failed',
  '200 /caf\u00e9/\u{1F40D}',
  'GET /a',
  '  took 0.100',
  'GET /a\n  took 0.100',
  '# comment',
  'nonsense',
  ' ',
  '',
  '\0\0\0',
  '\uFEFF',
  '\r',
  '\u2028',
];

const log = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom('\n', '\r\n', '\n', '')), { maxLength: 12 }),
    fc.uint8Array({ maxLength: 6 }),
  )
  .map(([pieces, bytes]) => Buffer.concat([Buffer.from(pieces.flat().join('')), bytes]));

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const bounds = [0, ...at.map((n) => n % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return bounds.slice(1).map((end, i) => bytes.subarray(bounds[i], end));
}

test('chunks cut at any place change nothing: the same requests, rejects and offsets', async () => {
  await fc.assert(
    fc.asyncProperty(log, fc.array(fc.nat(2000), { maxLength: 8 }), async (bytes, places) => {
      expect(await readLane(cut(bytes, places), FORMATS)).toEqual(await readLane([bytes], FORMATS));
    }),
    { numRuns: 150 },
  );
});

test('chunks cut at every place in turn, and into single bytes, change nothing', async () => {
  const bytes = Buffer.from(`${PIECES.join('\r\n')}\n${PIECES.join('\n')}`);
  const whole = await readLane([bytes], FORMATS);
  expectAccounts(whole, bytes);
  expect(whole.requests.length).toBeGreaterThan(5);
  for (let at = 0; at <= bytes.length; at++) {
    expect(await readLane([bytes.subarray(0, at), bytes.subarray(at)], FORMATS)).toEqual(whole);
  }
  expect(
    await readLane(
      [...bytes].map((byte) => Buffer.of(byte)),
      FORMATS,
    ),
  ).toEqual(whole);
});

test('chunks cut anywhere around the longest line change nothing', async () => {
  const before = Buffer.from('200 /before\n');
  for (const length of [MAX_LINE_BYTES, MAX_LINE_BYTES + 1]) {
    const line = `200 /${'x'.repeat(length - 5)}`;
    const bytes = Buffer.concat([before, Buffer.from(`${line}\n200 /after\n`)]);
    const whole = await readLane([bytes], FORMATS);
    expect(whole.requests.length + whole.rejects.length).toBe(3);
    const limit = before.length + MAX_LINE_BYTES;
    for (let at = limit - 3; at <= limit + 3; at++) {
      expect(await readLane(cut(bytes, [before.length, at]), FORMATS)).toEqual(whole);
    }
  }
});

test('lines = parsed + rejected + ignored, whatever the bytes', async () => {
  const bytes = fc.oneof(
    log,
    fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)),
    fc
      .array(fc.constantFrom(10, 13, 0, 32, 34, 92, 35, 123, 255), { maxLength: 200 })
      .map((array) => Buffer.from(array)),
  );
  const formats = fc.constantFrom<Format[]>([], FORMATS, [TWO_LINES], [jsonFormat([])]);
  await fc.assert(
    fc.asyncProperty(bytes, formats, async (input, chosen) => {
      expectAccounts(await readLane([input], chosen), input);
    }),
    { numRuns: 400 },
  );
});

test('the offset of a rejected line is where its bytes stand', async () => {
  await fc.assert(
    fc.asyncProperty(log, async (bytes) => {
      const { rejects } = await readLane([bytes], FORMATS);
      for (const { line, byteOffset, text } of rejects) {
        const end = bytes.indexOf(10, byteOffset);
        const raw = bytes.subarray(byteOffset, end < 0 ? bytes.length : end).toString();
        expect((line === 1 ? raw.replace(/^\uFEFF/, '') : raw).replace(/^\0+|\r$/g, '')).toBe(text);
        expect(bytes.subarray(0, byteOffset).filter((byte) => byte === 10).length).toBe(line - 1);
      }
    }),
    { numRuns: 300 },
  );
});
