import type { BigIntStats } from 'node:fs';

/** Equal for two names of one file, and for a file that was renamed. */
export function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}
