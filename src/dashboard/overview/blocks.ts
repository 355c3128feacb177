import { cleanText } from '../../render/clean.js';
import { cpuWords } from '../../render/cpu-words.js';
import { count } from '../../render/units.js';
import type { InputReport } from '../../report/types.js';
import type { Size } from '../geometry.js';
import { cutLine, EMPTY_LINE, type Line, span } from '../line.js';
import type { Look } from '../look.js';
import { RECOMMENDATION_COLUMNS } from '../recommendations/columns.js';
import { ROUTE_COLUMNS } from '../routes/columns.js';
import type { State } from '../state.js';
import { type Column, placeColumns, TABLE_MARGIN, tableHeader, tableRow } from '../table.js';
import { plural } from '../words.js';
import { FILE_COLUMNS } from './file-columns.js';
import { headlineLines } from './headline.js';
import { peopleLines } from './people.js';
import { timelineLines } from './timeline.js';
import { figureLines, splitLines, wasteLines } from './traffic.js';

/** The room for a block's text; a frame names the block, so that its text need not. */
interface Place extends Size {
  readonly framed: boolean;
}

/** A block of the overview, as data. */
interface Block {
  readonly title: string;
  lines(state: State, place: Place): Line[];
}

export const BLOCKS = {
  headline: { title: 'Do first', lines: (state, { columns, framed }) => headlineLines(state, columns, framed) },
  figures: { title: 'Figures', lines: (state, { columns, rows }) => figureLines(state, columns, rows) },
  split: { title: 'Split', lines: (state, { columns }) => splitLines(state, columns) },
  waste: { title: 'Waste', lines: (state, { columns }) => wasteLines(state, columns) },
  traffic: {
    title: 'Traffic',
    lines: (state, { columns }) => [
      ...figureLines(state, columns, 2),
      EMPTY_LINE,
      ...splitLines(state, columns),
      EMPTY_LINE,
      ...wasteLines(state, columns),
    ],
  },
  timeline: { title: 'Timeline', lines: (state, { columns, rows }) => timelineLines(state, columns, rows) },
  recommendations: {
    title: 'Recommendations',
    lines: ({ report, look }, size) => {
      const rows = report.recommendations
        .slice(0, size.rows)
        .map((recommendation, i) => ({ rank: i + 1, recommendation }));
      return list(RECOMMENDATION_COLUMNS, { report, look }, rows, size);
    },
  },
  routes: {
    title: 'Top routes',
    lines: ({ report, look }, size) => list(ROUTE_COLUMNS, { report, look }, report.routes.slice(0, size.rows), size),
  },
  input: {
    title: 'Input',
    lines: ({ report: { input }, look }, { columns, rows }) => {
      const notes = [...cpuLines(input, look, columns), ...filterLines(input, look, columns)];
      const room = { columns, rows: rows - notes.length };
      return [...list(FILE_COLUMNS, { look }, input.files.slice(0, room.rows), room), ...notes];
    },
  },
  people: { title: 'Who asks', lines: (state, { columns }) => peopleLines(state, columns) },
} satisfies Record<string, Block>;

export type BlockId = keyof typeof BLOCKS;

function cpuLines({ cpu }: InputReport, { charset }: Look, columns: number): Line[] {
  return cpu.map((one) => cutLine([span(cleanText(cpuWords(one), undefined, charset), 'dim')], columns, charset));
}

function filterLines({ filters, excluded }: InputReport, { charset }: Look, columns: number): Line[] {
  if (filters.length === 0) return [];
  const text = `${count(excluded)} ${plural(excluded, 'request')} left out by ${filters.join(' ')}`;
  return [cutLine([span(cleanText(text, undefined, charset), 'dim')], columns, charset)];
}

/** The first rows of a table. */
function list<Row, Context extends { look: State['look'] }>(
  columns: readonly Column<Row, Context>[],
  context: Context,
  rows: readonly Row[],
  size: Size,
): Line[] {
  const { charset } = context.look;
  const placed = placeColumns(columns, context, size.columns + TABLE_MARGIN);
  const lines = rows.map((row) => tableRow(placed, context, charset, row, false));
  // No row is selected here, so none needs the margin for a marker.
  return [tableHeader(placed, context, charset, null), ...lines].slice(0, size.rows).map((line) => line.slice(1));
}
