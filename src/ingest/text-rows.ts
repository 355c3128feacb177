import type { ColumnKind } from '../store/column-kinds.js';
import type { TextList } from './text-list.js';

/** The tables of distinct texts: an id, the text, and what it means in further columns. */
export const TEXT_TABLES = {
  words: [],
  clients: [],
  queries: [],
  referrers: [],
  content_types: ['text'],
  agents: ['text', 'text', 'text', 'text'],
  paths: [],
  templates: [],
} as const satisfies Record<string, readonly ColumnKind[]>;

export type TextTableName = keyof typeof TEXT_TABLES;

/** The highest id of each table: reading goes on behind it. */
export type LastIds = Readonly<Record<TextTableName, number>>;

/** Rows for one of the tables: ids firstId, firstId + 1, … */
export interface TextRows {
  firstId: number;
  texts: TextList;
  /** The further columns of each row. */
  cells: readonly (readonly (string | null)[])[];
  /** Neither these texts nor a row from here on has an id below this one: what stands below is forgotten. */
  base: number;
}

/** Undefined for the tables without new rows: most batches name few texts for the first time. */
export type AllTextRows = Readonly<Record<TextTableName, TextRows | undefined>>;
