import type { Size } from '../geometry.js';

/** Where a pane goes: rows of panes from the top, each with its panes from the left. Sizes are those of the frames. */
export interface PlacedPane extends Size {
  readonly index: number;
}

/** A frame, the table's header, and some rows. */
const LEAST_ROWS = 6;
const SIDE_COLUMNS = 140;

/** Divides the body among panes; where there is not room for all, the one in front has all of it. */
export function placePanes(count: number, front: number, body: Size): PlacedPane[][] {
  if (body.columns >= SIDE_COLUMNS && count > 1) {
    const left = Math.floor(body.columns / 2);
    const right = body.columns - left;
    const heights = divide(body.rows, count - 1);
    if (Math.min(...heights) >= LEAST_ROWS) {
      return [
        [{ index: 0, columns: left, rows: body.rows }],
        heights.map((rows, i) => ({ index: i + 1, columns: right, rows })),
      ];
    }
  }
  const heights = divide(body.rows, count);
  if (Math.min(...heights) >= LEAST_ROWS)
    return [heights.map((rows, index) => ({ index, columns: body.columns, rows }))];
  return [[{ index: front, ...body }]];
}

function divide(rows: number, count: number): number[] {
  const each = Math.floor(rows / count);
  return Array.from({ length: count }, (_, i) => each + (i < rows % count ? 1 : 0));
}
