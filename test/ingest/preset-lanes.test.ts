import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLACED_PRESETS } from '../../src/format/presets/registry.js';
import { HitBatch, makeDictionaries } from '../../src/ingest/batch.js';
import { ByteDictionary } from '../../src/ingest/byte-dictionary.js';
import { ByteLine } from '../../src/ingest/byte-line.js';
import { planBytes } from '../../src/ingest/byte-reader.js';
import { everyLane } from './support/every-lane.js';

/** Lines of the extended format tell themselves what stands where. */
const LAID = PLACED_PRESETS.filter(({ name }) => name !== 'w3c' && name !== 'cloudfront');

const ODD = [
  '-',
  '',
  '0',
  '-1',
  '+5',
  '+1.5',
  '1.5',
  '007',
  '1e3',
  '99999999999999999999',
  '502,',
  '0.001, 0.002',
  '0.001 : -',
  '10.0.0.1:80, 10.0.0.2:80',
  '2001:db8::1',
  '[2001:db8::1]:443',
  '<NOSRV>',
  '{a|b}',
  '{a "b}',
  'http://h.example/a?b=c',
  'https://h.example',
  'http:///a',
  'ftp+x://h/a#b',
  'a-b.c+d1234567890://h/a',
  'http://h?x/y',
  '/a//b',
  '*',
  'ü',
  '"',
  '\\x22',
  '\x1b[31mred\x1b[0m',
  '23/Nov/2026:09:39:29.123',
  '2026-11-23T09:39:29.123456789Z',
  '2026-11-23T09:39:60,5+05:30',
  'Wed Nov 25 22:42:20 2026',
  '1795426769.7',
  '+0000',
  '12 micros',
  '5 msecs via sendfile()',
  '404 Not Found',
  'HTTP/2',
  '1.1',
  'TCP_HIT',
  'TCP_DENIED',
];

/** An example with up to three of its words put in place of others, or odd ones. */
function changed(examples: readonly string[]): fc.Arbitrary<string> {
  const words = examples.flatMap((line) => line.split(/[ \t"[\]/:|]/));
  return fc
    .tuple(
      fc.constantFrom(...examples),
      fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(...ODD), fc.constantFrom(...words)), fc.boolean()), {
        maxLength: 3,
      }),
    )
    .map(([example, changes]) => {
      let line = example;
      for (const [place, word, isBetweenBlanks] of changes) {
        const parts = line.split(isBetweenBlanks ? /([ \t])/ : /([ \t"[\]/:|])/);
        parts[(place % Math.ceil(parts.length / 2)) * 2] = word;
        line = parts.join('');
      }
      return line;
    });
}

test.each(LAID)('lines of $name are read from bytes', ({ compile, examples }) => {
  const batch = new HitBatch('all');
  const dictionaries = makeDictionaries(() => new ByteDictionary());
  const to = { line: ByteLine.of(1 << 10), batch, dictionaries, leftOut: batch.leftOut };
  expect(planBytes(compile(examples.map(({ line }) => line)).layout!, to)).not.toBeNull();
});

describe.each(PLACED_PRESETS)('lines of $name', ({ compile, header = [], examples }) => {
  const lines = examples.map(({ line }) => line);

  test('mean the same in every lane, whatever stands in place of a value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(changed(lines), { minLength: 20, maxLength: 60 }), fc.nat(2), async (log, first) => {
        const all = [...header, ...lines.slice(0, first), ...log, ...lines];
        await everyLane(Buffer.from(`${all.join('\n')}\n`), () => [compile([...header, ...lines])], 1777);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('lines of an extended log', () => {
  const FIELDS = [
    'date',
    'time',
    'date-local',
    'time-local',
    'c-ip',
    'cs-method',
    'cs-uri-stem',
    'cs-uri-query',
    'sc-status',
    'time-taken',
  ];
  const VALUES = [
    '2026-11-23',
    '09:39:29.5',
    '2026-11-24',
    '14:39:29.5',
    '192.0.2.7',
    'GET',
    '/a',
    'b=c',
    '200',
    '283',
  ];
  const SPECIAL = ['#Date: 2026-11-20 00:00:00', '#Software: Microsoft Internet Information Services 10.0', '#Remark'];

  test('mean the same in every lane, whatever their directives name', async () => {
    const { compile } = PLACED_PRESETS.find(({ name }) => name === 'w3c')!;
    const some = fc.shuffledSubarray(
      FIELDS.map((_, i) => i),
      { minLength: 1 },
    );
    const block = fc
      .tuple(
        some,
        fc.constantFrom(' ', '\t', '  '),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...ODD, ' x', '\u00a0')), { maxLength: 6 }),
      )
      .map(([places, separator, changes]) => {
        const plain = places.map((i) => VALUES[i]!);
        const changed = changes.map(([place, word]) =>
          plain.map((value, i) => (i === place % plain.length ? word : value)),
        );
        const rows = [plain, ...changed, plain].map((values) => values.join(separator));
        return [`#Fields: ${places.map((i) => FIELDS[i]).join(' ')}`, ...rows];
      });
    const part = fc.oneof(
      { weight: 3, arbitrary: block },
      { weight: 1, arbitrary: fc.constantFrom(...SPECIAL.map((line) => [line])) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 12 }), async (parts) => {
        const lines = parts.flat();
        await everyLane(Buffer.from(`${lines.join('\n')}\n`), () => [compile([])], 977);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
