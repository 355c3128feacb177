import { bytes, count, percent } from '../../render/units.js';
import { bar, trendText } from '../chart.js';
import { duration, type Look, MISSING, type Tone } from '../look.js';
import type { Column } from '../table.js';

export type Value = string | number | boolean | null | readonly number[];
/** A row of a query, by column. */
export type Row = Readonly<Record<string, Value>>;

/** What a column holds: how it is written, and how much room that takes. */
const KINDS = {
  text: { width: 10, align: 'left', grows: { weight: 2, most: 48 }, show: (value) => String(value) },
  /** What names the row. */
  name: { width: 18, align: 'left', grows: { weight: 4, most: 90 }, show: (value) => String(value) },
  count: { width: 8, align: 'right', show: (value) => count(Number(value)) },
  number: { width: 10, align: 'right', show: (value) => String(value) },
  bytes: { width: 8, align: 'right', show: (value) => bytes(Number(value)) },
  seconds: { width: 9, align: 'right', show: (value, look) => duration(Number(value), look) },
  share: {
    width: 13,
    align: 'left',
    grows: { weight: 1, most: 24 },
    show: (value, look, columns) =>
      `${bar(Number(value), columns - PERCENT_COLUMNS - 1, look.charset)} ${percent(Number(value)).padStart(PERCENT_COLUMNS)}`,
  },
  percent: { width: 7, align: 'right', show: (value) => percent(Number(value)) },
  trend: {
    width: 12,
    align: 'left',
    grows: { weight: 1, most: 24 },
    show: (value, look, columns) => trendText(value as readonly number[], columns, look),
  },
} as const satisfies Record<string, Kind>;

interface Kind {
  width: number;
  align: 'left' | 'right';
  grows?: { weight: number; most: number };
  show(value: NonNullable<Value>, look: Look, columns: number): string;
}

/** Columns of the figure beside a share's bar: >99.9%. */
const PERCENT_COLUMNS = 6;

type KindName = keyof typeof KINDS;

/** A column of a pane, as data. */
export interface ColumnSpec {
  /** The query's column. */
  readonly id: string;
  readonly title?: string;
  readonly kind: KindName;
  readonly tone?: Tone | ((row: Row) => Tone);
  /** 0 is kept longest when the terminal gets narrow; absent: as it stands. */
  readonly priority?: number;
  /** Whether it is left out where no row has a value. */
  readonly isRare?: boolean;
}

export interface CellContext {
  readonly look: Look;
  readonly rows: readonly Row[];
}

const WIDEST_TITLE = 20;

export function columnOf(spec: ColumnSpec, index: number): Column<Row, CellContext> {
  const kind: Kind = KINDS[spec.kind];
  const { id, title = id.replaceAll('_', ' '), tone = 'plain', priority = index } = spec;
  return {
    id,
    title: () => title,
    width: Math.max(kind.width, Math.min(title.length, WIDEST_TITLE)),
    ...(kind.grows && { grows: kind.grows }),
    align: kind.align,
    priority,
    ...(spec.isRare && { shown: ({ rows }: CellContext) => rows.some((row) => row[id] !== null) }),
    cell(row, { look }, columns) {
      const value = row[id] ?? null;
      if (value === null || value === 0)
        return { text: value === 0 && spec.kind === 'number' ? '0' : MISSING, tone: 'dim' };
      return { text: kind.show(value, look, columns), tone: typeof tone === 'function' ? tone(row) : tone };
    },
  };
}
