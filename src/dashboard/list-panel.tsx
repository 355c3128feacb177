import { beside } from './beside.js';
import { docWindow } from './doc.js';
import { SIDE_GAP, type Size } from './geometry.js';
import { bodyOf, detailDoc, listRows, TEXT_MARGIN, viewPanes } from './layout.js';
import { EMPTY_LINE, fillLine, type Line, span } from './line.js';
import { Lines } from './lines.js';
import { GLYPHS } from './look.js';
import { positionOf, type State } from './state.js';
import { type Column, placeColumns, type SortMark, tableHeader, tableRow } from './table.js';
import { listId, viewOf } from './views.js';

interface ListPanelProps<Row, Context> {
  readonly state: State;
  readonly columns: readonly Column<Row, Context>[];
  readonly context: Context;
  /** Only asked for the rows on the screen. */
  rowAt(index: number): Row | undefined;
  /** Lines above the table. */
  readonly head?: readonly Line[];
  readonly sort?: SortMark;
  /** What stands in the place of the rows where there are none. */
  readonly empty: string;
}

/** A table with a cursor, and the detail of the selected row beside it where the terminal has room. */
export function ListPanel<Row, Context>(props: ListPanelProps<Row, Context>) {
  const { columns, rows } = bodyOf(props.state);
  return <Lines lines={bodyLines(props)} look={props.state.look} columns={columns} rows={rows} />;
}

function bodyLines<Row, Context>(props: ListPanelProps<Row, Context>): Line[] {
  const { state } = props;
  const { list, preview, place } = viewPanes(state);
  const rows = listLines(props, list);
  if (preview === null) return rows;
  const join = place === 'side' ? withPreviewAtSide : withPreviewBelow;
  return join(rows, list, preview, state);
}

function listLines<Row, Context>(props: ListPanelProps<Row, Context>, list: Size): Line[] {
  const { state, columns, context, rowAt, head = [], sort = null, empty } = props;
  const { charset } = state.look;
  const { selected, top } = positionOf(state, listId(state));
  const placed = placeColumns(columns, context, list.columns);
  const rows = Array.from({ length: listRows(state) }, (_, i) => ({ index: top + i, row: rowAt(top + i) })).flatMap(
    ({ index, row }) => (row === undefined ? [] : [tableRow(placed, context, charset, row, index === selected)]),
  );
  if (rows.length === 0) return [...head, [span(`  ${empty}`, 'dim')]];
  return [...head, tableHeader(placed, context, charset, sort), ...rows];
}

function previewLines(state: State, columns: number, rows: number): Line[] {
  const doc = detailDoc(state, columns);
  return doc === null ? [] : docWindow(doc, 0, rows);
}

function withPreviewAtSide(rows: readonly Line[], list: Size, preview: Size, state: State): Line[] {
  const { charset } = state.look;
  const [, , , , , vertical] = GLYPHS[charset].frame;
  const bars = Array.from({ length: preview.rows }, (): Line => [span(` ${vertical} `, 'dim')]);
  // One column stays free at the edge.
  const detail = previewLines(state, preview.columns - 1, preview.rows);
  const blocks = [
    { lines: rows, columns: list.columns },
    { lines: bars, columns: SIDE_GAP },
    { lines: detail, columns: preview.columns },
  ];
  return beside(blocks, charset);
}

function withPreviewBelow(rows: readonly Line[], list: Size, preview: Size, state: State): Line[] {
  const detail = previewLines(state, preview.columns - 2 * TEXT_MARGIN, preview.rows);
  const margin = span(' '.repeat(TEXT_MARGIN));
  return [
    ...Array.from({ length: list.rows }, (_, row) => rows[row] ?? EMPTY_LINE),
    rule(state, preview.columns),
    ...detail.map((line) => [margin, ...line]),
  ];
}

function rule(state: State, columns: number): Line {
  const { charset } = state.look;
  const { rule } = GLYPHS[charset];
  const title = viewOf(state).rows(state) === 0 ? '' : ' selected ';
  return fillLine(
    [span(rule.repeat(2), 'dim'), span(title, 'dim'), span(rule.repeat(columns - 2 - title.length), 'dim')],
    columns,
    charset,
  );
}
