import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { parseConf } from '../../src/format/nginx-conf/parse.js';

const token = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom('\\', '"', "'", 't', 'n', 'r', '{', '}', ';', '#', '$', ' ', '\n', '\r', '\t', ')'),
  }),
);
const STYLES = ['double', 'single', 'escaped', 'bare'] as const;
const PLAIN = /^[A-Za-z0-9_./:=*+%-]+$/;
const NAMED: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function print(text: string, style: (typeof STYLES)[number]): string {
  if (style === 'bare' && PLAIN.test(text)) return text;
  const quote = style === 'single' ? "'" : '"';
  const escaped = text.replace(/[\\"']/g, (char) => (char === '\\' || char === quote ? `\\${char}` : char));
  return quote + (style === 'escaped' ? escaped.replace(/[\t\n\r]/g, (char) => NAMED[char]!) : escaped) + quote;
}

test('words printed as nginx quotes them are read back the same', () => {
  const word = fc.tuple(token, fc.constantFrom(...STYLES));
  const gap = fc.constantFrom(' ', '\n', '\r\n', '\t', ' # a "comment; {\n');
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), gap, fc.boolean(), (words, between, isBlock) => {
      const text = words.map(([value, style]) => print(value, style)).join(between) + (isBlock ? '{}' : ';');
      // A block of this name would be Lua.
      fc.pre(!words[0]![0].endsWith('_by_lua_block'));
      const [directive, ...others] = parseConf(text, 'f');
      expect([directive!.name, ...directive!.args]).toEqual(words.map(([value]) => value));
      expect(directive!.block).toEqual(isBlock ? [] : null);
      expect(others).toEqual([]);
    }),
  );
});

test('any text is either read or refused with a place in it', () => {
  const pieces = fc.constantFrom(
    'a ',
    'log_format',
    ' "',
    "'",
    '\\',
    ';',
    '{',
    '}',
    '#',
    '\n',
    '$',
    'x_by_lua_block {',
    '[[',
    '--',
  );
  fc.assert(
    fc.property(fc.string({ unit: pieces, maxLength: 40 }), (text) => {
      try {
        parseConf(text, 'f');
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        const line = Number(/^f:(\d+): /.exec((error as UserError).message)?.[1]);
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(text.split('\n').length);
      }
    }),
  );
});

test('reading takes time in proportion to the text', () => {
  // Otherwise it does not end within the time that a test may take.
  parseConf(`http { ${'log_format f \'a\\n\' $b "c";\n'.repeat(100_000)} }`, 'f');
  expect(parseConf('a b;'.repeat(200_000), 'f')).toHaveLength(200_000);
  expect(() => parseConf(`x_by_lua_block { ${'[=[=--"'.repeat(100_000)}`, 'f')).toThrow(UserError);
});
