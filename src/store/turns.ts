/** Lets one after the other have something: the urgent first, else in the order in which they asked for it. */
export class Turns {
  #isTaken = false;
  readonly #urgent: (() => void)[] = [];
  readonly #others: (() => void)[] = [];

  /** Waits for its turn. @returns ends it: whoever never calls that has everybody wait */
  async take(isUrgent = false): Promise<() => void> {
    if (this.#isTaken) await new Promise<void>((resolve) => (isUrgent ? this.#urgent : this.#others).push(resolve));
    this.#isTaken = true;
    return () => {
      const next = this.#urgent.shift() ?? this.#others.shift();
      // It stays taken where somebody waits: nobody who asks meanwhile comes between.
      if (next === undefined) this.#isTaken = false;
      else next();
    };
  }

  /** Does something in its turn. */
  async in<T>(work: () => Promise<T>, isUrgent = false): Promise<T> {
    const end = await this.take(isUrgent);
    try {
      return await work();
    } finally {
      end();
    }
  }
}
