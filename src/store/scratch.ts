import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.js';

const PREFIX = `logsplit-${hostname().replace(/[^\w.-]/g, '_')}-`;
const OURS = `${PREFIX}${process.pid}-`;

/** Where scratch folders are made. */
export const scratchParent = tmpdir;

/** Whether a message names a file in a scratch folder of this process. */
export function isScratch(message: string): boolean {
  return message.includes(OURS);
}

/** A folder for this process alone, for what does not fit into memory; it goes when the process does. */
export class ScratchFolder {
  readonly path: string;
  readonly #remove = (): void => rmSync(this.path, { recursive: true, force: true });

  constructor() {
    try {
      removeAbandoned();
      this.path = mkdtempSync(join(tmpdir(), OURS));
    } catch (cause) {
      throw new UserError(
        `The temporary folder ${tmpdir()} cannot be used (${(cause as NodeJS.ErrnoException).code}).`,
        'Set TMPDIR to a folder that exists, that you may write to, and that has room.',
        { cause },
      );
    }
    process.once('exit', this.#remove);
  }

  remove(): void {
    process.off('exit', this.#remove);
    this.#remove();
  }
}

/** What processes of this machine left behind that were killed. */
function removeAbandoned(): void {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX));
  for (const name of folders) {
    const pid = Number(/^\d+/.exec(name.slice(PREFIX.length))?.[0]);
    if (!(pid > 0) || isRunning(pid)) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
