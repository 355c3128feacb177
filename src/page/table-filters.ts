import { element } from './element.js';

/**
 * A field for words, all of which a row must hold (or, behind a hyphen, must not), and a list for each column of few
 * texts. Without a place for them every row matches.
 */
export function addFilters(
  table: HTMLTableElement,
  rows: readonly HTMLTableRowElement[],
  place: HTMLElement | null,
  caption: string,
  changed: () => void,
): { matches: (row: HTMLTableRowElement) => boolean } {
  if (place === null) return { matches: () => true };
  const texts = new Map(rows.map((row) => [row, (row.textContent ?? '').toLowerCase()]));
  const field = element('input', { type: 'search', placeholder: 'Filter', 'aria-label': `Filter: ${caption}` });
  place.append(field);
  const choices = [...table.tHead!.rows[0]!.cells].flatMap((heading, column) => {
    if (heading.dataset.choice === undefined) return [];
    const values = [...new Set(rows.map((row) => row.cells[column]!.textContent ?? ''))].sort();
    if (values.length < 2) return [];
    const title = heading.textContent ?? '';
    const list = element(
      'select',
      { 'aria-label': `${title}: ${caption}` },
      element('option', { value: '' }, `${title}: all`),
      ...values.map((value) => element('option', { value }, value)),
    );
    place.append(list);
    return [{ column, list }];
  });
  let words: string[] = [];
  field.addEventListener('input', () => {
    words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    changed();
  });
  for (const { list } of choices) list.addEventListener('change', changed);
  return {
    matches(row) {
      const text = texts.get(row)!;
      return (
        words.every((word) =>
          word.length > 1 && word.startsWith('-') ? !text.includes(word.slice(1)) : text.includes(word),
        ) && choices.every(({ column, list }) => list.value === '' || row.cells[column]!.textContent === list.value)
      );
    },
  };
}
