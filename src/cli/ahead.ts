import { logBytesOf } from '../ingest/log-bytes.js';
import { isWorthAThread, startParserThreadAhead } from '../ingest/parser-thread.js';
import { placeOf, shareMemory } from './memory.js';
import type { ReadOptions } from './options.js';

/**
 * Begins to open the store that logs of this size are read into, and starts the thread that parses large ones, while the rest
 * of the program is loaded. Nothing depends on it: a store that turns out to be another is opened when it is needed.
 */
export async function openAhead(
  files: readonly string[],
  { db, follow, memory }: Pick<ReadOptions, 'db' | 'memory'> & { follow?: boolean },
): Promise<void> {
  if (db !== undefined || follow === true || files.length === 0) return;
  const bytes = await logBytesOf(files).catch(() => 'unreadable' as const);
  // Whoever reads them says what is wrong with one.
  if (bytes === 'unreadable') return;
  if (isWorthAThread(bytes)) startParserThreadAhead();
  const { openDatabaseAhead } = await import('../store/open-database.js');
  openDatabaseAhead({ place: placeOf(bytes), memoryBytes: shareMemory(memory).storeBytes });
}
