import type { OnProgress, ReadProgress } from '../ingest/watch.js';
import { type Io, wantsColor, wantsUnicode } from './io.js';
import { LineRate } from './line-rate.js';
import { followLine, progressLine } from './progress-line.js';

/** A log that is read sooner needs no bar. */
const PATIENCE_MS = 500;
const REDRAW_MS = 100;
const CLEAR_LINE = '\r\x1b[2K';
const CLEAR_TO_END = '\x1b[K';
const ENDING = ['SIGTERM', 'SIGHUP'] as const;

export interface Progress {
  update: OnProgress;
  /** From now on lines are read as they are written. @param lines so far */
  follow(lines: number): void;
  /** Makes room for a message. */
  clear(): void;
  /** Takes the line away, for good. */
  end(): void;
}

/**
 * Shows on standard error how far the reading is, where that is a person's terminal.
 * @param ending signals that end the line and then the process
 */
export function showProgress(
  { stderr, env }: Pick<Io, 'stderr' | 'env'>,
  color: boolean,
  ending: readonly NodeJS.Signals[] = ENDING,
): Progress {
  if (!stderr.isTTY || env.TERM === 'dumb' || (env.CI ?? '') !== '') {
    return { update: () => {}, follow: () => {}, clear: () => {}, end: () => {} };
  }
  const startMs = performance.now();
  const style = { color: wantsColor(stderr, env, color), charset: wantsUnicode(env) ? 'unicode' : 'ascii' } as const;
  let progress: ReadProgress | null = null;
  let rate: LineRate | null = null;
  let isShown = false;

  const draw = (): void => {
    if (progress === null && rate === null) return;
    isShown = true;
    const now = { ...style, columns: stderr.columns ?? 80 };
    const line =
      rate === null ? progressLine(progress!, (performance.now() - startMs) / 1000, now) : followLine(rate, now);
    stderr.write(`\r${line}${CLEAR_TO_END}`);
  };
  let timer = setTimeout(() => {
    draw();
    timer = setInterval(draw, REDRAW_MS).unref();
  }, PATIENCE_MS).unref();
  const clear = (): void => {
    if (isShown) stderr.write(CLEAR_LINE);
    isShown = false;
  };
  const end = (): void => {
    clearTimeout(timer);
    clear();
    for (const signal of ending) process.off(signal, endBy);
  };
  // The prompt of the shell is not to stand in the middle of the line.
  const endBy = (signal: NodeJS.Signals): void => {
    end();
    process.kill(process.pid, signal);
  };
  for (const signal of ending) process.once(signal, endBy);
  const follow = (lines: number): void => {
    rate ??= new LineRate();
    rate.add(lines, performance.now());
  };
  return { update: (latest) => (progress = latest), follow, clear, end };
}
