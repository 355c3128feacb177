import type { News } from '../dashboard/source.js';
import { UserError } from '../errors.js';
import type { FollowedLogs } from '../ingest/followed-logs.js';
import { type Added, noteRun, readNew } from '../ingest/read-new.js';
import type { ReadOptions } from '../ingest/read-options.js';
import type { Report } from '../report/types.js';
import type { Store } from '../store/store.js';
import { type Analysis, reportOn } from './analysis.js';
import { LineRate } from './line-rate.js';
import { version } from './version.js';

/** A look at the files costs little; a notification comes earlier where there are any. */
const POLL_MS = 1000;
const LEAST_BETWEEN_READS_MS = 200;
/** Evidence and advice hardly change in less; figures are asked for by themselves. */
const LEAST_BETWEEN_REPORTS_MS = 5000;
/** Of the time, the most that is spent on reading and on reporting: the server needs its cores. */
const SHARE = 0.25;

/** Reads what is new, again and again. */
export class Follower {
  readonly #began = new Date().toISOString();
  readonly #stopped = new AbortController();
  readonly #added = { files: 0, lines: 0, parsed: 0, rejected: 0, ignored: 0 };

  constructor(
    private readonly store: Store,
    private readonly logs: FollowedLogs,
    private readonly analysis: Analysis,
    interrupted: AbortSignal,
  ) {
    interrupted.addEventListener('abort', () => this.stop(), { once: true });
  }

  stop(): void {
    this.#stopped.abort();
  }

  report(): Promise<Report> {
    return reportOn(this.store, this.analysis);
  }

  /** Reads what is there at first. @throws UserError */
  async begin(watched: Pick<ReadOptions, 'onProgress' | 'onShown'>): Promise<void> {
    await this.#read(this.#stopped.signal, watched);
  }

  /** Reads what was written until it was stopped. */
  async end(): Promise<void> {
    await this.#readAgain();
  }

  /** Notes in a store that stays what was added to it. */
  async note(): Promise<void> {
    if (this.analysis.isKept && this.#added.lines > 0) await noteRun(this.store, this.#began, this.#added, version());
  }

  /** @returns whether there was a line */
  async #read(stop?: AbortSignal, watcher: Pick<ReadOptions, 'onProgress' | 'onShown'> = {}): Promise<boolean> {
    const inputs = await this.logs.changed();
    if (inputs.length === 0) return false;
    const { reading, keeping, warn } = this.analysis;
    const watched = { ...(stop && { stop }), ...watcher };
    let added: Added;
    try {
      added = await readNew(this.store, inputs, {
        ...reading,
        ...keeping,
        ...watched,
        lastLine: 'wait',
        version: null,
        waits: true,
      });
    } catch (error) {
      this.logs.forget(inputs);
      throw error;
    }
    if (stop?.aborted) this.logs.forget(inputs);
    for (const { path, why } of added.left) warn(`${path} is not read: ${why}`);
    const sum = this.#added;
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += added[key];
    return added.lines > 0;
  }

  /** The lines read so far, as often as they were looked for. */
  async *lines(): AsyncGenerator<number> {
    yield this.#added.lines;
    for await (const _hasLines of this.#rounds(() => POLL_MS)) yield this.#added.lines;
  }

  /** What comes, as often as it was looked for, and a report now and then. */
  async *news(): AsyncGenerator<News, void, undefined> {
    const rate = new LineRate();
    let isDue = false;
    let nextMs = performance.now() + LEAST_BETWEEN_REPORTS_MS;
    for await (const hasLines of this.#rounds(() =>
      isDue ? Math.min(POLL_MS, nextMs - performance.now()) : POLL_MS,
    )) {
      rate.add(this.#added.lines, performance.now());
      yield { type: 'grown', lines: this.#added.lines, perS: rate.perS };
      isDue ||= hasLines;
      if (!isDue || performance.now() < nextMs) continue;
      const beganMs = performance.now();
      const report = await this.report();
      const tookMs = performance.now() - beganMs;
      nextMs = performance.now() + Math.max(LEAST_BETWEEN_REPORTS_MS, tookMs / SHARE);
      isDue = false;
      yield { type: 'report', report };
    }
  }

  async *#rounds(waitMs: () => number): AsyncGenerator<boolean> {
    const stop = this.#stopped.signal;
    let leastMs = LEAST_BETWEEN_READS_MS;
    for (;;) {
      await this.logs.wait(leastMs, waitMs(), stop);
      if (stop.aborted) return;
      const beganMs = performance.now();
      const hasLines = await this.#readAgain(stop);
      leastMs = Math.max(LEAST_BETWEEN_READS_MS, (performance.now() - beganMs) / SHARE);
      yield hasLines;
    }
  }

  /** What cannot be read now may be later: a log that has just been created is not yet its reader's. */
  async #readAgain(stop?: AbortSignal): Promise<boolean> {
    try {
      return await this.#read(stop);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.analysis.warn(error.message);
      return false;
    }
  }
}
