import type { OnProgress, ReadProgress } from '../ingest/watch.js';
import { type Io, wantsColor, wantsUnicode } from './io.js';
import { progressLine } from './progress-line.js';

/** A log that is read sooner needs no bar. */
const PATIENCE_MS = 500;
const REDRAW_MS = 100;
const CLEAR_LINE = '\r\x1b[2K';
const CLEAR_TO_END = '\x1b[K';
const ENDING = ['SIGTERM', 'SIGHUP'] as const;

export interface Progress {
  update: OnProgress;
  /** Takes the line away, for good. */
  end(): void;
}

/** Shows on standard error how far the reading is, where that is a person's terminal. */
export function showProgress({ stderr, env }: Pick<Io, 'stderr' | 'env'>, color: boolean): Progress {
  if (!stderr.isTTY || env.TERM === 'dumb' || (env.CI ?? '') !== '') return { update: () => {}, end: () => {} };
  const startMs = performance.now();
  const style = { color: wantsColor(stderr, env, color), charset: wantsUnicode(env) ? 'unicode' : 'ascii' } as const;
  let progress: ReadProgress | null = null;
  let isShown = false;

  const draw = (): void => {
    if (progress === null) return;
    isShown = true;
    const line = progressLine(progress, (performance.now() - startMs) / 1000, {
      ...style,
      columns: stderr.columns ?? 80,
    });
    stderr.write(`\r${line}${CLEAR_TO_END}`);
  };
  let timer = setTimeout(() => {
    draw();
    timer = setInterval(draw, REDRAW_MS).unref();
  }, PATIENCE_MS).unref();
  const end = (): void => {
    clearTimeout(timer);
    if (isShown) stderr.write(CLEAR_LINE);
    isShown = false;
    for (const signal of ENDING) process.off(signal, endBy);
  };
  // The prompt of the shell is not to stand in the middle of the line.
  const endBy = (signal: NodeJS.Signals): void => {
    end();
    process.kill(process.pid, signal);
  };
  for (const signal of ENDING) process.once(signal, endBy);
  return { update: (latest) => (progress = latest), end };
}
