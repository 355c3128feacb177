import { stat } from 'node:fs/promises';
import { MOST_IN_MEMORY_BYTES, shareMemory } from './memory.js';
import type { ReadOptions } from './options.js';

/**
 * Begins to open the store that logs of this size are read into, so that DuckDB starts while the rest of the program is
 * loaded. Nothing depends on it: a store that turns out to be another is opened when it is needed.
 */
export async function openAhead(
  files: readonly string[],
  { db, follow, memory }: ReadOptions & { follow?: boolean },
): Promise<void> {
  if (db !== undefined || follow === true || files.length === 0 || !(await areSmall(files))) return;
  const { openDatabaseAhead } = await import('../store/open-database.js');
  openDatabaseAhead({ place: 'memory', memoryBytes: shareMemory(memory).storeBytes });
}

async function areSmall(files: readonly string[]): Promise<boolean> {
  const stats = await Promise.all(files.map((file) => stat(file).catch(() => null)));
  const sizes = stats.map((file) => (file?.isFile() === true ? file.size : Number.POSITIVE_INFINITY));
  return sizes.reduce((sum, size) => sum + size, 0) <= MOST_IN_MEMORY_BYTES;
}
