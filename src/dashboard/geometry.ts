export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Where a list stands: the row under the cursor and the first row shown. */
export interface ListPosition {
  readonly selected: number;
  readonly top: number;
}

export const SMALLEST: Size = { columns: 60, rows: 20 };

/** From this height on a rule under the tabs is worth its line. */
const RULE_ROWS = 24;
/** Header, tabs, accounting, footer. */
const CHROME_LINES = 4;

export function isTooSmall(size: Size): boolean {
  return size.columns < SMALLEST.columns || size.rows < SMALLEST.rows;
}

export function hasRule(size: Size): boolean {
  return size.rows >= RULE_ROWS;
}

/**
 * What is left for the view; the terminal's last row stays free, because a full screen scrolls.
 * @param isNarrowed whether breadcrumbs take a line, which else is a rule's
 */
export function bodySize(size: Size, isNarrowed = false): Size {
  const rows = size.rows - 1 - CHROME_LINES - (hasRule(size) || isNarrowed ? 1 : 0);
  return { columns: size.columns, rows: Math.max(0, rows) };
}

export type PreviewPlace = 'side' | 'below' | 'none';

export interface Panes {
  readonly list: Size;
  /** Where the selected row's detail is shown beside its list; null: no room. */
  readonly preview: Size | null;
  readonly place: PreviewPlace;
}

/** Columns between the list and a preview at its side; a rule is drawn in the middle. */
export const SIDE_GAP = 3;
const SIDE_COLUMNS = 120;
const BELOW_ROWS = 28;
const BELOW_SHARE = 0.42;

/** Divides the body between a list and the preview of its selected row, if there is room for both. */
export function panes(body: Size, wanted: PreviewPlace): Panes {
  if (wanted === 'side' && body.columns >= SIDE_COLUMNS) {
    const columns = Math.floor((body.columns - SIDE_GAP) / 2);
    const list = { columns: body.columns - SIDE_GAP - columns, rows: body.rows };
    return { list, preview: { columns, rows: body.rows }, place: 'side' };
  }
  if (wanted !== 'none' && body.rows >= BELOW_ROWS) {
    const rows = Math.floor(body.rows * BELOW_SHARE);
    const list = { columns: body.columns, rows: body.rows - rows - 1 };
    return { list, preview: { columns: body.columns, rows }, place: 'below' };
  }
  return { list: body, preview: null, place: 'none' };
}

/** Moves the cursor to `selected` and scrolls no further than needed; both stay within the list. */
export function scrollTo(position: ListPosition, selected: number, length: number, visible: number): ListPosition {
  const row = clamp(selected, length - 1);
  const page = Math.max(1, visible);
  const lowest = Math.max(position.top, row - page + 1);
  return { selected: row, top: clamp(Math.min(lowest, row), length - page) };
}

/** The first line to show of a text of `length` lines. */
export function scrollText(top: number, length: number, visible: number): number {
  return clamp(top, length - visible);
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
