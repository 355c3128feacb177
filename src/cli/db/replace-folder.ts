import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '../../errors.js';

const OURS = /^day=/;

/**
 * Fills a folder all at once: it is as it was until everything is written.
 * @param fill is handed a folder that does not exist yet
 * @throws UserError where something else than an earlier export stands in it, or it cannot be written
 */
export async function replaceFolder(path: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const target = resolve(path);
  const before = await namesIn(target, path);
  if (before?.some((name) => !OURS.test(name))) {
    throw new UserError(`${path} holds other files than an export.`, 'Name a folder that does not exist or is empty.');
  }
  const fresh = `${target}.partial-${process.pid}`;
  const old = `${target}.old-${process.pid}`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await fill(fresh);
    if (before !== null) await rename(target, old);
    await rename(fresh, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`${path} cannot be written (${code}).`, 'Name a folder that you may write to.', {
      cause: error,
    });
  } finally {
    for (const folder of [fresh, old]) await rm(folder, { recursive: true, force: true });
  }
}

/** Null: there is no such folder. */
async function namesIn(folder: string, path: string): Promise<string[] | null> {
  const isFolder = await stat(folder).then(
    (stats) => stats.isDirectory(),
    () => null,
  );
  if (isFolder === null) return null;
  if (!isFolder) throw new UserError(`${path} is a file.`, 'Name a folder that does not exist or is empty.');
  return readdir(folder);
}
