import type { OwnAnswer, Report } from '../../report/types.js';
import { answerTable } from '../answer.js';
import type { Block, Section } from '../document/document.js';

/** What the user's own queries give. */
export function own({ queries = [] }: Report): Section {
  return { title: 'Your queries', blocks: queries.map(blockOf) };
}

function blockOf({ name, title, columns, rows, isCut, failure }: OwnAnswer): Block {
  if (failure !== null) return { block: 'paragraph', text: `${title}: ${failure}` };
  const caption = isCut ? `${title} (the first ${rows.length} rows)` : title;
  return answerTable(`query-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`, caption, { columns, rows });
}
