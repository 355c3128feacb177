import { describe, expect, it } from 'vitest';
import { backgroundOf, type Palette, paletteOf } from '../../src/dashboard/theme.js';
import { STYLES, type Style } from '../../src/dashboard/tone.js';

describe('the background', () => {
  it.each([
    ['15;0', 'dark'],
    ['7;8', 'dark'],
    ['0;15', 'light'],
    ['0;7', 'light'],
    ['0;default;15', 'light'],
    ['15;default', null],
    ['0;99', null],
    ['\x1b[7m', null],
    ['', null],
    [undefined, null],
  ])('of COLORFGBG=%j is %j', (value, background) => {
    expect(backgroundOf(value)).toBe(background);
  });
});

describe('the palette', () => {
  it.each([
    [null, null, 'dark'],
    [null, 'light', 'light'],
    ['dark', 'light', 'dark'],
    ['none', 'light', 'none'],
    ['high-contrast', null, 'contrast-dark'],
    ['high-contrast', 'light', 'contrast-light'],
  ] as const)('of theme %j on %j is %j', (theme, background, palette) => {
    expect(paletteOf(theme, background)).toBe(palette);
  });
});

/** XTerm's defaults for the named colours in use. */
const NAMED: Record<string, readonly [number, number, number]> = {
  cyan: [0, 205, 205],
  green: [0, 205, 0],
  yellow: [205, 205, 0],
  red: [205, 0, 0],
  magenta: [205, 0, 205],
  blueBright: [92, 92, 255],
};

function rgb(color: string): readonly [number, number, number] {
  const named = NAMED[color];
  if (named !== undefined) return named;
  const number = Number(/^ansi256\((\d+)\)$/.exec(color)?.[1]);
  if (number >= 232) return [8 + 10 * (number - 232), 8 + 10 * (number - 232), 8 + 10 * (number - 232)];
  const level = (n: number) => (n === 0 ? 0 : 55 + 40 * n);
  const cube = number - 16;
  return [level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)];
}

/** Relative luminance, WCAG 2.2. */
function luminance(color: string): number {
  const [r, g, b] = rgb(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

describe.each([
  ['dark', 0, 3],
  ['light', 1, 4.5],
  ['contrast-dark', 0, 7],
  ['contrast-light', 1, 7],
] as const)('the %s palette', (palette: Palette, background, least) => {
  const styles = Object.entries<Style>(STYLES[palette]);
  it(`has a contrast of ${least}:1 at least in every tone`, () => {
    for (const [tone, { color }] of styles) {
      if (color !== undefined) expect(contrast(luminance(color), background), tone).toBeGreaterThanOrEqual(least);
    }
  });

  it('tells apart what means different things', () => {
    const { cpu, io, good, bad, warn, selected, plain } = STYLES[palette];
    const looks = [cpu, io, good, bad, warn, selected, plain].map((style) => JSON.stringify(style));
    expect(new Set(looks).size).toBe(looks.length);
  });
});
