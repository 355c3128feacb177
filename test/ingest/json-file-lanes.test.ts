import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../src/format/detect.js';
import { PREFIXES } from '../../src/format/prefixes.js';
import { JsonWrap } from '../../src/ingest/json-wrap.js';
import { everyLane } from './support/every-lane.js';
import { readRows } from './support/read-rows.js';

const COMBINED = '192.0.2.7 - - [23/Nov/2026:09:39:29 +0000] "GET /a?b=1&c=%3C HTTP/1.1" 200 7 "http://h/?x<y" "z"';
const ESCAPED = COMBINED.replace('"z"', String.raw`"x\x22 \tz"`);
const UVICORN = 'INFO:     127.0.0.1:56348 - "GET /items/7?q=1&r=2 HTTP/1.1" 200 OK';
const JSON_LINE = JSON.stringify({ time: '2026-11-23T09:39:29Z', method: 'GET', uri: '/a?b=1&c=2', status: 200 });

/** As Docker writes it: Go's JSON escapes what HTML would see in it. */
function docker(log: string, rest = '"stream":"stdout","time":"2026-11-23T09:39:29.123456789Z"'): string {
  const escaped = JSON.stringify(log).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  return `{"log":${escaped},${rest}}`;
}

const ENDS = [
  '"stream":"stderr","time":"2026-11-23T09:39:30.5Z"',
  '"stream":"stdout","time":"2026-99-23T09:39:30.123456789Z"',
  '"stream":"stdout","attrs":{"tag":"web1"},"time":"2026-11-23T09:39:29.123456789Z"',
  '"stream":"stdout","attrs":{"tag":"web2"},"time":"2026-11-23T09:39:29.123456789Z"',
  '"stream":"stdout","attrs":{"n":10},"time":"2026-11-23T09:39:29.123456789Z"',
  '"stream":"stdout","attrs":{"n":00},"time":"2026-11-23T09:39:29.123456789Z"',
  '"stream":"stdout","time":"2026-11-23T09:39:29Z","log":"other\\n"',
  '"stream":"stdout","time":12345678',
  '"stream":"stdout","time":""',
  '"time":"2026-11-23T09:39:29.123456789Z"',
  '"stream":"stdoü","time":"2026-11-23T09:39:29.123456789Z"',
  '"stream" : "stdout", "time":"2026-11-23T09:39:29.123456789Z"',
];

describe.each([
  ['combined', COMBINED],
  ['combined with escapes', ESCAPED],
  ['a format without a time', UVICORN],
  ['JSON in JSON', JSON_LINE],
  ['another prefix', `Nov 23 09:39:29 host nginx: ${COMBINED}`],
])("in Docker's JSON, %s", (_, inner) => {
  const plain = docker(`${inner}\n`);
  const { formats } = detectFormat([plain, plain], 'web.log');

  test('is found in the bytes, which can be had back', () => {
    const wrap = new JsonWrap(PREFIXES.find(({ isJson }) => isJson)!);
    const bytes = Buffer.from(`{}\n${plain}\n{}\n`);
    const before = Buffer.from(bytes);
    expect(wrap.find(bytes, 3, bytes.length - 4)).toBe(true);
    expect(bytes.toString('latin1', wrap.from, wrap.to + 1)).toBe(`${inner}\n`);
    expect(bytes.subarray(-4)).toEqual(before.subarray(-4));
    wrap.giveBack(bytes, 3);
    expect(bytes).toEqual(before);
    expect(wrap.find(bytes, 0, 2)).toBe(false);
    expect(bytes).toEqual(before);
  });

  test('means the same whatever stands in it', async () => {
    const odd = [
      docker(inner),
      docker(`${inner}\r\n`),
      docker(`${inner}\n\n`),
      docker('\n'),
      docker(''),
      docker(` ${inner}\n`),
      docker(`\ufeff${inner}\n`),
      docker(`${inner} é\n`),
      docker(`${inner}\u007f\n`),
      plain.replace('GET', '\\u0047ET'),
      plain.replace('GET', '\\u004'),
      plain.replace('GET', '\\u00zz'),
      plain.replace('GET', '\\G'),
      plain.replace('/', '\\/'),
      plain.replace('=1', '=\\/1'),
      plain.replace('GET', 'G\tT'),
      plain.slice(0, -1),
      `${plain} `,
      `${plain}\r`,
      ` ${plain}`,
      inner,
      ...ENDS.map((end) => docker(`${inner}\n`, end)),
    ];
    const changed = fc
      .tuple(fc.constantFrom(plain, ...odd), fc.nat(), fc.constantFrom('', '"', '\\', '7', 'é', '}', '\\n'))
      .map(([line, place, letter]) => {
        const at = place % line.length;
        return line.slice(0, at) + letter + line.slice(at + 1);
      });
    const line = fc.oneof(fc.constant(plain), fc.constantFrom(...odd), changed);
    await everyLane(Buffer.from([plain, ...odd.flatMap((one) => [one, plain, plain]), ''].join('\n')), formats, 1777);
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 20, maxLength: 60 }), async (lines) => {
        await everyLane(Buffer.from(`${[plain, ...lines, plain].join('\n')}\n`), formats, 1777);
      }),
      { numRuns: 20 },
    );
  });
});

test('what stands behind a line is not taken for what stood behind the last one', async () => {
  const numbered = (n: string) =>
    docker(`${COMBINED}\n`, `"stream":"stdout","attrs":{"n":${n}},"time":"2026-11-23T09:39:29.123456789Z"`);
  const lines = [docker(`${COMBINED}\n`), ...['10', '10', '00', '11'].map(numbered), docker(`${COMBINED}\n`)];
  const { formats } = detectFormat(lines, 'web.log');
  const { result } = await everyLane(Buffer.from(`${lines.join('\n')}\n`), formats);
  expect(result).toMatchObject({ lines: 6, parsed: 5, rejected: 1 });
});

test('a line that is longer than Docker writes them is read, too', async () => {
  const long = COMBINED.replace('/a', `/${'a'.repeat(70_000)}`);
  const lines = [COMBINED, long, COMBINED].map((line) => docker(`${line}\n`));
  const { formats } = detectFormat([lines[0]!], 'web.log');
  const { rows } = await everyLane(Buffer.from(`${lines.join('\n')}\n`), formats);
  expect(rows.map(({ path_id }) => String(path_id).length)).toEqual([2, 70_001, 2]);
});

test('the time of the driver stands for one that the line does not say', async () => {
  const lines = ['2026-11-23T09:39:29.5Z', '2026-11-23T09:39:30.25Z'].map((time) =>
    docker(`${UVICORN}\n`, `"stream":"stdout","time":"${time}"`),
  );
  const { formats } = detectFormat(lines, 'web.log');
  const { rows } = await readRows(Buffer.from(`${[lines[0], ...lines].join('\n')}\n`), formats, 'bytes');
  expect(rows.map(({ ended_at }) => Number(ended_at) / 1e6)).toEqual([1795426769.5, 1795426769.5, 1795426770.25]);
});
