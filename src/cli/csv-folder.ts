import { mkdir, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.js';
import type { Document } from '../render/document/document.js';

interface CsvFolder {
  /** Writes every table of the document to a file of its name. */
  write(document: Document): Promise<void>;
  /** Leaves no trace of a folder that was made for it. */
  abandon(): Promise<void>;
}

/**
 * Makes the folder for `--csv` before the long work, so that a bad path fails at once.
 * @throws UserError where it cannot be made or written to
 */
export async function openCsvFolder(path: string): Promise<CsvFolder> {
  const failed = (cause: NodeJS.ErrnoException): never => {
    throw new UserError(`${path} cannot be written to (${cause.code}).`, 'Name a folder that is yours, or a new one.', {
      cause,
    });
  };
  const made = await mkdir(path, { recursive: true }).catch(failed);
  return {
    async write(document) {
      const { renderCsv } = await import('../render/document/csv.js');
      const { tablesOf } = await import('../render/document/tables.js');
      for (const table of tablesOf(document)) {
        await writeFile(join(path, `${table.name}.csv`), renderCsv(table)).catch(failed);
      }
    },
    async abandon() {
      if (made !== undefined) await rmdir(path).catch(() => {});
    },
  };
}
