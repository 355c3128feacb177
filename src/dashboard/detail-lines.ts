import { fit as fitText } from '../render/clean.js';
import { count, percent } from '../render/units.js';
import { bar } from './chart.js';
import { EMPTY_LINE, type Line, span } from './line.js';
import type { Look, Tone } from './look.js';
import { wrap } from './wrap.js';

/** Longer lines are hard to read. */
const WIDEST_TEXT = 100;
const LABEL_COLUMNS = 12;
const WORD_COLUMNS = 10;
const WIDEST_BAR = 40;
const FIGURE_COLUMNS = 8;

export function heading(text: string): Line[] {
  return [EMPTY_LINE, [span(text, 'accent')]];
}

/** A label and its value, which may be several spans. */
export function field(label: string, value: Line, look: Look): Line {
  return [span(fitText(label, LABEL_COLUMNS, { charset: look.charset }), 'dim'), ...value];
}

/** A label and a text, the text broken into lines beside it. */
export function paragraph(label: string, text: string, columns: number, look: Look, tone: Tone = 'plain'): Line[] {
  const room = Math.min(WIDEST_TEXT, columns - LABEL_COLUMNS);
  return wrap(text, room, look.charset).map((line, i) => field(i === 0 ? label : '', [span(line, tone)], look));
}

export interface Part {
  readonly name: string;
  readonly requests: number;
  readonly tone: Tone;
}

/** One bar for each part that is not zero, with its count and its share of all. */
export function partBars(parts: readonly Part[], columns: number, look: Look): Line[] {
  const total = parts.reduce((sum, { requests }) => sum + requests, 0);
  const barColumns = Math.max(4, Math.min(WIDEST_BAR, columns - WORD_COLUMNS - 2 * FIGURE_COLUMNS));
  return parts
    .filter(({ requests }) => requests > 0)
    .map(({ name, requests, tone }) => [
      span(fitText(name, WORD_COLUMNS, { charset: look.charset })),
      span(bar(requests / total, barColumns, look.charset), tone),
      span(count(requests).padStart(FIGURE_COLUMNS)),
      span(percent(requests / total).padStart(FIGURE_COLUMNS), 'dim'),
    ]);
}
