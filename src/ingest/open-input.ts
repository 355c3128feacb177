import type { Readable } from 'node:stream';
import type { InputFacts } from '../source/inspect.js';
import { openSource, type Source } from '../source/open.js';

export const VANISHED = 'it vanished before it could be read';

/** Null where it has vanished since it was found: the others are worth reading all the same. */
export function openInput(path: string, stdin: Readable, stop: AbortSignal | undefined): Promise<Source | null> {
  return openSource(path, stdin, stop).catch((error: Error) => {
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return null;
    throw error;
  });
}

/** A log that was rotated while others were read: its name now leads to another file. */
export function replaced({ identity }: Source, facts: InputFacts): string | null {
  if (identity === facts.identity) return null;
  return 'it was replaced by another file before it was read; run again to read the one that was there';
}
