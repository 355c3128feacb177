import type { TextProps } from 'ink';
import type { Look, Tone } from './look.js';
import type { Palette } from './theme.js';

export type Style = Pick<TextProps, 'color' | 'dimColor' | 'bold' | 'inverse'>;

/** A colour of the 256 whose value no terminal's settings change. */
const fixed = (number: number): string => `ansi256(${number})`;

const DARK: Record<Tone, Style> = {
  plain: {},
  dim: { dimColor: true },
  strong: { bold: true },
  // The named colours: on a dark background they follow the reader's own settings.
  accent: { color: 'cyan' },
  selected: { color: 'cyan', inverse: true },
  good: { color: 'green' },
  warn: { color: 'yellow' },
  bad: { color: 'red', bold: true },
  cpu: { color: 'magenta' },
  io: { color: 'blueBright' },
};

/** The named cyan, green and yellow cannot be read on white in most terminals. */
const LIGHT: Record<Tone, Style> = {
  plain: {},
  dim: { color: fixed(242) },
  strong: { bold: true },
  accent: { color: fixed(25) },
  selected: { color: fixed(25), inverse: true },
  good: { color: fixed(28) },
  warn: { color: fixed(94) },
  bad: { color: fixed(160), bold: true },
  cpu: { color: fixed(90) },
  io: { color: fixed(63) },
};

const CONTRAST_DARK: Record<Tone, Style> = {
  plain: {},
  dim: {},
  strong: { bold: true },
  accent: { color: fixed(51), bold: true },
  selected: { bold: true, inverse: true },
  good: { color: fixed(46) },
  warn: { color: fixed(226) },
  bad: { color: fixed(210), bold: true },
  cpu: { color: fixed(213) },
  io: { color: fixed(117) },
};

const CONTRAST_LIGHT: Record<Tone, Style> = {
  plain: {},
  dim: {},
  strong: { bold: true },
  accent: { color: fixed(18), bold: true },
  selected: { bold: true, inverse: true },
  good: { color: fixed(22) },
  warn: { color: fixed(53) },
  bad: { color: fixed(88), bold: true },
  cpu: { color: fixed(90) },
  io: { color: fixed(19) },
};

const NO_STYLE: Style = {};
const WITHOUT = Object.fromEntries(Object.keys(DARK).map((tone) => [tone, NO_STYLE])) as Record<Tone, Style>;

/** What each tone looks like in each palette. */
export const STYLES: Record<Palette, Record<Tone, Style>> = {
  dark: DARK,
  light: LIGHT,
  'contrast-dark': CONTRAST_DARK,
  'contrast-light': CONTRAST_LIGHT,
  none: WITHOUT,
};

export function styleOf(tone: Tone, look: Look): Style {
  return STYLES[look.palette][tone];
}
