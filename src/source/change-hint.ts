import { type FSWatcher, watch } from 'node:fs';

/**
 * Waits for files to change. Notifications shorten the waiting, no more: network and overlay file systems lose them, so
 * that who waits has to look in any case.
 */
export class ChangeHint {
  readonly #watchers: FSWatcher[] = [];
  #isHinted = false;
  #wake: (() => void) | null = null;

  constructor(places: readonly string[]) {
    for (const place of new Set(places)) {
      try {
        const watcher = watch(place, { persistent: false }, () => this.#hint());
        watcher.on('error', () => watcher.close());
        this.#watchers.push(watcher);
      } catch {
        // Missing, or not to be watched: looking finds out.
      }
    }
  }

  /** Resolves when something may have changed, but not within `leastMs`; when `mostMs` are over; or when `stop` is aborted. */
  async wait(leastMs: number, mostMs: number, stop: AbortSignal): Promise<void> {
    const beganMs = performance.now();
    await this.#pause(leastMs, stop, false);
    await this.#pause(mostMs - (performance.now() - beganMs), stop, true);
    this.#isHinted = false;
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close();
  }

  #pause(ms: number, stop: AbortSignal, takesHints: boolean): Promise<void> {
    if (stop.aborted || ms <= 0 || (takesHints && this.#isHinted)) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        stop.removeEventListener('abort', end);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(end, ms);
      stop.addEventListener('abort', end, { once: true });
      if (takesHints) this.#wake = end;
    });
  }

  #hint(): void {
    this.#isHinted = true;
    this.#wake?.();
  }
}
