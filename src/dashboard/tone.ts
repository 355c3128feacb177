import type { TextProps } from 'ink';
import type { Look, Tone } from './look.js';

type Style = Pick<TextProps, 'color' | 'dimColor' | 'bold' | 'inverse'>;

/** The sixteen named colours only: they follow the reader's theme. */
const STYLES: Record<Tone, Style> = {
  plain: {},
  dim: { dimColor: true },
  strong: { bold: true },
  accent: { color: 'cyan' },
  selected: { color: 'cyan', inverse: true },
  good: { color: 'green' },
  warn: { color: 'yellow' },
  bad: { color: 'red', bold: true },
  cpu: { color: 'magenta' },
  io: { color: 'blueBright' },
};

const NO_STYLE: Style = {};

export function styleOf(tone: Tone, look: Look): Style {
  return look.color ? STYLES[tone] : NO_STYLE;
}
