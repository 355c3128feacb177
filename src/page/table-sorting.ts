import { element } from './element.js';

const collator = new Intl.Collator('en', { numeric: true });

/** Buttons in the headings of a table: first the largest numbers or the first texts, then the other way round. */
export function addSorting(
  table: HTMLTableElement,
  changed: () => void,
): { sorted: (rows: HTMLTableRowElement[]) => HTMLTableRowElement[] } {
  let column = -1;
  let sign = 1;
  const headings = [...table.tHead!.rows[0]!.cells];
  headings.forEach((heading, i) => {
    const button = element('button', { type: 'button' }, heading.textContent ?? '');
    heading.replaceChildren(button);
    button.addEventListener('click', () => {
      const isNumeric = heading.classList.contains('num');
      sign = column === i ? -sign : isNumeric ? -1 : 1;
      column = i;
      for (const other of headings) other.removeAttribute('aria-sort');
      heading.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
      changed();
    });
  });
  return {
    sorted(rows) {
      if (column < 0) return rows;
      const isNumeric = headings[column]!.classList.contains('num');
      const keyed = rows.map((row) => ({ row, key: keyOf(row.cells[column]!, isNumeric) }));
      // What is not known stands at the end, whichever way.
      keyed.sort((a, b) => {
        if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
        return sign * compare(a.key, b.key);
      });
      return keyed.map(({ row }) => row);
    },
  };
}

function keyOf(cell: HTMLTableCellElement, isNumeric: boolean): number | string | null {
  if (!isNumeric) return cell.textContent;
  return cell.dataset.v ? Number(cell.dataset.v) : null;
}

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}
