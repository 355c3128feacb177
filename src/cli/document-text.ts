import { UserError } from '../errors.js';
import type { Document } from '../render/document/document.js';
import { pageAssets } from './page-assets.js';

/** The outputs that render a document, whatever report it was made of. */
export const DOCUMENT_OUTPUTS = ['html', 'markdown', 'csv'] as const;
export type DocumentOutput = (typeof DOCUMENT_OUTPUTS)[number];

export interface DocumentOptions {
  /** Most rows of a table in Markdown. */
  top: number;
  /** The table that CSV is of. */
  table: string;
}

/**
 * A document as the user wants it. Renderers are loaded when they are used.
 * @throws UserError where it has no such table
 */
export async function documentText(
  document: Document,
  output: DocumentOutput,
  { top, table }: DocumentOptions,
): Promise<string> {
  if (output === 'markdown') {
    const { renderMarkdown } = await import('../render/document/markdown.js');
    return renderMarkdown(document, { top });
  }
  if (output === 'html') {
    const { renderHtml } = await import('../render/document/html.js');
    return renderHtml(document, await pageAssets());
  }
  const { tablesOf } = await import('../render/document/tables.js');
  const tables = tablesOf(document);
  const found = tables.find(({ name }) => name === table);
  if (found === undefined) {
    throw new UserError(`This report has no table ${table}.`, `It has ${tables.map(({ name }) => name).join(', ')}.`);
  }
  const { renderCsv } = await import('../render/document/csv.js');
  return renderCsv(found);
}
