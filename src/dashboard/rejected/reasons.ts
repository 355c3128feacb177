import { fit as fitText } from '../../render/clean.js';
import { count, percent } from '../../render/units.js';
import { bar } from '../chart.js';
import { bodySize } from '../geometry.js';
import { EMPTY_LINE, fillLine, type Line, span } from '../line.js';
import { GLYPHS } from '../look.js';
import type { State } from '../state.js';
import { plural } from '../words.js';

/** The reasons take at most this part of the view; the lines themselves need the rest. */
const SHARE_OF_BODY = 0.3;
const WIDEST_BAR = 24;
const FIGURE_COLUMNS = 8;

/** Why lines were rejected, with their numbers, most frequent first, and an empty line; nothing where none was. */
export function reasonLines(state: State): Line[] {
  const { input } = state.report;
  const { charset } = state.look;
  const body = bodySize(state.size, state.steps.length > 0);
  const reasons = Object.entries(input.rejectReasons).toSorted(([, a], [, b]) => b - a);
  if (reasons.length === 0) return [];
  const room = Math.max(1, Math.floor(body.rows * SHARE_OF_BODY) - 1);
  const shown = reasons.length > room ? reasons.slice(0, room - 1) : reasons;
  const total = Math.max(1, input.rejected);
  const barColumns = Math.min(WIDEST_BAR, Math.floor(body.columns / 6));
  const lines = shown.map(([reason, n]): Line => {
    const line: Line = [
      span(`  ${fitText(count(n), FIGURE_COLUMNS - 2, { align: 'right', charset })} `, 'bad'),
      span(bar(n / total, barColumns, charset), 'bad'),
      span(`${percent(n / total).padStart(FIGURE_COLUMNS)}  `, 'dim'),
      span(fitText(reason, Math.max(1, body.columns - barColumns - 2 * FIGURE_COLUMNS - 3), { charset })),
    ];
    return fillLine(line, body.columns, charset);
  });
  const hidden = reasons.length - shown.length;
  const more: Line[] =
    hidden > 0 ? [[span(`  ${GLYPHS[charset].separator} ${hidden} more ${plural(hidden, 'reason')}`, 'dim')]] : [];
  return [...lines, ...more, EMPTY_LINE];
}
