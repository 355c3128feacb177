import { displayWidth, fit } from './clean.js';

export interface TableColumn {
  title: string;
  align: 'left' | 'right';
  /** Takes the width that the others leave, and is cut to it. */
  flexible?: boolean;
}

/** Rows under their titles, aligned, two spaces apart, none wider than `columns`. Cells may hold anything. */
export function textTable(
  spec: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  columns: number,
  indent = 2,
): string[] {
  const cells = [spec.map(({ title }) => title), ...rows];
  const widths = spec.map((_, i) => Math.max(...cells.map((row) => Math.min(displayWidth(row[i] ?? ''), columns))));
  const flexible = spec.findIndex((column) => column.flexible === true);
  if (flexible >= 0) {
    const others = widths.reduce((n, width, i) => (i === flexible ? n : n + width), 0);
    widths[flexible] = Math.max(8, Math.min(widths[flexible]!, columns - indent - others - 2 * (spec.length - 1)));
  }
  return cells.map((row) =>
    (' '.repeat(indent) + spec.map(({ align }, i) => fit(row[i] ?? '', widths[i]!, { align })).join('  ')).trimEnd(),
  );
}
