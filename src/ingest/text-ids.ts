import type { Taken } from './dictionary.js';
import { TextListBuilder } from './text-list.js';

/** Memory that a text takes in the table beside its characters. */
const ENTRY_BYTES = 96;

/**
 * Ids of texts that are strings already: 1, 2, 3 … in the order of their first occurrence. Writing each out as bytes for
 * a ByteDictionary took longer than naming a route.
 */
export class TextIds {
  #ids = new Map<string, number>();
  #fresh = new TextListBuilder();
  #freshCount = 0;
  #lastId = 0;
  #bytes = 0;

  id(text: string): number {
    return this.#ids.get(text) ?? this.#add(text);
  }

  /** The texts that have come since the last call, and the id of the first of them. */
  takeFresh(): Taken {
    const fresh = { firstId: this.#lastId - this.#freshCount + 1, texts: this.#fresh.list() };
    this.#fresh = new TextListBuilder();
    this.#freshCount = 0;
    return fresh;
  }

  /** All texts, in the order of their ids 1, 2, …; null: some were forgotten, or ids began behind others. */
  all(): string[] | null {
    return this.#ids.size === this.#lastId ? [...this.#ids.keys()] : null;
  }

  /** Memory that it takes, about. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Forgets every text; ids go on from `firstId`, which is above all that were given. */
  restart(firstId: number): void {
    this.#ids = new Map();
    this.#lastId = firstId - 1;
    this.#bytes = 0;
  }

  #add(text: string): number {
    // Half a character is stored as its replacement, which may be known; and what is kept must not hold on to a longer
    // text that it was cut from.
    const stored = Buffer.from(text).toString();
    const known = stored === text ? undefined : this.#ids.get(stored);
    if (known !== undefined) return known;
    this.#ids.set(stored, ++this.#lastId);
    this.#fresh.add(stored);
    this.#freshCount++;
    this.#bytes += stored.length * 2 + ENTRY_BYTES;
    return this.#lastId;
  }
}
