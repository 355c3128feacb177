import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textsOf } from '../../src/ingest/text-list.js';
import { WasmMemory } from '../../src/ingest/wasm-memory.js';
import { contentOfPath } from '../../src/record/content.js';
import { templateOf } from '../../src/record/template.js';

const memory = WasmMemory.create(true, 'all')!;

/** Shapes by id, and of each path that was asked for. */
const shapes = new Map<number, string>();
const shapeOf = new Map<string, string>();

function shapesOf(asked: readonly string[]): string[] {
  const { paths, shapes: dictionary } = memory.dictionaries;
  const ids = asked.map((path) => paths.id(path));
  const taken = paths.takeShapes()!;
  const fresh = dictionary.takeFresh();
  textsOf(fresh.texts).forEach((shape, i) => {
    shapes.set(fresh.firstId + i, shape);
  });
  asked.forEach((path, i) => {
    const at = ids[i]! - taken.firstId;
    if (at >= 0) shapeOf.set(path, shapes.get(taken.shapes[at]!)!);
  });
  return asked.map((path) => shapeOf.get(path)!);
}

const from = (letters: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength });
const DIGITS = '0123456789';
const WORDS = [
  'v',
  'v1',
  'users',
  'cafe',
  'beef',
  'add',
  'T',
  'index',
  'sitemap',
  'google',
  'Order',
  'eyJ',
  'x',
  '%41',
  '%2F',
];
const EXTENSIONS = ['', '.js', '.png', '.html', '.json', '.php', '.xml', '.mp4', '.woff2', '.7z', '.tar.gz'];
const part = fc.oneof(
  { weight: 3, arbitrary: from(DIGITS, 1, 16) },
  { weight: 3, arbitrary: from(`${DIGITS}abcdef`, 1, 44) },
  { weight: 1, arbitrary: from(`${DIGITS}abcdefghijklmnopqrstuvwxyz`, 1, 40) },
  { weight: 1, arbitrary: from(`${DIGITS}aAbBzZ`, 1, 30) },
  { weight: 2, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...WORDS), from(DIGITS, 1, 12)).map((two) => two.join('')) },
  { weight: 1, arbitrary: fc.uuid() },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '2024',
      '20260131',
      '20260131235959',
      '2026-01-31',
      '31.01.2026',
      '1.2.3',
      '10.0.0.12',
      '01',
    ),
  },
);
const glue = fc.constantFrom('-', '.', '_', '~', '-', '.', '', '@', ';', ':', '+', 'é');
const segment = fc.oneof(
  { weight: 4, arbitrary: part },
  {
    weight: 4,
    arbitrary: fc.array(fc.tuple(part, glue), { minLength: 1, maxLength: 5 }).map((parts) => parts.flat().join('')),
  },
);
const path = fc
  .tuple(
    fc.constantFrom('/', '/', '/', '/static/', '/assets/', '/.well-known/', '', 'http://host.example/'),
    fc.array(segment, { maxLength: 14 }),
    fc.constantFrom('/', '/', '//'),
    fc.constantFrom(...EXTENSIONS),
  )
  .map(([root, segments, slash, extension]) => `${root}${segments.join(slash)}${extension}`)
  .filter((text) => Buffer.from(text).toString() === text);

describe('shapes of paths', () => {
  it('say of a path what the path itself says', () => {
    fc.assert(
      fc.property(path, (asked) => {
        const [shape] = shapesOf([asked]);
        expect(templateOf(shape!)).toBe(templateOf(asked));
        expect(contentOfPath(shape!)).toBe(contentOfPath(asked));
      }),
      { numRuns: 3000 },
    );
  });

  it('are the same for paths that differ in ids, hashes and UUIDs alone', () => {
    const alike = [
      ['/users/71629110/orders', '/users/98765432/orders'],
      ['/static/js/main.baa24bc0.js', '/static/js/main.0ec3d2a1.js'],
      ['/f/550e8400-e29b-41d4-a716-446655440000', '/f/00000000-0000-4000-8000-00000000000a'],
      ['/order12345', '/order99999'],
    ];
    for (const [one, other] of alike) {
      const [a, b] = shapesOf([one!, other!]);
      expect(a!.length).toBe(one!.length);
      expect(a!.replace(/[0a]/g, '')).toBe(b!.replace(/[0a]/g, ''));
    }
  });
});
