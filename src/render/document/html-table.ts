import type { Cell, Column, Table } from './document.js';
import { escaped } from './html-escape.js';
import { isNumeric, valueText } from './value.js';

/** What a page holds of one table, so that it opens at once: CSV and JSON have all of it. */
const MOST_ROWS = 1000;
const MOST_CHARACTERS = 1_000_000;
/** Of a cell. */
const MOST_COLUMNS = 300;

/**
 * A table, which the page's script makes sortable and filterable: numbers carry their raw value, headings say of what
 * kind a column is. Most end tags may be left out in HTML, and are.
 */
export function tableHtml(table: Table): string {
  const { name, caption, columns } = table;
  const rows: string[] = [];
  let characters = 0;
  for (const cells of table.rows.slice(0, MOST_ROWS)) {
    const row = rowHtml(columns, cells);
    characters += row.length;
    if (characters > MOST_CHARACTERS) break;
    rows.push(row);
  }
  if (rows.length === 0) return '';
  const left = table.rows.length - rows.length;
  const cut =
    left > 0
      ? `<p class="cut">The first ${rows.length.toLocaleString('en-US')} of ${table.rows.length.toLocaleString('en-US')} rows: the others are in CSV and JSON.</p>`
      : '';
  return `<div class="table" id="${name}">
<div class="scroll" role="region" aria-label="${escaped(caption)}" tabindex="0"><table>
<caption>${escaped(caption)}</caption>
<thead><tr>${columns.map(headingHtml).join('')}</thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>${cut}</div>`;
}

function headingHtml({ title, kind, about, isChoice, isDetail, isNote }: Column): string {
  if (isNote) return '';
  const attributes = [
    isNumeric(kind) ? ' class="num"' : '',
    isDetail ? ' data-detail' : '',
    isChoice ? ' data-choice' : '',
    about === undefined ? '' : ` title="${escaped(about)}"`,
  ];
  return `<th scope="col"${attributes.join('')}>${escaped(title)}`;
}

function rowHtml(columns: readonly Column[], cells: readonly Cell[]): string {
  const notes = columns.flatMap(({ isNote }, i) => (isNote && cells[i] ? [String(cells[i])] : []));
  // A column of few texts is chosen by them, and names no row.
  const header = columns.findIndex(({ kind, isChoice, isNote }) => kind === 'text' && !isChoice && !isNote);
  const html = columns.map((column, i) => {
    if (column.isNote) return '';
    const text = escaped(valueText(column.kind, cells[i] ?? null), MOST_COLUMNS);
    if (i !== header) return cellHtml(column, cells[i] ?? null, text);
    if (notes.length === 0) return `<th scope="row">${text}`;
    const note = notes.map((one) => `<p>${escaped(one)}`).join('');
    return `<th scope="row"><details><summary>${text}</summary>${note}</details>`;
  });
  return `<tr>${html.join('')}`;
}

function cellHtml({ kind, better, isDetail }: Column, cell: Cell, text: string): string {
  const detail = isDetail ? ' data-detail' : '';
  if (typeof cell !== 'number') return `<td${isNumeric(kind) ? ' data-v' : ''}${detail}>${text}`;
  const tone =
    better === undefined || cell === 0 ? '' : cell > 0 === (better === 'more') ? ' class="good"' : ' class="bad"';
  return `<td data-v="${Number(cell.toPrecision(6))}"${detail}${tone}>${text}`;
}
