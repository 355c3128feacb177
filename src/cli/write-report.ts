import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { UserError } from '../errors.js';
import { analysisDocument } from '../render/analysis/document.js';
import { renderJson } from '../render/json.js';
import { renderText } from '../render/text.js';
import type { Report } from '../report/types.js';
import { DOCUMENT_OUTPUTS, documentText } from './document-text.js';

const OUTPUT_BY_ENDING: Record<string, string> = {
  '.json': 'json',
  '.txt': 'text',
  '.md': 'markdown',
  '.html': 'html',
  '.csv': 'csv',
};
const TEXT_COLUMNS = 100;
const TOP = 20;

/**
 * Writes a report to a file that is not there yet, in the form that its name's end tells.
 * @throws UserError for another end, and where the file cannot be made
 */
export async function writeReport(path: string, report: Report): Promise<void> {
  const text = await textOf(report, OUTPUT_BY_ENDING[extname(path).toLowerCase()], path);
  await writeFile(path, text, { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EEXIST' ? 'is there already' : `cannot be written (${cause.code})`;
    throw new UserError(`${path} ${why}.`, 'Name another file.', { cause });
  });
}

function textOf(report: Report, output: string | undefined, path: string): Promise<string> | string {
  if (output === 'json') return renderJson(report);
  if (output === 'text') return renderText(report, { columns: TEXT_COLUMNS, top: TOP, color: false });
  const document = DOCUMENT_OUTPUTS.find((one) => one === output);
  if (document !== undefined) return documentText(analysisDocument(report), document, { top: TOP, table: 'routes' });
  const endings = Object.entries(OUTPUT_BY_ENDING).flatMap(([ending, one]) =>
    one === 'json' || one === 'text' || (DOCUMENT_OUTPUTS as readonly string[]).includes(one) ? [ending] : [],
  );
  throw new UserError(`${path} ends with nothing that tells its form.`, `End it with ${endings.join(', ')}.`);
}
