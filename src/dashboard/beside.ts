import type { Charset } from '../render/clean.js';
import { EMPTY_LINE, fillLine, type Line } from './line.js';

export interface Block {
  readonly lines: readonly Line[];
  /** That all of its lines take. */
  readonly columns: number;
}

/**
 * Blocks side by side, as one line a row. Ink's own boxes would not stay aligned: it counts a cluster of characters
 * (an Indic conjunct, an accent without a letter of its own) as other columns than most terminals do.
 */
export function beside(blocks: readonly Block[], charset: Charset): Line[] {
  const rows = Math.max(0, ...blocks.map(({ lines }) => lines.length));
  return Array.from({ length: rows }, (_, row) =>
    blocks.flatMap(({ lines, columns }) => fillLine(lines[row] ?? EMPTY_LINE, columns, charset)),
  );
}
