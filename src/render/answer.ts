import type { Cell, Column, Table, ValueKind } from './document/document.js';

/** What a query of the user's gives. */
export interface Answer {
  columns: readonly string[];
  /** By column. */
  rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
}

const KINDS: readonly (readonly [RegExp, ValueKind])[] = [
  [/(?:^|_)s$|seconds$/, 'seconds'],
  [/(?:^|_)bytes$/, 'bytes'],
  [/(?:^|_)share$/, 'share'],
];

/** The answer as a table of a document; units are taken from the columns' names, as in `requests`: upstream_s, bytes. */
export function answerTable(name: string, caption: string, { columns, rows }: Answer): Table {
  return {
    block: 'table',
    name,
    caption,
    columns: columns.map((key): Column => ({ key, title: key, kind: kindOf(key, rows) })),
    rows: rows.map((row) => columns.map((key) => cellOf(row[key] ?? null))),
  };
}

function kindOf(key: string, rows: Answer['rows']): ValueKind {
  const numbers = rows.map((row) => row[key]).filter((value) => typeof value === 'number');
  if (numbers.length === 0) return 'text';
  const byName = KINDS.find(([pattern]) => pattern.test(key))?.[1];
  return byName ?? (numbers.every(Number.isInteger) ? 'count' : 'number');
}

function cellOf(value: string | number | boolean | null): Cell {
  return typeof value === 'boolean' ? String(value) : value;
}
