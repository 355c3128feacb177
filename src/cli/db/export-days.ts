import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../../store/store.js';
import { replaceFolder } from './replace-folder.js';

/** Writes all requests of a store to Parquet files, a folder for each day, in place of an earlier export. @throws UserError */
export function exportDaysTo(store: Store, folder: string): Promise<void> {
  return replaceFolder(folder, (fresh) => writeDays(store, fresh));
}

/** A day at a time: all at once, each day's rows wait in memory. */
async function writeDays(store: Store, folder: string): Promise<void> {
  mkdirSync(folder);
  await store.step('export_in_any_order');
  for (const { day } of await store.query<{ day: string | null }>('days')) {
    // As Hive names it, and whoever reads its folders.
    const path = join(folder, `day=${day ?? '__HIVE_DEFAULT_PARTITION__'}`);
    mkdirSync(path);
    await store.step('export_day', { day, file: join(path, 'requests.parquet') });
  }
}
