import type { Doc } from './doc.js';
import { FRAME_COLUMNS, FRAME_ROWS } from './frame.js';
import { bodySize, type Panes, panes, type Size } from './geometry.js';
import { placePanes } from './panes/layout.js';
import { positionOf, type State } from './state.js';
import { listId, viewOf } from './views.js';

/** Columns kept free on each side of a text. */
export const TEXT_MARGIN = 2;
const WIDEST_HELP = 78;

/** Room for the view. */
export function bodyOf({ size, steps }: State): Size {
  return bodySize(size, steps.length > 0);
}

export function viewPanes(state: State): Panes {
  return panes(bodyOf(state), viewOf(state).preview);
}

/** Rows of the list that are on the screen. */
export function listRows(state: State): number {
  const panes = viewOf(state).panes?.(state);
  if (panes !== undefined) {
    const front = state.panes[state.view] ?? 0;
    const place = placePanes(panes.length, front, bodyOf(state))
      .flat()
      .find(({ index }) => index === front);
    return Math.max(0, (place?.rows ?? 0) - FRAME_ROWS - 1);
  }
  return Math.max(0, viewPanes(state).list.rows - viewOf(state).head(state));
}

/** Room for the text of an open detail; the line above it names the row. */
export function detailSize(state: State): Size {
  const body = bodyOf(state);
  return { columns: body.columns - 2 * TEXT_MARGIN, rows: body.rows - 1 };
}

/** The detail of the selected row as it opens, or null where there is none. */
export function detailDoc(state: State, columns = detailSize(state).columns): Doc | null {
  const view = viewOf(state);
  const { selected } = positionOf(state, listId(state));
  return selected < view.rows(state) ? view.detail(state, selected, columns) : null;
}

/** Room for the text of the help, inside its frame. */
export function helpSize(state: State): Size {
  const body = bodyOf(state);
  return { columns: Math.min(WIDEST_HELP, body.columns) - FRAME_COLUMNS, rows: body.rows - FRAME_ROWS };
}
