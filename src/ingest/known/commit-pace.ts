const FIRST_BYTES = 1 << 20;
const MOST_BYTES = 64 << 20;
const MOST_MS = 5000;

/**
 * When to commit: behind twice as much each time, so that a reading that is broken off loses half of its work at most, and
 * a long one spends no time on it.
 */
export class CommitPace {
  #bytes = 0;
  #distanceBytes = FIRST_BYTES;
  #sinceMs = performance.now();

  read(bytes: number): void {
    this.#bytes += bytes;
  }

  get isDue(): boolean {
    return this.#bytes >= this.#distanceBytes || (this.#bytes > 0 && performance.now() - this.#sinceMs > MOST_MS);
  }

  /** A commit is under way. */
  start(): void {
    if (this.#bytes >= this.#distanceBytes) this.#distanceBytes = Math.min(this.#distanceBytes * 2, MOST_BYTES);
    this.#bytes = 0;
    this.#sinceMs = performance.now();
  }
}
