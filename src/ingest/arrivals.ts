/** Values that are pushed by one side and awaited by the other, in their order. Who stops early leaves the rest. */
export class Arrivals<T> implements AsyncIterable<T> {
  #held: T[] = [];
  #taken = 0;
  #ended = false;
  #wake: (() => void) | null = null;

  push(value: T): void {
    this.#held.push(value);
    this.#wake?.();
  }

  /** Whether nothing waits to be taken. */
  get isEmpty(): boolean {
    return this.#taken === this.#held.length;
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#taken < this.#held.length) yield this.#held[this.#taken++]!;
      this.#held = [];
      this.#taken = 0;
      if (this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
