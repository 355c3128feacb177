import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../src/format/detect.js';
import { FORMAT_NAMES } from '../../src/format/names.js';
import type { Preset } from '../../src/format/presets/preset.js';
import { PRESETS } from '../../src/format/presets/registry.js';
import { emptyRequest } from '../../src/record/request-fields.js';

const linesOf = ({ header, examples }: Preset): string[] => [
  ...(header ?? []),
  ...examples.flatMap(({ line }) => line.split('\n')),
];

describe.each(PRESETS)('$name', (preset) => {
  const { name, source, logFormat, looksLike, examples, compile } = preset;
  const sample = linesOf(preset);

  test.each(examples)('reads $line', ({ line, fields }) => {
    const into = emptyRequest();
    expect(compile(sample).parse(line, into)).toBeNull();
    expect(into).toEqual({ ...emptyRequest(), ...fields });
  });

  test('is detected by its lines', () => {
    expect(examples.length).toBeGreaterThan(0);
    const { formats, origin } = detectFormat(sample, 'access.log');
    expect(formats.map((format) => format.name)).toEqual([looksLike ?? name]);
    expect(origin).toBe(looksLike === 'inferred' ? 'inferred' : 'detected');
  });

  test('is described', () => {
    expect(name).toMatch(/^[a-z0-9]+(?:_[a-z0-9]+)*$/);
    expect(source).toMatch(/^https:\/\/\S+$/);
    expect(compile(sample).logFormat).toBe(logFormat);
  });
});

test('--format takes every one of them, and the notations', () => {
  expect(FORMAT_NAMES).toEqual([...PRESETS.map(({ name }) => name), 'json', 'ltsv', 'logfmt']);
});

test('names are distinct', () => {
  const names = PRESETS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
