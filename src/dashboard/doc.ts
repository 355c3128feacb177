import type { Line } from './line.js';

/** A text of known length whose lines are made when they are shown. */
export interface Doc {
  readonly length: number;
  line(index: number): Line;
}

export function docOf(lines: readonly Line[]): Doc {
  return { length: lines.length, line: (index) => lines[index] ?? [] };
}

/** `lines`, and then one line for each of `count` items: a recommendation may cover 100,000 routes. */
export function docWithList(lines: readonly Line[], count: number, item: (index: number) => Line): Doc {
  return {
    length: lines.length + count,
    line: (index) => lines[index] ?? item(index - lines.length),
  };
}

/** The lines on a screen of `rows` rows from `top` on. */
export function docWindow(doc: Doc, top: number, rows: number): Line[] {
  const shown = Math.max(0, Math.min(rows, doc.length - top));
  return Array.from({ length: shown }, (_, row) => doc.line(top + row));
}
