import { beside } from '../beside.js';
import { FRAME_COLUMNS, framed } from '../frame.js';
import { bodyOf } from '../layout.js';
import { EMPTY_LINE, type Line, span } from '../line.js';
import { Lines } from '../lines.js';
import type { State } from '../state.js';
import { BLOCKS } from './blocks.js';
import { type OverviewRow, overviewRows, type PlacedBlock } from './layout.js';

/** The whole log on one screen. */
export function OverviewPanel({ state }: { state: State }) {
  const body = bodyOf(state);
  const lines = overviewRows(state, body).flatMap((row) => rowLines(row, state));
  return <Lines lines={lines} look={state.look} columns={body.columns} rows={body.rows} />;
}

function rowLines({ gap, blocks }: OverviewRow, state: State): Line[] {
  const placed = blocks.map((block) => ({
    lines: blockLines(block, state),
    columns: block.columns + (block.framed ? FRAME_COLUMNS : 1),
  }));
  return [...Array.from({ length: gap }, () => EMPTY_LINE), ...beside(placed, state.look.charset)];
}

function blockLines(block: PlacedBlock, state: State): Line[] {
  const { title, lines } = BLOCKS[block.id];
  const text = lines(state, block);
  if (block.framed) return framed(title, text, block, state.look);
  return Array.from({ length: block.rows }, (_, row) => [span(' '), ...(text[row] ?? EMPTY_LINE)]);
}
