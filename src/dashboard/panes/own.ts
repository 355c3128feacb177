import type { Table } from '../../store/reader.js';
import type { OwnQuery } from '../source.js';
import { type ColumnSpec, columnOf, type Row } from './cells.js';
import { MOST_ROWS, type Pane } from './pane.js';

/** The table of a query of the user's own. */
export function ownPane({ title, sql }: OwnQuery, index: number): Pane {
  const id = `own ${index}`;
  return {
    id,
    title,
    question: { id, queries: [], params: { sql }, ask: ({ table }) => table(sql, MOST_ROWS) },
    columns: null,
    step: null,
    empty: 'It gives no row.',
  };
}

/** Columns of whatever a query gives: numbers to the right, as they are. */
export function columnsOf({ columns, rows }: Pick<Table, 'columns'> & { readonly rows: readonly Row[] }) {
  return columns.map((id, i) => {
    const isNumber = rows.some((row) => typeof row[id] === 'number');
    const spec: ColumnSpec = { id, title: id, kind: isNumber ? 'number' : 'text' };
    return columnOf(spec, i);
  });
}
