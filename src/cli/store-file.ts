import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../errors.js';
import { fullDisk } from '../store/full-disk.js';
import { Store } from '../store/store.js';

/**
 * Opens the store in a file; a new one stays only if something is stored.
 * @throws UserError as Store.open does, and where it must exist and does not
 */
export async function withStoreFile<T>(
  path: string,
  { mustExist, memoryBytes }: { mustExist: boolean; memoryBytes: number | null },
  use: (store: Store) => Promise<T>,
): Promise<T> {
  // A name such as ":memory:" is a file's here, too.
  const file = resolve(path);
  const isNew = !existsSync(file);
  if (isNew && mustExist) {
    throw new UserError(`The store ${path} does not exist.`, `Fill it first: logsplit analyze access.log --db ${path}`);
  }
  const store = await Store.open({ place: { file }, memoryBytes });
  try {
    return await use(store);
  } catch (error) {
    throw fullDisk(error, path) ?? error;
  } finally {
    const isEmpty = isNew && (await isUnused(store));
    store.close();
    if (isEmpty) for (const name of [file, `${file}.wal`]) rmSync(name, { force: true });
  }
}

/** False also where it cannot be asked any more, after a full disk. */
async function isUnused(store: Store): Promise<boolean> {
  const files = await store.query('stored_files').catch(() => null);
  return files?.length === 0;
}
