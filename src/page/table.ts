import { element } from './element.js';
import { addFilters } from './table-filters.js';
import { addSorting } from './table-sorting.js';

/** Rows that are shown until all are asked for. */
const FIRST_ROWS = 50;
/** Shorter tables are seen at a glance: there is nothing to look for. */
const WORTH_FILTERING = 8;

/** Makes a table sortable and filterable, hides the columns of detail, and shows the first rows at first. */
export function enhanceTable(holder: HTMLElement): void {
  const table = holder.querySelector('table')!;
  const body = table.tBodies[0]!;
  const rows = [...body.rows];
  const caption = table.caption?.textContent ?? '';
  const tools = element('div', { class: 'tools' });
  const count = element('output', { 'aria-live': 'polite' });
  const more = element('button', { type: 'button', class: 'more' });
  let most = FIRST_ROWS;

  const show = (): void => {
    const matching = sorting.sorted(rows.filter(filters.matches));
    body.replaceChildren(...matching.slice(0, most));
    count.textContent =
      matching.length === rows.length ? `${rows.length} rows` : `${matching.length} of ${rows.length} rows`;
    more.hidden = matching.length <= most;
    more.textContent = `Show all ${matching.length}`;
  };
  more.addEventListener('click', () => {
    most = rows.length;
    show();
  });
  const sorting = addSorting(table, show);
  const filters = addFilters(table, rows, rows.length < WORTH_FILTERING ? null : tools, caption, show);
  if (table.querySelector('thead [data-detail]') !== null) tools.append(detailSwitch(holder));
  if (rows.length >= WORTH_FILTERING) tools.append(count);
  if (tools.hasChildNodes()) holder.prepend(tools);
  holder.append(more);
  show();
}

function detailSwitch(holder: HTMLElement): HTMLElement {
  const box = element('input', { type: 'checkbox' });
  box.addEventListener('change', () => holder.classList.toggle('all', box.checked));
  holder.classList.add('brief');
  return element('label', {}, box, ' all columns');
}
