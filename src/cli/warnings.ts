/** Sentences for the user, each once. */
export class Warnings {
  readonly #told = new Set<string>();
  #held: string[] | null = null;

  constructor(private readonly write: (sentence: string) => void) {}

  readonly tell = (sentence: string): void => {
    if (this.#told.has(sentence)) return;
    this.#told.add(sentence);
    if (this.#held === null) this.write(sentence);
    else this.#held.push(sentence);
  };

  /** Keeps what is told until it is released. */
  hold(): void {
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const sentence of held) this.write(sentence);
  }
}
