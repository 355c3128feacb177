import type { Bars, Block, Document, Table, TimeChart } from './document.js';

/** Everything of a document that is rows and columns, charts included, in its order. */
export function tablesOf(document: Document): Table[] {
  return document.sections.flatMap(({ blocks }) => blocks.flatMap(tablesIn));
}

function tablesIn(block: Block): Table[] {
  switch (block.block) {
    case 'table':
      return [block];
    case 'timeChart':
      return [chartTable(block)];
    case 'bars':
      return [barsTable(block)];
    case 'details':
      return block.blocks.flatMap(tablesIn);
    case 'findings':
      return block.findings.flatMap(({ details }) => (details === undefined ? [] : tablesIn(details)));
    default:
      return [];
  }
}

/** The values that a chart draws: a row for each time. */
export function chartTable({ name, caption, times, series }: TimeChart): Table {
  const drawn = series.flatMap(({ key, title, kind, values, band }) => [
    { key, title, kind, values },
    ...(band === undefined
      ? []
      : [
          { key: `${key}_low`, title: `${title}, at least`, kind, values: band.low },
          { key: `${key}_high`, title: `${title}, at most`, kind, values: band.high },
        ]),
  ]);
  return {
    block: 'table',
    name,
    caption,
    columns: [
      { key: 'time', title: 'time (UTC)', kind: 'time' },
      ...drawn.map(({ key, title, kind }) => ({ key, title, kind })),
    ],
    rows: times.map((time, i) => [isoTime(time), ...drawn.map(({ values }) => values[i] ?? null)]),
  };
}

/** The values that bars draw, with their shares where they are parts of a whole. */
export function barsTable({ name, caption, key, title, kind, bars, whole }: Bars): Table {
  const hasShare = whole !== undefined && whole > 0 && kind !== 'share';
  return {
    block: 'table',
    name,
    caption,
    columns: [
      { key: 'name', title: '', kind: 'text' },
      { key, title, kind },
      ...(hasShare ? [{ key: 'share', title: 'share', kind: 'share' } as const] : []),
    ],
    rows: bars.map(({ label, value }) => [label, value, ...(hasShare ? [value / whole] : [])]),
  };
}

function isoTime(s: number): string {
  return new Date(s * 1000).toISOString().replace('.000Z', 'Z');
}
