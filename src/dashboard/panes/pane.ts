import type { Table } from '../../store/reader.js';
import type { Narrowing } from '../narrowing.js';
import type { Question } from '../question.js';
import type { State } from '../state.js';
import { type ColumnSpec, columnOf, type Row } from './cells.js';

/** A table on a view that holds several, as data: what it asks, how it is shown, and what Enter narrows to. */
export interface Pane {
  readonly id: string;
  readonly title: string;
  readonly question: Question;
  /** null: those that its answer has. */
  readonly columns: readonly ReturnType<typeof columnOf>[] | null;
  /** null: Enter does nothing. */
  readonly step: ((row: Row) => Narrowing | null) | null;
  /** What stands in the place of rows where there are none. */
  readonly empty: string;
}

export interface PaneSpec {
  readonly id: string;
  readonly title: string;
  /** Of queries/. */
  readonly query: string;
  /** Whether the query takes `most`. */
  readonly isLimited?: boolean;
  readonly columns: readonly ColumnSpec[];
  readonly step?: (row: Row) => Narrowing | null;
  readonly empty: string;
}

/** Nobody scrolls further than that; what is beyond is found by narrowing. */
export const MOST_ROWS = 1000;

export function pane({ id, title, query: name, isLimited = false, columns, step, empty }: PaneSpec): Pane {
  const params = isLimited ? { most: MOST_ROWS } : {};
  return {
    id,
    title,
    question: { id, queries: [name], params, ask: ({ query }) => query(name, params) },
    columns: columns.map(columnOf),
    step: step ?? null,
    empty,
  };
}

/** Its rows as they were told last. */
export function rowsOf(state: State, { id }: Pane): readonly Row[] {
  const value = state.answers.get(id)?.value as readonly Row[] | Table | null | undefined;
  return value == null ? [] : 'rows' in value ? value.rows : value;
}

/** A row's name, by which it is found again where rows come and go: its texts. */
export function rowName(row: Row): string {
  return Object.values(row)
    .filter((value) => typeof value === 'string')
    .join(' ');
}
