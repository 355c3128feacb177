import type { Store } from '../store/store.js';

const FIRST_MS = 300;
const MOST_MS = 2000;
const GROWTH = 1.4;

/** Has whoever asks the store on another connection see what was read so far, often at first and then less so. */
export class Showing {
  #waitMs = FIRST_MS;
  #nextMs = performance.now() + FIRST_MS;

  /** @param onShown null: nobody looks */
  constructor(private readonly onShown: (() => void) | null) {}

  get isDue(): boolean {
    return this.onShown !== null && performance.now() >= this.#nextMs;
  }

  /** @param write makes what was read visible */
  async show(store: Store, write: () => Promise<void>): Promise<void> {
    if (this.onShown === null) return;
    await write();
    await store.step('name_routes_for_now');
    this.onShown();
    this.#waitMs = Math.min(MOST_MS, this.#waitMs * GROWTH);
    this.#nextMs = performance.now() + this.#waitMs;
  }
}
