import { FRAME_COLUMNS, FRAME_ROWS } from '../frame.js';
import type { Size } from '../geometry.js';
import type { State } from '../state.js';
import type { BlockId } from './blocks.js';
import { type Stackable, stack } from './stack.js';
import { timelineLimits } from './timeline.js';

/** One block in its place; columns and rows are those of its text, without the frame. */
export interface PlacedBlock extends Size {
  readonly id: BlockId;
  readonly framed: boolean;
}

export interface OverviewRow {
  /** Empty lines above it: 0 or 1. */
  readonly gap: number;
  readonly blocks: readonly PlacedBlock[];
}

interface RowPlan extends Stackable {
  readonly ids: readonly BlockId[];
}

const GRID: Size = { columns: 110, rows: 27 };
const MARGIN = 1;
/** Blocks up to this priority are worth more than empty lines between blocks. */
const ESSENTIAL = 4;

/** Where the blocks of the overview go: framed in two columns where there is room, else one above the other. */
export function overviewRows(state: State, body: Size): OverviewRow[] {
  const isGrid = body.columns >= GRID.columns && body.rows >= GRID.rows;
  return isGrid ? gridRows(state, body) : columnRows(state, body);
}

function columnRows(state: State, body: Size): OverviewRow[] {
  const { report } = state;
  const list = (n: number, most: number) =>
    n === 0 ? { least: 0, most: 0 } : { least: 3, most: Math.min(n + 1, most) };
  const plans: RowPlan[] = [
    { ids: ['headline'], priority: 0, least: 2, most: 2 },
    { ids: ['figures'], priority: 1, least: 1, most: 1 },
    { ids: ['split'], priority: 2, least: 3, most: 3 },
    { ids: ['waste'], priority: 3, least: 2, most: 2 },
    { ids: ['timeline'], priority: 4, ...timelineLimits(state) },
    { ids: ['recommendations'], priority: 5, ...list(report.recommendations.length, 9) },
    { ids: ['routes'], priority: 6, ...list(report.routes.length, 40) },
  ];
  const columns = body.columns - 2 * MARGIN;
  const airy = stack(plans, body.rows, 1);
  const hasAll = plans
    .filter(({ priority }) => priority <= ESSENTIAL)
    .every((plan) => airy.some(({ block }) => block === plan));
  return (hasAll ? airy : stack(plans, body.rows, 0)).map(({ block, lines, gap }) => ({
    gap,
    blocks: block.ids.map((id) => ({ id, columns, rows: lines, framed: false })),
  }));
}

function gridRows(state: State, body: Size): OverviewRow[] {
  const { report } = state;
  const framed = (least: number, most: number) => ({
    least: least + FRAME_ROWS,
    most: Math.max(least, most) + FRAME_ROWS,
  });
  const lists = Math.max(report.recommendations.length, report.routes.length) + 1;
  const plans: RowPlan[] = [
    { ids: ['headline'], priority: 0, ...framed(2, 2) },
    { ids: ['traffic', 'timeline'], priority: 2, ...framed(9, timelineLimits(state).most) },
    { ids: ['recommendations', 'routes'], priority: 1, ...framed(4, lists) },
    {
      ids: ['input', 'people'],
      priority: 3,
      ...framed(4, Math.min(8, report.input.files.length + report.input.cpu.length + 1)),
    },
  ];
  return stack(plans, body.rows, 0).map(({ block, lines }) => ({
    gap: 0,
    blocks: block.ids.map((id, i) => {
      const half = Math.floor(body.columns / block.ids.length);
      const columns = i === 0 ? body.columns - half * (block.ids.length - 1) : half;
      return { id, columns: columns - FRAME_COLUMNS, rows: lines - FRAME_ROWS, framed: true };
    }),
  }));
}
