import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cleanText, displayWidth, fit as fitText } from '../../src/render/clean.js';

/** What no terminal may see: C0, DEL, C1, bidi and other invisible characters, line separators, lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const hostileText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\x1b[31m',
      '\x00',
      '\x9b',
      '\u202e',
      '\u2066',
      '\u200d',
      '\ufe0f',
      '\u0301',
      '\ud800',
      '日',
      '🚀',
      '👍🏽',
      '가',
      'ᄀ',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom('a', ' ', '/', '\\'),
  ),
  maxLength: 60,
});

it('a character takes as many columns as string-width says', () => {
  const all = Array.from({ length: 0x110000 - 0x7f }, (_, i) => String.fromCodePoint(0x7f + i));
  const wrong = all
    .filter((char, i) => /[^\p{C}]/u.test(char) && (i % 32 === 0 || !/[\p{Script=Han}\p{Script=Hangul}]/u.test(char)))
    .filter((char) => displayWidth(char) !== stringWidth(char));
  expect(wrong).toEqual([]);
});

describe('text from a log', () => {
  it.each([
    ['an ANSI colour', '\x1b[31mred', '\\x1b[31mred'],
    ['a NUL and a DEL', 'a\x00b\x7fc', 'a\\x00b\\x7fc'],
    ['a C1 control sequence introducer', '\x9b2J', '\\x9b2J'],
    ['line breaks and tabs', 'a\r\n\tb', 'a\\r\\n\\tb'],
    ['a right-to-left override', 'evil\u202etxt.exe', 'evil\\u202etxt.exe'],
    ['bidi isolates and marks', '\u2066x\u2069\u200f', '\\u2066x\\u2069\\u200f'],
    ['a zero-width joiner and a byte order mark', 'a\u200db\ufeff', 'a\\u200db\\ufeff'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['half a surrogate pair', 'a\ud83d', 'a\\ud83d'],
    ['a skin tone, whose width terminals disagree about', '👍🏽', '👍\\u{1f3fd}'],
    ['an accent without a letter', '\u0301x', '\\u0301x'],
    ['an accent behind an escape', '\x1b\u0301x', '\\x1b\\u0301x'],
  ])('shows %s as an escape', (_name, raw, shown) => {
    expect(cleanText(raw)).toBe(shown);
  });

  it.each(['/plain/path?x=1', 'C:\\x1b', '/商品/東京', '/emoji/🚀', '/مرحبا', '/שלום', '/café', '/नमस्ते'])(
    'leaves %s as it is',
    (text) => {
      expect(cleanText(text)).toBe(text);
    },
  );

  it('composes a letter and its accent, and keeps at most four marks on one letter', () => {
    expect(cleanText('cafe\u0301')).toBe('caf\u00e9');
    const marks = (n: number) => '\u0323'.repeat(n);
    expect(cleanText(`q${marks(6)}`)).toBe(`q${marks(4)}\\u0323\\u0323`);
  });

  it('shows everything beyond ASCII as an escape where the terminal has ASCII only', () => {
    expect(cleanText('/é/日/🚀', undefined, 'ascii')).toBe('/\\xe9/\\u65e5/\\u{1f680}');
  });

  it('is cut with an ellipsis, never inside an escape or a wide character', () => {
    expect(cleanText('abcdef', 6)).toBe('abcdef');
    expect(cleanText('abcdefg', 6)).toBe('abcde…');
    expect(cleanText('日本語', 5)).toBe('日本…');
    expect(cleanText('日本語', 4)).toBe('日…');
    expect(cleanText('ab\x1bcd', 6)).toBe('ab…');
    expect(cleanText('abcdefg', 6, 'ascii')).toBe('abcd..');
    expect(cleanText('abc', 1)).toBe('…');
    expect(cleanText('abc', 0)).toBe('');
  });

  it('costs no more for ten megabytes than for what is shown of it', () => {
    // Read through, they would take longer than a test may.
    for (const unit of ['a', '\x1b', '日', '\u0301', 'क्']) {
      expect(displayWidth(cleanText(unit.repeat(10_000_000 / unit.length), 80))).toBeLessThanOrEqual(80);
    }
  });

  it('never keeps an unsafe character, stays on one line, and is stable when cleaned again', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        const text = cleanText(raw);
        expect(text).not.toMatch(UNSAFE);
        expect(cleanText(text)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('never takes more columns than asked for, in grapheme widths too', () => {
    fc.assert(
      fc.property(
        hostileText,
        fc.integer({ min: 0, max: 50 }),
        fc.constantFrom('unicode', 'ascii'),
        (raw, columns, charset) => {
          const text = cleanText(raw, columns, charset);
          expect(displayWidth(text)).toBeLessThanOrEqual(columns);
          expect(stringWidth(text)).toBeLessThanOrEqual(columns);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a cell', () => {
  it('is padded to its width on the side away from its alignment', () => {
    expect(fitText('ab', 4)).toBe('ab  ');
    expect(fitText('ab', 4, { align: 'right' })).toBe('  ab');
    expect(fitText('日本', 6)).toBe('日本  ');
  });

  it('has its width exactly, also where a wide character does not fit into the rest', () => {
    expect(fitText('日本語', 4)).toBe('日… ');
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 0, max: 50 }), (raw, columns) => {
        expect(displayWidth(fitText(raw, columns))).toBe(columns);
      }),
      { numRuns: 300 },
    );
  });
});
