import type { Bound, Confidence } from '../record/vocabulary.js';
import type { Charset } from '../render/clean.js';
import { seconds } from '../render/units.js';
import type { Palette } from './theme.js';

/** What the terminal can show. */
export interface Look {
  readonly palette: Palette;
  readonly charset: Charset;
}

/** What a piece of text means; `tone.ts` knows its colour. Every tone must also be told by a word or a shape. */
export type Tone = 'plain' | 'dim' | 'strong' | 'accent' | 'selected' | 'good' | 'warn' | 'bad' | 'cpu' | 'io';

export interface Glyphs {
  /** Marks the selected row. */
  marker: string;
  ascending: string;
  descending: string;
  separator: string;
  /** Between the two ends of a range. */
  to: string;
  rule: string;
  /** Frame: top left, top right, bottom left, bottom right, horizontal, vertical. */
  frame: readonly [string, string, string, string, string, string];
  /** A bar's last column by how much of it is filled, and then the full one. */
  bar: readonly string[];
  /** The same upwards, for charts. */
  levels: readonly string[];
  /** Fillings that tell the segments of a stacked bar apart without colour. */
  segments: readonly string[];
}

export const GLYPHS: Record<Charset, Glyphs> = {
  unicode: {
    marker: '▌',
    ascending: '▲',
    descending: '▼',
    separator: '·',
    to: '–',
    rule: '─',
    frame: ['╭', '╮', '╰', '╯', '─', '│'],
    bar: ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
    levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
    segments: ['█', '▓', '▒', '░'],
  },
  ascii: {
    marker: '>',
    ascending: '^',
    descending: '*',
    separator: '|',
    to: '-',
    rule: '-',
    frame: ['+', '+', '+', '+', '-', '|'],
    bar: ['-', '#'],
    levels: ['.', ':', '#'],
    segments: ['#', '=', '-', '.'],
  },
};

export const BOUND_TONE: Record<Bound, Tone> = {
  cpu: 'cpu',
  io: 'io',
  mixed: 'warn',
  transfer: 'plain',
  trivial: 'dim',
  unknown: 'dim',
};

export const CONFIDENCE_TONE: Record<Confidence, Tone> = { high: 'good', medium: 'warn', low: 'plain', none: 'dim' };

/** What stands for a value that the log does not hold: the logs' own sign for it. */
export const MISSING = '-';

/** `seconds` of units.ts in the terminal's characters; `-` where the log has no times. */
export function duration(value: number | null, look: Look): string {
  if (value === null) return MISSING;
  const text = seconds(value);
  return look.charset === 'ascii' ? text.replace('µ', 'u') : text;
}

/** A lowest and a highest duration: `380 s – 440 s`; `-` where either is missing. */
export function durationRange(low: number | null, high: number | null, look: Look): string {
  if (low === null || high === null) return MISSING;
  return `${duration(low, look)} ${GLYPHS[look.charset].to} ${duration(high, look)}`;
}
