import { cleanText } from '../clean.js';
import type { Cell, Table } from './document.js';

/** What begins a formula in a spreadsheet, full-width signs included (OWASP, CSV Injection), behind blanks or quotes too. */
const FORMULA = /^(?=[\s"']*[=+\-@|%\uff0b\uff0d\uff1d\uff20])/;
/** Where the reader's separator is another one, a cell may begin here. */
const INNER_FORMULA = /(?<=[;,|])(?=[\s"']*[=+\-@\uff0b\uff0d\uff1d\uff20])/g;

/**
 * A table as RFC 4180 has it: CRLF, a heading of the columns' keys, every text in quotes, nothing for null. Numbers and
 * times are raw. An apostrophe stands ahead of whatever a spreadsheet could take for a formula.
 */
export function renderCsv({ columns, rows }: Table): string {
  const lines = [columns.map(({ key }) => key), ...rows];
  return lines.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(Number(cell.toFixed(6))) : '';
  const text = cleanText(cell).replace(FORMULA, "'").replace(INNER_FORMULA, "'");
  return `"${text.replaceAll('"', '""')}"`;
}
