import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../src/format/detect.js';
import { PRESETS } from '../../src/format/presets/registry.js';
import { emptyRequest } from '../../src/record/request-fields.js';

const linesOf = (examples: readonly { line: string }[]): string[] => examples.flatMap(({ line }) => line.split('\n'));

describe.each(PRESETS)('$name', ({ name, source, logFormat, looksLike, examples, compile }) => {
  test.each(examples)('reads $line', ({ line, fields }) => {
    const into = emptyRequest();
    expect(compile(linesOf(examples)).parse(line, into)).toBeNull();
    expect(into).toEqual({ ...emptyRequest(), ...fields });
  });

  test('is detected by its lines', () => {
    expect(examples.length).toBeGreaterThan(0);
    const lines = linesOf(examples);
    const { formats, origin } = detectFormat(lines, 'access.log');
    expect(formats.map((format) => format.name)).toEqual([looksLike ?? name]);
    expect(origin).toBe('detected');
  });

  test('is described', () => {
    expect(name).toMatch(/^[a-z0-9]+(?:_[a-z0-9]+)*$/);
    expect(source).toMatch(/^https:\/\/\S+$/);
    expect(compile(linesOf(examples)).logFormat).toBe(logFormat);
  });
});

test('names are distinct', () => {
  const names = PRESETS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
