import { answerTable } from '../../render/answer.js';
import { cleanText } from '../../render/clean.js';
import { renderCsv } from '../../render/document/csv.js';
import { renderMarkdown } from '../../render/document/markdown.js';
import { jsonText } from '../../render/json.js';
import { textTable } from '../../render/text-table.js';
import type { Table } from '../../store/reader.js';
import type { SqlOutput } from './options.js';

/** What a query gives, as it was asked for. @param columns how wide text may be */
export function renderAnswer(answer: Table, output: SqlOutput, columns: number): string {
  if (output === 'json') return jsonText(answer.rows);
  const table = answerTable('result', '', answer);
  if (output === 'csv') return renderCsv(table);
  if (output === 'markdown') {
    const sections = [{ title: `${answer.rows.length} rows`, blocks: [table] }];
    return renderMarkdown({ title: 'Result', subtitle: more(answer), sections }, { top: answer.rows.length });
  }
  const isNumber = (column: string): boolean => answer.rows.some((row) => typeof row[column] === 'number');
  const lines = textTable(
    answer.columns.map((title, i) => ({
      title: cleanText(title),
      align: isNumber(title) ? 'right' : 'left',
      flexible: i === widest(answer),
    })),
    answer.rows.map((row) => answer.columns.map((column) => String(row[column] ?? ''))),
    columns,
    0,
  );
  return `${[...lines, ...(answer.isCut ? [more(answer)] : [])].join('\n')}\n`;
}

function more({ isCut, rows }: Table): string {
  return isCut ? `There are more than these ${rows.length} rows; --top shows more.` : '';
}

/** The column that gives way where the page is too narrow. */
function widest({ columns, rows }: Table): number {
  const widths = columns.map((column) =>
    rows.reduce((most, row) => Math.max(most, String(row[column] ?? '').length), 0),
  );
  return widths.indexOf(Math.max(...widths));
}
