import { cleanText, displayWidth, ELLIPSIS, fit } from './clean.js';

export interface TableColumn {
  title: string;
  align: 'left' | 'right';
  /** Takes the width that the others leave, and is cut to it in the middle: both ends of a path tell it apart. */
  flexible?: boolean;
  /** Left out, the last such column first, where the flexible one would have too little room. */
  optional?: boolean;
}

const GAP = '  ';
/** Room that a flexible column should have before optional ones take any. */
const ROOM = 24;

/** Rows under their titles, aligned, two spaces apart, none wider than `columns`. Cells may hold anything. */
export function textTable(
  spec: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  columns: number,
  indent = 2,
): string[] {
  const cells = [spec.map(({ title }) => title), ...rows];
  const widths = spec.map((_, i) =>
    cells.reduce((most, row) => Math.max(most, Math.min(displayWidth(row[i] ?? ''), columns)), 0),
  );
  const flexible = spec.findIndex((column) => column.flexible === true);
  const shown = new Set(spec.keys());
  const room = (): number =>
    [...shown].reduce((n, i) => (i === flexible ? n : n - widths[i]! - GAP.length), columns - indent);
  if (flexible >= 0) {
    const wanted = Math.min(widths[flexible]!, ROOM);
    for (let i = spec.length - 1; i >= 0; i--) if (spec[i]!.optional && room() < wanted) shown.delete(i);
    widths[flexible] = Math.max(1, Math.min(widths[flexible]!, room()));
  }
  const cell = (text: string, i: number): string => {
    const width = widths[i]!;
    return fit(i === flexible ? cutMiddle(text, width) : text, width, { align: spec[i]!.align });
  };
  return cells.map((row) => (' '.repeat(indent) + [...shown].map((i) => cell(row[i] ?? '', i)).join(GAP)).trimEnd());
}

/** At most `columns` columns of cleaned text, with its beginning and its end. */
function cutMiddle(text: string, columns: number): string {
  const clean = cleanText(text);
  if (displayWidth(clean) <= columns) return clean;
  const ellipsis = ELLIPSIS.unicode;
  let tail = '';
  for (const char of [...clean].reverse()) {
    if (displayWidth(char + tail) > Math.floor((columns - displayWidth(ellipsis)) / 2)) break;
    tail = char + tail;
  }
  return cleanText(clean, columns - displayWidth(tail)) + tail;
}
