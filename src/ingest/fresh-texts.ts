import type { Dictionaries, DictionaryName } from './batch.js';
import type { Taken } from './dictionary.js';
import type { LastIds } from './text-rows.js';

/** Texts of one dictionary that have not been told before: ids firstId, firstId + 1, … */
export interface FreshTexts extends Taken {
  /** Neither these texts nor a row from here on has an id below this one. */
  base: number;
}

export type AllFreshTexts = Readonly<Record<DictionaryName, FreshTexts>>;

/** Undefined for the dictionaries without new texts: most batches name few texts for the first time. */
export type FreshByTable = Readonly<Record<DictionaryName, FreshTexts | undefined>>;

export const NOTHING_NEW: FreshByTable = {
  words: undefined,
  clients: undefined,
  paths: undefined,
  shapes: undefined,
  queries: undefined,
  referrers: undefined,
  agents: undefined,
  contentTypes: undefined,
};

/** What is new, without the dictionaries that have nothing. */
export function withTexts(all: AllFreshTexts): FreshByTable {
  // Of one shape whatever is new: code for objects of many shapes is compiled again and again.
  return {
    words: orNothing(all.words),
    clients: orNothing(all.clients),
    paths: orNothing(all.paths),
    shapes: orNothing(all.shapes),
    queries: orNothing(all.queries),
    referrers: orNothing(all.referrers),
    agents: orNothing(all.agents),
    contentTypes: orNothing(all.contentTypes),
  };
}

function orNothing(fresh: FreshTexts): FreshTexts | undefined {
  return fresh.texts.ends.length > 0 ? fresh : undefined;
}

/** Takes what is new from every dictionary, and keeps all of them within a budget by starting the largest anew. */
export class TextTaker {
  readonly #names: readonly DictionaryName[];
  readonly #bases = new Map<DictionaryName, number>();

  /**
   * @param mostBytes of memory for all dictionaries together
   * @param lastIds that are given to other texts
   */
  constructor(
    private readonly dictionaries: Dictionaries,
    private readonly mostBytes: number,
    lastIds: LastIds | null = null,
  ) {
    this.#names = Object.keys(dictionaries) as DictionaryName[];
    if (lastIds === null) return;
    for (const name of this.#names) {
      // Shapes are not stored.
      const lastId = name === 'shapes' ? 0 : lastIds[name === 'contentTypes' ? 'content_types' : name];
      if (lastId > 0) this.#restart(name, lastId + 1);
    }
  }

  /** Whether so much is held that it should be taken at once. */
  get isFull(): boolean {
    return this.#names.reduce((sum, name) => sum + this.dictionaries[name].bytes, 0) > this.mostBytes;
  }

  take(): AllFreshTexts {
    const fresh = {} as Record<DictionaryName, FreshTexts>;
    for (const name of this.#names) {
      fresh[name] = { ...this.dictionaries[name].takeFresh(), base: this.#bases.get(name) ?? 0 };
    }
    this.#bound(fresh);
    return fresh;
  }

  #bound(fresh: AllFreshTexts): void {
    if (!this.isFull) return;
    const bytesOf = (name: DictionaryName): number => this.dictionaries[name].bytes;
    const largest = this.#names.reduce((a, b) => (bytesOf(b) > bytesOf(a) ? b : a));
    this.#restart(largest, fresh[largest].firstId + fresh[largest].texts.ends.length);
  }

  #restart(name: DictionaryName, firstId: number): void {
    this.dictionaries[name].restart(firstId);
    this.#bases.set(name, firstId);
  }
}
