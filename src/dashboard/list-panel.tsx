import { Box } from 'ink';
import { docWindow } from './doc.js';
import { type Panes, SIDE_GAP, type Size } from './geometry.js';
import { detailDoc, listRows, TEXT_MARGIN, viewPanes } from './layout.js';
import { fillLine, type Line, span } from './line.js';
import { Lines, TextLine } from './lines.js';
import { GLYPHS, type Look } from './look.js';
import type { State } from './state.js';
import { type Column, placeColumns, type SortMark, tableHeader, tableRow } from './table.js';
import { viewOf } from './views.js';

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
  const { state } = props;
  const layout = viewPanes(state);
  const { list, preview, place } = layout;
  return (
    <Box flexDirection={place === 'side' ? 'row' : 'column'} width={state.size.columns}>
      <Lines lines={listLines(props, list)} look={state.look} columns={list.columns} rows={list.rows} />
      {preview === null ? null : <Preview state={state} layout={layout} size={preview} />}
    </Box>
  );
}

function listLines<Row, Context>(props: ListPanelProps<Row, Context>, list: Size): Line[] {
  const { state, columns, context, rowAt, head = [], sort = null, empty } = props;
  const { charset } = state.look;
  const { selected, top } = state.positions[state.view];
  const placed = placeColumns(columns, context, list.columns);
  const rows = Array.from({ length: listRows(state) }, (_, i) => ({ index: top + i, row: rowAt(top + i) })).flatMap(
    ({ index, row }) => (row === undefined ? [] : [tableRow(placed, context, charset, row, index === selected)]),
  );
  if (rows.length === 0) return [...head, [span(`  ${empty}`, 'dim')]];
  return [...head, tableHeader(placed, context, charset, sort), ...rows];
}

function Preview({ state, layout, size }: { state: State; layout: Panes; size: Size }) {
  const { look } = state;
  const isSide = layout.place === 'side';
  const columns = size.columns - (isSide ? 1 : 2 * TEXT_MARGIN);
  const doc = detailDoc(state, columns);
  const lines = doc === null ? [] : docWindow(doc, 0, size.rows);
  const text = (
    <Box marginLeft={isSide ? 0 : TEXT_MARGIN}>
      <Lines lines={lines} look={look} columns={columns} rows={size.rows} />
    </Box>
  );
  if (!isSide) {
    return (
      <>
        <TextLine line={rule(state, size.columns, look)} look={look} />
        {text}
      </>
    );
  }
  const [, , , , , vertical] = GLYPHS[look.charset].frame;
  const bars = Array.from({ length: size.rows }, (): Line => [span(` ${vertical} `, 'dim')]);
  return (
    <>
      <Lines lines={bars} look={look} columns={SIDE_GAP} rows={size.rows} />
      {text}
    </>
  );
}

function rule(state: State, columns: number, look: Look): Line {
  const { rule } = GLYPHS[look.charset];
  const title = viewOf(state).rows(state) === 0 ? '' : ' selected ';
  return fillLine(
    [span(rule.repeat(2), 'dim'), span(title, 'dim'), span(rule.repeat(columns - 2 - title.length), 'dim')],
    columns,
    look.charset,
  );
}
