import { writeFile } from 'node:fs/promises';
import { UserError } from '../errors.js';
import { analysisDocument } from '../render/analysis/document.js';
import { renderJson } from '../render/json.js';
import { renderText } from '../render/text.js';
import type { Report } from '../report/types.js';
import { DOCUMENT_OUTPUTS, documentText } from './document-text.js';
import { endingsOf, outputByEnding } from './output-ending.js';

const OUTPUTS = ['text', 'json', ...DOCUMENT_OUTPUTS] as const;
const TEXT_COLUMNS = 100;
const TOP = 20;

/**
 * Writes a report to a file that is not there yet, in the form that its name's end tells.
 * @throws UserError for another end, and where the file cannot be made
 */
export async function writeReport(path: string, report: Report): Promise<void> {
  const output = outputByEnding(path, OUTPUTS);
  if (output === null) {
    throw new UserError(
      `${path} ends with nothing that tells its form.`,
      `End it with ${endingsOf(OUTPUTS).join(', ')}.`,
    );
  }
  const text = await textOf(report, output);
  await writeFile(path, text, { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EEXIST' ? 'is there already' : `cannot be written (${cause.code})`;
    throw new UserError(`${path} ${why}.`, 'Name another file.', { cause });
  });
}

function textOf(report: Report, output: (typeof OUTPUTS)[number]): Promise<string> | string {
  if (output === 'json') return renderJson(report);
  if (output === 'text') return renderText(report, { columns: TEXT_COLUMNS, top: TOP, color: false });
  return documentText(analysisDocument(report), output, { top: TOP, table: 'routes' });
}
