import type { Table } from '../../store/reader.js';
import type { Question } from '../question.js';
import type { State } from '../state.js';

const MOST_ROWS = 1000;
/** Lines above the table: what is typed, what came of it, and an empty one. */
export const SQL_HEAD = 3;

export function sqlQuestion(sql: string): Question {
  return { id: 'sql', queries: [], params: { sql }, ask: (log) => log.table(sql, MOST_ROWS) };
}

/** What the last query gave; null: there is none, or it failed. */
export function sqlTable({ answers }: Pick<State, 'answers'>): Table | null {
  return (answers.get('sql')?.value as Table | null | undefined) ?? null;
}
