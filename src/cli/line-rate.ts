const WINDOW_MS = 10_000;

/** Lines a second over the last seconds. */
export class LineRate {
  #samples: { lines: number; ms: number }[] = [];

  /** @param lines so far @param ms when */
  add(lines: number, ms: number): void {
    this.#samples.push({ lines, ms });
    // The one ahead of the window says what there was when it began.
    while (this.#samples.length > 2 && this.#samples[1]!.ms < ms - WINDOW_MS) this.#samples.shift();
  }

  get lines(): number {
    return this.#samples.at(-1)?.lines ?? 0;
  }

  get perS(): number {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (first === undefined || last === undefined || last.ms === first.ms) return 0;
    return ((last.lines - first.lines) / (last.ms - first.ms)) * 1000;
  }
}
