import { UserError } from '../errors.js';
import { isScratch, scratchParent } from './scratch.js';

const NO_ROOM = /No space left on device|Disk quota exceeded|File too large/;
/** DuckDB keeps within what the disk of its temporary folder had free. */
const NO_ROOM_TO_SPILL = /failed to offload data block/;

/**
 * What to say where a disk is full; null: it is something else.
 * @param store the file of a store that stays; null: it does not
 */
export function fullDisk(cause: unknown, store: string | null): UserError | null {
  const message = cause instanceof Error ? cause.message : '';
  const why = NO_ROOM.exec(message)?.[0].toLowerCase() ?? (NO_ROOM_TO_SPILL.test(message) ? 'its disk is full' : null);
  if (why === null) return null;
  if (NO_ROOM_TO_SPILL.test(message) || isScratch(message)) {
    return new UserError(
      `The temporary folder ${scratchParent()} cannot hold the log: ${why}.`,
      'Make room there, or set TMPDIR to a folder on a disk with room; what logsplit wrote to it is removed.',
      { cause },
    );
  }
  if (store === null) return null;
  return new UserError(
    `${store} cannot be written to: ${why}.`,
    'Make room. What was committed is kept, and the next run goes on from there.',
    { cause },
  );
}
