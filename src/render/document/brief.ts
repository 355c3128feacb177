import type { Block, Document, Table } from './document.js';

/** A document cut to what a mail can show: no charts, the first rows and the main columns of tables, nothing that opens. */
export function briefOf(document: Document, top: number): Document {
  const sections = document.sections.map(({ title, blocks }) => ({
    title,
    blocks: blocks.flatMap((block) => briefBlock(block, top)),
  }));
  return { ...document, sections: sections.filter(({ blocks }) => blocks.length > 0) };
}

function briefBlock(block: Block, top: number): Block[] {
  switch (block.block) {
    case 'timeChart':
    case 'details':
      return [];
    case 'table':
      return briefTable(block, top);
    case 'findings': {
      const shown = block.findings.slice(0, top);
      return [{ ...block, findings: shown.map(({ title, labels, text }) => ({ title, labels, text })) }];
    }
    default:
      return [block];
  }
}

function briefTable(table: Table, top: number): Block[] {
  const kept = [...table.columns.keys()].filter((i) => !table.columns[i]!.isDetail && !table.columns[i]!.isNote);
  const left = table.rows.length - top;
  const rest = `and ${left.toLocaleString('en-US')} more`;
  return [
    {
      ...table,
      columns: kept.map((i) => table.columns[i]!),
      rows: table.rows.slice(0, top).map((cells) => kept.map((i) => cells[i] ?? null)),
    },
    ...(left > 0 ? [{ block: 'paragraph', text: rest } as const] : []),
  ];
}
