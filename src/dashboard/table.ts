import { type Charset, fit as fitText } from '../render/clean.js';
import { type Line, type Span, span } from './line.js';
import { GLYPHS, type Tone } from './look.js';

/** A column of a table, as data. */
export interface Column<Row, Context> {
  readonly id: string;
  title(context: Context): string;
  /** Least columns it needs. */
  readonly width: number;
  /** The least as a share of the table, where that is more: for the column that names the row. */
  readonly share?: number;
  /** How large a part of the spare columns it takes, and up to which width; absent: none. */
  readonly grows?: { readonly weight: number; readonly most: number };
  readonly align: 'left' | 'right';
  /** 0 is kept longest when the terminal gets narrow. */
  readonly priority: number;
  /** false: the log holds nothing for it. */
  shown?(context: Context): boolean;
  cell(row: Row, context: Context, columns: number): { text: string; tone: Tone };
}

export interface PlacedColumn<Row, Context> {
  readonly column: Column<Row, Context>;
  readonly columns: number;
}

/** The marker of the selected row and a space: the first span of every line. */
export const TABLE_MARGIN = 2;
const GAP = 1;

/** The columns that fit into `width`, most important first, in the order they were declared, with their widths. */
export function placeColumns<Row, Context>(
  columns: readonly Column<Row, Context>[],
  context: Context,
  width: number,
): PlacedColumn<Row, Context>[] {
  const room = width - TABLE_MARGIN;
  const least = (column: Column<Row, Context>) => Math.max(column.width, Math.floor((column.share ?? 0) * room));
  const chosen = new Set<Column<Row, Context>>();
  let used = -GAP;
  const available = columns.filter((column) => column.shown?.(context) ?? true);
  for (const column of available.toSorted((a, b) => a.priority - b.priority)) {
    if (used + GAP + least(column) > room && chosen.size > 0) break;
    used += GAP + least(column);
    chosen.add(column);
  }
  const placed = columns.filter((column) => chosen.has(column));
  const widths = grow(placed, placed.map(least), room - used);
  return placed.map((column, i) => ({ column, columns: Math.min(widths[i] ?? 0, room) }));
}

/** Hands out the spare columns by weight, again and again, until all are gone or no column may grow. */
function grow<Row, Context>(columns: readonly Column<Row, Context>[], widths: number[], spare: number): number[] {
  let left = spare;
  while (left > 0) {
    const growing = columns.flatMap((column, i) => {
      const most = column.grows?.most ?? 0;
      return most > (widths[i] ?? 0) ? [{ i, most, weight: column.grows?.weight ?? 1 }] : [];
    });
    if (growing.length === 0) break;
    const weights = growing.reduce((sum, { weight }) => sum + weight, 0);
    const round = left;
    for (const { i, most, weight } of growing) {
      const now = widths[i] ?? 0;
      const more = Math.min(left, most - now, Math.max(1, Math.floor((round * weight) / weights)));
      widths[i] = now + more;
      left -= more;
    }
  }
  return widths;
}

export interface SortMark {
  /** The id of the sorted column. */
  readonly column: string;
  readonly descending: boolean;
}

export function tableHeader<Row, Context>(
  placed: readonly PlacedColumn<Row, Context>[],
  context: Context,
  charset: Charset,
  sort: SortMark | null,
): Line {
  const glyphs = GLYPHS[charset];
  const cells = placed.map(({ column, columns }): Span => {
    const isSorted = column.id === sort?.column;
    const arrow = isSorted ? (sort.descending ? glyphs.descending : glyphs.ascending) : '';
    const title = fitText(column.title(context) + arrow, columns, { align: column.align, charset });
    return span(title, isSorted ? 'accent' : 'dim');
  });
  return joinCells('', cells, 'plain');
}

export function tableRow<Row, Context>(
  placed: readonly PlacedColumn<Row, Context>[],
  context: Context,
  charset: Charset,
  row: Row,
  isSelected: boolean,
): Line {
  const cells = placed.map(({ column, columns }): Span => {
    const { text, tone } = column.cell(row, context, columns);
    return span(fitText(text, columns, { align: column.align, charset }), isSelected ? 'selected' : tone);
  });
  return isSelected ? joinCells(GLYPHS[charset].marker, cells, 'selected') : joinCells('', cells, 'plain');
}

function joinCells(marker: string, cells: readonly Span[], tone: Tone): Line {
  const gap = span(' '.repeat(GAP), tone);
  return [span(marker.padEnd(TABLE_MARGIN), tone), ...cells.flatMap((cell, i) => (i > 0 ? [gap, cell] : [cell]))];
}
