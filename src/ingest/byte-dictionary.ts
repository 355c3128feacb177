import { randomBytes } from 'node:crypto';
import { type Dictionary, PADDING, type Taken, viewOf } from './dictionary.js';
import { TextListBuilder } from './text-list.js';

const FIRST_SLOTS = 1 << 12;
const MIX_A = 0x9e3779b1 | 0;
const MIX_B = 0x85ebca77 | 0;

/**
 * A dictionary in TypeScript: an open-addressing table over an arena; texts become strings only once, when they are new. The hash is seeded per run, for the keys are an
 * attacker's; equality is always byte for byte.
 */
export class ByteDictionary implements Dictionary {
  readonly #seed = randomBytes(4).readInt32LE(0);
  #slots = new Int32Array(FIRST_SLOTS * 2);
  #mask = FIRST_SLOTS - 1;
  /** Word offset in the arena and byte length of each id. */
  #entries = new Int32Array(FIRST_SLOTS * 2);
  #arena = new Int32Array(FIRST_SLOTS * 8);
  #top = 0;
  /** The highest id given, and the highest that is forgotten. */
  #size = 0;
  #base = 0;
  #taken = 0;
  #hash = 0;
  #slot = 0;
  #scratch = Buffer.alloc(4096);
  #scratchView = viewOf(this.#scratch);

  /** 0: the bytes are new, and `add` gives them an id. */
  #find(view: DataView, start: number, end: number): number {
    const length = end - start;
    let hash = (length ^ this.#seed) | 0;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      hash = Math.imul(hash ^ view.getInt32(at, true), MIX_A);
      hash ^= hash >>> 15;
    }
    const tail = tailOf(view, at, end);
    if (at < end) {
      hash = Math.imul(hash ^ tail, MIX_A);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash, MIX_B);
    hash ^= hash >>> 13;

    const slots = this.#slots;
    const mask = this.#mask;
    let slot = hash & mask;
    for (let id = slots[slot * 2 + 1]!; id !== 0; slot = (slot + 1) & mask, id = slots[slot * 2 + 1]!) {
      if (slots[slot * 2] === hash && this.#equals(id, view, start, end, tail)) return id;
    }
    this.#hash = hash;
    this.#slot = slot;
    return 0;
  }

  #add(view: DataView, start: number, end: number): number {
    const words = (end - start + 3) >> 2;
    if (this.#top + words > this.#arena.length) this.#arena = grown(this.#arena, this.#top + words);
    const id = ++this.#size;
    const entry = (id - this.#base) * 2;
    if (entry + 1 >= this.#entries.length) this.#entries = grown(this.#entries, entry + 2);
    this.#entries[entry] = this.#top;
    this.#entries[entry + 1] = end - start;
    let at = start;
    for (; at + 4 <= end; at += 4) this.#arena[this.#top++] = view.getInt32(at, true);
    if (at < end) this.#arena[this.#top++] = tailOf(view, at, end);
    this.#slots[this.#slot * 2] = this.#hash;
    this.#slots[this.#slot * 2 + 1] = id;
    if (entry > this.#mask) this.#rehash();
    return id;
  }

  idOf(view: DataView, start: number, end: number): number {
    return this.#find(view, start, end) || this.#add(view, start, end);
  }

  id(text: string | null): number {
    if (text === null) return 0;
    const most = text.length * 3 + PADDING;
    if (most > this.#scratch.length) {
      this.#scratch = Buffer.alloc(most * 2);
      this.#scratchView = viewOf(this.#scratch);
    }
    const length = this.#scratch.write(text, 'utf8');
    return this.idOf(this.#scratchView, 0, length);
  }

  get isTaken(): boolean {
    return this.#taken === this.#size;
  }

  takeShapes(): null {
    return null;
  }

  takeFresh(): Taken {
    const firstId = this.#taken + 1;
    const bytes = Buffer.from(this.#arena.buffer);
    const texts = new TextListBuilder();
    for (let id = firstId; id <= this.#size; id++) {
      const entry = (id - this.#base) * 2;
      const start = this.#entries[entry]! * 4;
      texts.add(bytes.toString('utf8', start, start + this.#entries[entry + 1]!));
    }
    this.#taken = this.#size;
    return { firstId, texts: texts.list() };
  }

  get bytes(): number {
    return this.#slots.byteLength + this.#entries.byteLength + this.#arena.byteLength;
  }

  restart(firstId: number): void {
    this.#slots = new Int32Array(FIRST_SLOTS * 2);
    this.#mask = FIRST_SLOTS - 1;
    this.#entries = new Int32Array(FIRST_SLOTS * 2);
    this.#arena = new Int32Array(FIRST_SLOTS * 8);
    this.#top = 0;
    this.#base = firstId - 1;
    this.#size = firstId - 1;
    this.#taken = firstId - 1;
  }

  #equals(id: number, view: DataView, start: number, end: number, tail: number): boolean {
    const entry = (id - this.#base) * 2;
    if (this.#entries[entry + 1] !== end - start) return false;
    let word = this.#entries[entry]!;
    let at = start;
    for (; at + 4 <= end; at += 4) if (this.#arena[word++] !== view.getInt32(at, true)) return false;
    return at === end || this.#arena[word] === tail;
  }

  #rehash(): void {
    const old = this.#slots;
    this.#mask = this.#mask * 2 + 1;
    this.#slots = new Int32Array((this.#mask + 1) * 2);
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] === 0) continue;
      let slot = old[i]! & this.#mask;
      while (this.#slots[slot * 2 + 1] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot * 2] = old[i]!;
      this.#slots[slot * 2 + 1] = old[i + 1]!;
    }
  }
}

function tailOf(view: DataView, at: number, end: number): number {
  return at < end ? view.getInt32(at, true) & ((1 << ((end - at) << 3)) - 1) : 0;
}

function grown(array: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(array.length * 2, least));
  larger.set(array);
  return larger;
}
