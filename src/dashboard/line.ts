import { type Charset, cleanText, displayWidth, ELLIPSIS, fit as fitText } from '../render/clean.js';
import type { Tone } from './look.js';

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** One line of the screen: spans of clean text from left to right. */
export type Line = readonly Span[];

export const EMPTY_LINE: Line = [];

export function span(text: string, tone: Tone = 'plain'): Span {
  return { text, tone };
}

export function lineWidth(line: Line): number {
  return line.reduce((width, { text }) => width + displayWidth(text), 0);
}

/** The line's first `columns` columns: the span that does not fit is cut with an ellipsis, those after it go. */
export function cutLine(line: Line, columns: number, charset: Charset): Line {
  const out: Span[] = [];
  let left = columns;
  for (const { text, tone } of line) {
    if (left <= 0) break;
    const cut = cleanText(text, left, charset);
    out.push({ text: cut, tone });
    left -= displayWidth(cut);
  }
  return out;
}

/** Exactly `columns` columns. */
export function fillLine(line: Line, columns: number, charset: Charset): Line {
  const cut = cutLine(line, columns, charset);
  const missing = columns - lineWidth(cut);
  return missing > 0 ? [...cut, span(' '.repeat(missing))] : cut;
}

/** `left` and `right` at the two edges; `left` is cut for `right`, unless less than half the line would remain for it. */
export function spread(left: Line, right: Line, columns: number, charset: Charset): Line {
  const room = columns - lineWidth(right) - 1;
  if (room < Math.min(lineWidth(left), columns / 2)) return fillLine(left, columns, charset);
  return [...fillLine(left, room, charset), span(' '), ...right];
}

/** The parts, one separator between each two, as many as fit into `columns`; the first is always there. */
export function joinFitting(parts: readonly Line[], separator: Span, columns: number): Line {
  let out: Line = parts[0] ?? EMPTY_LINE;
  for (const part of parts.slice(1)) {
    const longer = [...out, separator, ...part];
    if (lineWidth(longer) > columns) break;
    out = longer;
  }
  return out;
}

/** Exactly `columns` columns of a text whose end says most, such as a path: it is cut at its beginning. */
export function keepEnd(s: string, columns: number, charset: Charset): string {
  const text = cleanText(s, undefined, charset);
  if (displayWidth(text) <= columns) return fitText(text, columns, { charset });
  const chars = [...text];
  let width = ELLIPSIS[charset].length;
  let start = chars.length;
  while (start > 0) {
    width += displayWidth(chars[start - 1] ?? '');
    if (width > columns) break;
    start -= 1;
  }
  return fitText(ELLIPSIS[charset] + chars.slice(start).join(''), columns, { charset });
}
