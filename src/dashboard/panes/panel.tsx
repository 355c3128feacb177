import { cleanText } from '../../render/clean.js';
import type { Table } from '../../store/reader.js';
import { beside } from '../beside.js';
import { FRAME_COLUMNS, FRAME_ROWS, framed } from '../frame.js';
import { bodyOf } from '../layout.js';
import { type Line, span } from '../line.js';
import { Lines } from '../lines.js';
import { isAnswered } from '../question.js';
import { positionOf, type State } from '../state.js';
import { placeColumns, tableHeader, tableRow } from '../table.js';
import { viewOf } from '../views.js';
import { type PlacedPane, placePanes } from './layout.js';
import { columnsOf } from './own.js';
import { type Pane, rowsOf } from './pane.js';

const WAITING = '...';

/** The tables of a view; keys are for the one in front. */
export function PanesPanel({ state }: { state: State }) {
  const body = bodyOf(state);
  const panes = viewOf(state).panes?.(state) ?? [];
  const front = state.panes[state.view] ?? 0;
  const stacks = placePanes(panes.length, front, body).map((stack) => ({
    lines: stack.flatMap((place) => paneLines(panes[place.index]!, place, front, panes.length, state)),
    columns: stack[0]?.columns ?? 0,
  }));
  return <Lines lines={beside(stacks, state.look.charset)} look={state.look} columns={body.columns} rows={body.rows} />;
}

function paneLines(pane: Pane, place: PlacedPane, front: number, count: number, state: State): Line[] {
  const size = { columns: place.columns - FRAME_COLUMNS, rows: place.rows - FRAME_ROWS };
  const isFront = place.index === front;
  // Where one alone is shown, its title says that there are others.
  const which = `${place.index + 1}/${count} `;
  const mark = isFront ? '* ' : '';
  return framed(`${mark}${which}${pane.title}`, tableLines(pane, size, isFront, state), size, state.look);
}

function tableLines(
  pane: Pane,
  { columns, rows: height }: { columns: number; rows: number },
  isFront: boolean,
  state: State,
): Line[] {
  const { look } = state;
  const failure = state.answers.get(pane.id)?.failure ?? null;
  if (failure !== null) return [[span(`It could not be asked: ${cleanText(failure, undefined, look.charset)}`, 'bad')]];
  const rows = rowsOf(state, pane);
  if (rows.length === 0) return [[span(isAnswered(state, pane.question) ? pane.empty : WAITING, 'dim')]];
  const context = { look, rows };
  const table = state.answers.get(pane.id)?.value as Table;
  const placed = placeColumns(pane.columns ?? columnsOf(table), context, columns);
  const visible = height - 1;
  const { selected, top } = positionOf(state, pane.id);
  const from = Math.max(0, Math.min(isFront ? Math.max(top, selected - visible + 1) : top, rows.length - visible));
  const lines = rows
    .slice(from, from + visible)
    .map((row, i) => tableRow(placed, context, look.charset, row, isFront && from + i === selected));
  return [tableHeader(placed, context, look.charset, null), ...lines];
}
