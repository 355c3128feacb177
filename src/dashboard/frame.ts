import { displayWidth } from '../render/clean.js';
import type { Size } from './geometry.js';
import { EMPTY_LINE, fillLine, type Line, span } from './line.js';
import { GLYPHS, type Look } from './look.js';

/** Border and a space at each side. */
export const FRAME_COLUMNS = 4;
/** Border above and below. */
export const FRAME_ROWS = 2;

/** Lines in a border with a title in it; `size` is that of the lines' room, without the frame. */
export function framed(title: string, lines: readonly Line[], size: Size, { charset }: Look): Line[] {
  const [topLeft, topRight, bottomLeft, bottomRight, horizontal, vertical] = GLYPHS[charset].frame;
  const columns = size.columns + FRAME_COLUMNS;
  const rest = Math.max(0, columns - displayWidth(title) - 5);
  return [
    [span(topLeft + horizontal, 'dim'), span(` ${title} `, 'accent'), span(horizontal.repeat(rest) + topRight, 'dim')],
    ...Array.from({ length: size.rows }, (_, row): Line => {
      const line = fillLine(lines[row] ?? EMPTY_LINE, size.columns, charset);
      return [span(`${vertical} `, 'dim'), ...line, span(` ${vertical}`, 'dim')];
    }),
    [span(bottomLeft + horizontal.repeat(Math.max(0, columns - 2)) + bottomRight, 'dim')],
  ];
}
