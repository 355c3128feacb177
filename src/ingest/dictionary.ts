/** Turns distinct texts into ids: 0 for null, else 1, 2, 3 … in the order of their first occurrence. */
export class Dictionary {
  readonly #ids = new Map<string, number>();
  #fresh: string[] = [];
  #firstFresh = 1;

  id(text: string | null): number {
    if (text === null) return 0;
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#ids.size + 1;
      // A slice keeps the whole line alive; a copy does not.
      const own = Buffer.from(text).toString();
      this.#ids.set(own, id);
      this.#fresh.push(own);
    }
    return id;
  }

  /** The texts that have come since the last call, and the id of the first of them. */
  takeFresh(): { firstId: number; texts: string[] } {
    const taken = { firstId: this.#firstFresh, texts: this.#fresh };
    this.#firstFresh += this.#fresh.length;
    this.#fresh = [];
    return taken;
  }
}
