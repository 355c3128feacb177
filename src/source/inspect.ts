import { open, stat } from 'node:fs/promises';
import { identityOf } from './identity.js';
import { MAGIC_BYTES, packingOf } from './packing.js';
import { unreadable } from './unreadable.js';

/** What is known of an input before it is read; nulls for standard input and pipes. */
export interface InputFacts {
  sizeBytes: number | null;
  isPacked: boolean;
  identity: string | null;
  /** Equal as long as the file is the same one and was not written to. */
  version: string | null;
}

const NOT_A_FILE: InputFacts = { sizeBytes: null, isPacked: false, identity: null, version: null };

/**
 * Looks at an input without reading it.
 * @throws UserError for one that is missing, unreadable, or packed in a way that is not unpacked
 */
export async function inspect(path: string): Promise<InputFacts> {
  if (path === '-') return NOT_A_FILE;
  try {
    if (!(await stat(path)).isFile()) return NOT_A_FILE;
  } catch (cause) {
    throw unreadable(path, cause as NodeJS.ErrnoException);
  }
  const handle = await open(path).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(path, cause);
  });
  try {
    const stats = await handle.stat({ bigint: true });
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    const isPacked = packingOf(path, buffer.subarray(0, bytesRead)) !== null;
    const identity = identityOf(stats);
    const version = `${identity}:${stats.size}:${stats.mtimeNs}`;
    return { sizeBytes: Number(stats.size), isPacked, identity, version };
  } finally {
    await handle.close();
  }
}
