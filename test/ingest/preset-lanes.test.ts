import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLACED_PRESETS } from '../../src/format/presets/registry.js';
import { HitBatch, makeDictionaries } from '../../src/ingest/batch.js';
import { ByteDictionary } from '../../src/ingest/byte-dictionary.js';
import { ByteLine } from '../../src/ingest/byte-line.js';
import { planBytes } from '../../src/ingest/byte-reader.js';
import { everyLane } from './support/every-lane.js';

/** Formats whose fields have their places; those of the extended format are told by its own lines. */
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
  const words = examples.flatMap((line) => line.split(/[ "[\]/:|]/));
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
        const parts = line.split(isBetweenBlanks ? /( )/ : /([ "[\]/:|])/);
        parts[(place % Math.ceil(parts.length / 2)) * 2] = word;
        line = parts.join('');
      }
      return line;
    });
}

describe.each(LAID)('lines of $name', ({ compile, examples }) => {
  const lines = examples.map(({ line }) => line);

  test('are read from bytes', () => {
    const batch = new HitBatch('all');
    const dictionaries = makeDictionaries(() => new ByteDictionary());
    const to = { line: ByteLine.of(1 << 10), batch, dictionaries, leftOut: batch.leftOut };
    expect(planBytes(compile(lines).layout!, to)).not.toBeNull();
  });

  test('mean the same in every lane, whatever stands in place of a value', async () => {
    const format = compile(lines);
    await fc.assert(
      fc.asyncProperty(fc.array(changed(lines), { minLength: 20, maxLength: 60 }), fc.nat(2), async (log, first) => {
        const all = [...lines.slice(0, first), ...log, ...lines];
        await everyLane(Buffer.from(`${all.join('\n')}\n`), [format], 1777);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
