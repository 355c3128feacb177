import type { State } from './state.js';
import { viewOf } from './views.js';

/** The next row whose name holds the text, from a row on, around the end of the list; null: none does. */
export function nextMatch(state: State, text: string, from: number, by: 1 | -1): number | null {
  const view = viewOf(state);
  const rows = view.rows(state);
  const wanted = text.toLowerCase();
  if (wanted === '' || rows === 0) return null;
  for (let i = 0; i < rows; i++) {
    const row = (((from + i * by) % rows) + rows) % rows;
    if (view.rowId(state, row)?.toLowerCase().includes(wanted)) return row;
  }
  return null;
}
