/** Values that are pushed by one side and awaited by the other, in their order. */
export class Arrivals<T> implements AsyncIterable<T> {
  #held: T[] = [];
  #ended = false;
  #wake: (() => void) | null = null;

  push(value: T): void {
    this.#held.push(value);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const values = this.#held;
      this.#held = [];
      yield* values;
      if (this.#held.length > 0) continue;
      if (this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }
}
