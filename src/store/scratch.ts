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

const FATAL = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A folder for this process alone, for what does not fit into memory; it goes when the process does. */
export class ScratchFolder {
  readonly path: string;

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
    if (open.size === 0) listen();
    open.add(this);
  }

  remove(): void {
    open.delete(this);
    if (open.size === 0) listenNoMore();
    // DuckDB may write meanwhile: what is open can be removed, and what comes in between is in another try.
    rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Those of this process. */
const open = new Set<ScratchFolder>();

function listen(): void {
  process.on('exit', removeAll);
  // Ahead of whoever takes one signal and lets go of the next: they are counted.
  for (const signal of FATAL) process.prependListener(signal, endBy);
}

function listenNoMore(): void {
  process.off('exit', removeAll);
  for (const signal of FATAL) process.off(signal, endBy);
}

function removeAll(): void {
  for (const folder of open) folder.remove();
}

/** A signal that nobody else takes ends the process at once, without 'exit'. */
function endBy(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  try {
    removeAll();
  } finally {
    listenNoMore();
    process.kill(process.pid, signal);
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
