import type { Dictionaries, DictionaryName } from './batch.js';
import type { Taken, TakenShapes } from './dictionary.js';
import { newRoom, type TextRoom } from './text-room.js';
import type { LastIds } from './text-rows.js';

/** Texts of one dictionary that have not been told before: ids firstId, firstId + 1, … */
export interface FreshTexts extends Taken {
  /** Neither these texts nor a row from here on has an id below this one. */
  base: number;
}

/** The shapes of the paths that have not been told before, whether their texts are told or not. */
export interface FreshShapes extends TakenShapes {
  /** As of FreshTexts. */
  base: number;
}

export interface AllFreshTexts extends Readonly<Record<DictionaryName, FreshTexts>> {
  /** Undefined: shapes are not kept, and a path's text alone tells what it means. */
  readonly pathShapes: FreshShapes | undefined;
}

/** Undefined for the dictionaries without new texts: most batches name few texts for the first time. */
export interface FreshByTable extends Readonly<Record<DictionaryName, FreshTexts | undefined>> {
  readonly pathShapes: FreshShapes | undefined;
}

/** What a report tells of by routes: it seldom needs the texts themselves, half of the bytes of a log's distinct texts. */
const HELD: readonly DictionaryName[] = ['clients', 'paths', 'queries'];
/** Of each of these that are told with a batch, where many were held back: several times what a batch adds. */
const MOST_BEHIND_BYTES = 1 << 17;

export const NOTHING_NEW: FreshByTable = {
  words: undefined,
  clients: undefined,
  paths: undefined,
  shapes: undefined,
  queries: undefined,
  referrers: undefined,
  agents: undefined,
  contentTypes: undefined,
  pathShapes: undefined,
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
    pathShapes: all.pathShapes,
  };
}

function orNothing(fresh: FreshTexts): FreshTexts | undefined {
  return fresh.texts.ends.length > 0 ? fresh : undefined;
}

/**
 * Takes what is new from every dictionary, and keeps all of them within a budget by starting the largest anew. Texts that are
 * held back come once they are needed, or before they are forgotten.
 */
export class TextTaker {
  readonly #names: readonly DictionaryName[];
  readonly #bases = new Map<DictionaryName, number>();
  #isHolding: boolean;
  /** Whether texts are left that were held back. */
  #isBehind: boolean;

  /**
   * @param mostBytes of memory for all dictionaries together
   * @param needsTexts whether texts that can be held back are needed by now; null: they are not held back
   * @param lastIds that are given to other texts
   */
  constructor(
    private readonly dictionaries: Dictionaries,
    private readonly mostBytes: number,
    private readonly needsTexts: (() => boolean) | null,
    lastIds: LastIds | null = null,
  ) {
    this.#names = Object.keys(dictionaries) as DictionaryName[];
    this.#isHolding = needsTexts !== null;
    this.#isBehind = this.#isHolding;
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

  /** Whether texts are needed that are not taken yet. */
  get isBehind(): boolean {
    this.#isHolding &&= !this.needsTexts?.() && !this.isFull;
    return this.#isBehind && !this.#isHolding;
  }

  /** @param room where the texts are to lie */
  take(room: TextRoom = newRoom): AllFreshTexts {
    const { isBehind } = this;
    const baseOf = (name: DictionaryName): number => this.#bases.get(name) ?? 0;
    const shapes = this.dictionaries.paths.takeShapes(room);
    const fresh = {} as Record<DictionaryName, FreshTexts>;
    for (const name of this.#names) {
      const most = !this.#isBehind || !HELD.includes(name) ? undefined : isBehind ? MOST_BEHIND_BYTES : 0;
      fresh[name] = { ...this.dictionaries[name].takeFresh(room, most), base: baseOf(name) };
    }
    if (isBehind) this.#isBehind = !HELD.every((name) => this.dictionaries[name].isTaken);
    const all = { ...fresh, pathShapes: shapes === null ? undefined : { ...shapes, base: baseOf('paths') } };
    this.#bound(all);
    return all;
  }

  #bound(fresh: AllFreshTexts): void {
    if (!this.isFull) return;
    const bytesOf = (name: DictionaryName): number => this.dictionaries[name].bytes;
    const largest = this.#names.reduce((a, b) => (bytesOf(b) > bytesOf(a) ? b : a));
    if (!this.dictionaries[largest].isTaken) return;
    this.#restart(largest, fresh[largest].firstId + fresh[largest].texts.ends.length);
  }

  #restart(name: DictionaryName, firstId: number): void {
    this.dictionaries[name].restart(firstId);
    this.#bases.set(name, firstId);
  }
}
