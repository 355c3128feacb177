/** Things that come when they come, for one who waits for them in turn. */
export class NewsQueue<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = [];
  #failure: { error: unknown } | null = null;
  #wake: (() => void) | null = null;

  push(one: T): void {
    this.#waiting.push(one);
    this.#wake?.();
  }

  /** What waits is told, and then the error. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      while (this.#waiting.length > 0) yield this.#waiting.shift()!;
      if (this.#failure !== null) throw this.#failure.error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
