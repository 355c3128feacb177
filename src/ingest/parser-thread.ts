import { Worker } from 'node:worker_threads';

// The same from the sources, which tests run, and from the built program.
const MODULE = new URL('../../dist/ingest/parse-worker.js', import.meta.url);

/** Starting a thread takes longer than parsing a few megabytes. */
const WORTH_A_THREAD_BYTES = 32 << 20;

/** @param bytes to be parsed; null: not known */
export function isWorthAThread(bytes: number | null): boolean {
  return bytes === null || bytes >= WORTH_A_THREAD_BYTES;
}

let ahead: { thread: Worker; fault: Error | null } | null = null;

/** Starts the thread that will be asked for, which loads its code meanwhile. The process does not wait for it. */
export function startParserThreadAhead(): void {
  const thread = new Worker(MODULE);
  const started: typeof ahead = { thread, fault: null };
  thread.once('error', (error) => {
    started.fault = error;
  });
  thread.unref();
  ahead = started;
}

/** A thread that parses once it gets a WorkerSetup: the one that was started, or a new one. @throws Error where that one failed */
export function takeParserThread(): Worker {
  const started = ahead;
  ahead = null;
  if (started === null) return new Worker(MODULE);
  const { thread, fault } = started;
  if (fault !== null) throw fault;
  thread.removeAllListeners('error');
  thread.ref();
  return thread;
}
