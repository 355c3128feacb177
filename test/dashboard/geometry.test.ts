import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodySize, isTooSmall, panes, scrollText, scrollTo } from '../../src/dashboard/geometry.js';
import { lineWidth } from '../../src/dashboard/line.js';
import { type Stackable, stack } from '../../src/dashboard/overview/stack.js';
import { type Column, placeColumns, tableHeader, tableRow } from '../../src/dashboard/table.js';

describe('the screen', () => {
  it('is drawn from 60x20 on', () => {
    expect(isTooSmall({ columns: 60, rows: 20 })).toBe(false);
    expect(isTooSmall({ columns: 59, rows: 20 })).toBe(true);
    expect(isTooSmall({ columns: 60, rows: 19 })).toBe(true);
  });

  it('leaves the view what header, tabs, accounting, footer and the free last row do not need', () => {
    expect(bodySize({ columns: 60, rows: 20 })).toEqual({ columns: 60, rows: 15 });
    // With a rule under the tabs.
    expect(bodySize({ columns: 80, rows: 24 })).toEqual({ columns: 80, rows: 18 });
  });

  it('shows a preview at the side or below where there is room, and both panes fill the body', () => {
    expect(panes({ columns: 80, rows: 18 }, 'side').preview).toBeNull();
    expect(panes({ columns: 80, rows: 18 }, 'below').preview).toBeNull();
    expect(panes({ columns: 200, rows: 54 }, 'none').preview).toBeNull();
    const side = panes({ columns: 161, rows: 18 }, 'side');
    expect(side.list.columns + 3 + (side.preview?.columns ?? 0)).toBe(161);
    const below = panes({ columns: 80, rows: 40 }, 'below');
    expect(below.list.rows + 1 + (below.preview?.rows ?? 0)).toBe(40);
  });
});

describe('scrolling a list', () => {
  const start = { selected: 0, top: 0 };

  it('moves the cursor within the page before the page moves', () => {
    expect(scrollTo(start, 9, 100, 10)).toEqual({ selected: 9, top: 0 });
    expect(scrollTo(start, 10, 100, 10)).toEqual({ selected: 10, top: 1 });
    expect(scrollTo({ selected: 50, top: 45 }, 44, 100, 10)).toEqual({ selected: 44, top: 44 });
  });

  it('stops at both ends', () => {
    expect(scrollTo(start, -5, 100, 10)).toEqual(start);
    expect(scrollTo(start, 1000, 100, 10)).toEqual({ selected: 99, top: 90 });
    expect(scrollTo(start, 3, 0, 10)).toEqual(start);
  });

  it('always keeps the cursor on the page, and the page full where the list allows', () => {
    const any = fc.integer({ min: -50, max: 300 });
    fc.assert(
      fc.property(
        any,
        any,
        any,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 60 }),
        (selected, top, to, length, visible) => {
          const next = scrollTo({ selected, top }, to, length, visible);
          expect(next.top).toBeGreaterThanOrEqual(0);
          expect(next.top).toBeLessThanOrEqual(Math.max(0, length - visible));
          expect(next.selected).toBeGreaterThanOrEqual(next.top);
          expect(next.selected).toBeLessThan(next.top + visible);
        },
      ),
    );
  });

  it('shows the end of a text without running past it', () => {
    expect(scrollText(7, 30, 10)).toBe(7);
    expect(scrollText(99, 30, 10)).toBe(20);
    expect(scrollText(99, 5, 10)).toBe(0);
  });
});

const column = (
  id: string,
  width: number,
  priority: number,
  extra: Partial<Column<string, null>> = {},
): Column<string, null> => ({
  id,
  title: () => id,
  width,
  priority,
  align: 'left',
  cell: (row) => ({ text: row, tone: 'plain' }),
  ...extra,
});

describe('the columns of a table', () => {
  const columns = [
    column('least', 10, 3),
    column('name', 10, 0, { grows: { weight: 1, most: 30 } }),
    column('second', 10, 1),
    column('third', 5, 2),
  ];
  const ids = (width: number) => placeColumns(columns, null, width).map(({ column: { id } }) => id);

  it('go in order of importance as the terminal gets narrow, and stay in their order on the screen', () => {
    // Two for the margin, ten each (five for the third), one between each two.
    expect(ids(40)).toEqual(['least', 'name', 'second', 'third']);
    expect(ids(39)).toEqual(['name', 'second', 'third']);
    expect(ids(28)).toEqual(['name', 'second']);
    expect(ids(22)).toEqual(['name']);
  });

  it('does not let a less important column slip into a gap that a more important one leaves', () => {
    // The second does not fit, though the third would.
    expect(ids(20)).toEqual(['name']);
  });

  it('gives spare columns to those that may grow, up to their most', () => {
    const widths = (width: number) => placeColumns(columns, null, width).map(({ columns: n }) => n);
    expect(widths(50)).toEqual([10, 20, 10, 5]);
    expect(widths(200)).toEqual([10, 30, 10, 5]);
  });

  it('leaves out what the log does not hold', () => {
    const missing = [column('there', 5, 1), column('missing', 5, 0, { shown: () => false })];
    expect(placeColumns(missing, null, 80).map(({ column: { id } }) => id)).toEqual(['there']);
  });

  it('fills lines of the same width, whatever is in the cells', () => {
    const placed = placeColumns(columns, null, 40);
    const rows = ['', 'x'.repeat(500), '商品東京タワー', '\x1b[2J\u202e'];
    const widths = rows.map((row) => lineWidth(tableRow(placed, null, 'unicode', row, row === '')));
    expect(new Set([...widths, lineWidth(tableHeader(placed, null, 'unicode', null))])).toEqual(new Set([40]));
  });
});

describe('blocks one above the other', () => {
  const block = (priority: number, least: number, most: number): Stackable => ({ priority, least, most });

  it('get their least in order of importance, then the rest', () => {
    const [a, b, c] = [block(1, 3, 5), block(0, 2, 2), block(2, 4, 9)];
    const heights = (lines: number, gap: number) =>
      stack([a, b, c], lines, gap).map(({ block: { priority }, lines: n }) => [priority, n]);
    expect(heights(20, 0)).toEqual([
      [1, 5],
      [0, 2],
      [2, 9],
    ]);
    expect(heights(10, 0)).toEqual([
      [1, 4],
      [0, 2],
      [2, 4],
    ]);
    expect(heights(8, 0)).toEqual([
      [1, 5],
      [0, 2],
    ]);
    expect(heights(2, 0)).toEqual([[0, 2]]);
  });

  it('never take more lines than there are, empty lines included', () => {
    const blocks = fc.array(
      fc
        .record({ priority: fc.nat(5), least: fc.nat(8), more: fc.nat(9) })
        .map(({ priority, least, more }) => block(priority, least, least + more)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(blocks, fc.nat(60), fc.nat(1), (plans, lines, gap) => {
        const used = stack(plans, lines, gap).reduce((sum, placed) => sum + placed.lines + placed.gap, 0);
        expect(used).toBeLessThanOrEqual(lines);
      }),
    );
  });
});
