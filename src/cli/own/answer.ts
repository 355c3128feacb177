import { UserError } from '../../errors.js';
import type { OwnAnswer } from '../../report/types.js';
import type { RowChoice } from '../../store/choose-rows.js';
import type { Store } from '../../store/store.js';
import type { OwnFile } from './files.js';

const MOST_ROWS = 1000;

/** Asks the user's own queries; one that cannot be run tells why, and the others are asked all the same. */
export async function answerOwn(
  store: Store,
  choice: RowChoice | null,
  files: readonly OwnFile[],
  warn: (sentence: string) => void,
): Promise<OwnAnswer[]> {
  const reader = await store.reader();
  try {
    await reader.showViews(choice);
    const answers: OwnAnswer[] = [];
    for (const { name, title, sql } of files) {
      try {
        const { columns, rows, isCut } = await reader.table(sql, MOST_ROWS);
        answers.push({ name, title, columns: [...columns], rows: [...rows], isCut, failure: null });
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        warn(`${name}.sql: ${error.message}`);
        answers.push({ name, title, columns: [], rows: [], isCut: false, failure: error.message });
      }
    }
    return answers;
  } finally {
    reader.close();
  }
}
