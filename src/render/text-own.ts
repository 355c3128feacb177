import type { OwnAnswer, Report } from '../report/types.js';
import { answerTable } from './answer.js';
import { cleanText } from './clean.js';
import { isNumeric, valueText } from './document/value.js';
import { prose } from './text-prose.js';
import type { Section, TextStyle } from './text-style.js';
import { textTable } from './text-table.js';

/** What the user's own queries give, a section each. */
export function own({ queries = [] }: Report, style: TextStyle): Section[] {
  return queries.map((answer) => ({
    title: cleanText(answer.title, style.columns).toUpperCase(),
    lines: answer.failure === null ? tableLines(answer, style) : prose(answer.failure, style.columns, '  '),
  }));
}

function tableLines(answer: OwnAnswer, { columns: width, top }: TextStyle): string[] {
  const { columns, rows } = answerTable(answer.name, '', answer);
  if (rows.length === 0) return ['  No row.'];
  const flexible = columns.findIndex(({ kind }) => kind === 'text');
  const lines = textTable(
    columns.map(({ title, kind }, i) => ({
      title: cleanText(title),
      align: isNumeric(kind) ? 'right' : 'left',
      flexible: i === flexible,
    })),
    rows.slice(0, top).map((row) => row.map((cell, i) => valueText(columns[i]!.kind, cell))),
    width,
  );
  return rows.length > top || answer.isCut ? [...lines, '  and more rows'] : lines;
}
