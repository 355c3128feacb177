import { grown } from './grown.js';

/** Requests in the order in which they came. Arrays have an entry a request. */
export interface KeyedRequests {
  /** Keys are numbered from 0. -1: passes the cache by. */
  key: Int32Array;
  /** Seconds at which the request came. */
  startS: Float64Array;
  /** When its answer was there. */
  readyS: Float64Array;
  bytes: Float64Array;
}

export interface CacheSettings {
  /** Whole seconds that an answer is kept. */
  ttlS: number;
  /** Bytes that the cache may hold; null: no bound. */
  sizeBytes: number | null;
}

const NONE = -1;
const FIRST_KEYS = 1 << 10;

/** Replays requests through one cache. @returns a request's entry is 1 where the cache answers it */
export function replayCache({ key, startS, readyS, bytes }: KeyedRequests, settings: CacheSettings): Uint8Array {
  const cache = new ReplayedCache(settings);
  const hits = new Uint8Array(key.length);
  for (let i = 0; i < key.length; i++) {
    if (key[i]! >= 0 && cache.answers(key[i]!, startS[i]!, readyS[i]!, bytes[i]!)) hits[i] = 1;
  }
  return hits;
}

/**
 * A cache that is asked again what it was asked in a log: an answer is kept for its time to live, and the one that was used
 * longest ago leaves where the size is reached. A request for what is being fetched waits for it (proxy_cache_lock), and is
 * a hit. As in nginx time counts in whole seconds: what came in second 3 with 10 s to live is used up to the end of second
 * 13. It holds a few numbers a key, however many requests there are.
 */
export class ReplayedCache {
  readonly #ttlS: number;
  readonly #recent: RecentlyUsed | null;
  #lastSecond = new Float64Array(FIRST_KEYS).fill(Number.NEGATIVE_INFINITY);

  constructor({ ttlS, sizeBytes }: CacheSettings) {
    this.#ttlS = ttlS;
    this.#recent =
      sizeBytes === null
        ? null
        : new RecentlyUsed(sizeBytes, (key) => (this.#lastSecond[key] = Number.NEGATIVE_INFINITY));
  }

  /**
   * Whether the cache answers a request; they come in their order.
   * @param key numbered from 0
   * @param startS seconds at which it came
   * @param readyS when its answer was there
   */
  answers(key: number, startS: number, readyS: number, bytes: number): boolean {
    if (key >= this.#lastSecond.length) this.#lastSecond = grown(this.#lastSecond, key, Number.NEGATIVE_INFINITY);
    if (Math.floor(startS) <= this.#lastSecond[key]!) {
      this.#recent?.use(key);
      return true;
    }
    this.#lastSecond[key] = Math.floor(readyS) + this.#ttlS;
    this.#recent?.store(key, bytes);
    return false;
  }
}

/** What is stored, in a ring from the most to the least recently used; entry 0 is the ring's end, key k stands at k + 1. */
class RecentlyUsed {
  #before = new Int32Array(FIRST_KEYS).fill(NONE);
  #after = new Int32Array(FIRST_KEYS).fill(NONE);
  #sizes = new Float64Array(FIRST_KEYS);
  #bytes = 0;

  constructor(
    private readonly mostBytes: number,
    private readonly forget: (key: number) => void,
  ) {
    this.#before[0] = 0;
    this.#after[0] = 0;
  }

  use(key: number): void {
    this.#unlink(key + 1);
    this.#linkFirst(key + 1);
  }

  store(key: number, bytes: number): void {
    const at = key + 1;
    if (at >= this.#before.length) {
      this.#before = grown(this.#before, at, NONE);
      this.#after = grown(this.#after, at, NONE);
      this.#sizes = grown(this.#sizes, at, 0);
    }
    if (this.#before[at] !== NONE) this.#remove(at);
    this.#sizes[at] = bytes;
    this.#bytes += bytes;
    this.#linkFirst(at);
    while (this.#bytes > this.mostBytes) {
      const oldest = this.#before[0]!;
      this.#remove(oldest);
      this.forget(oldest - 1);
    }
  }

  #remove(at: number): void {
    this.#unlink(at);
    this.#before[at] = NONE;
    this.#bytes -= this.#sizes[at]!;
  }

  #unlink(at: number): void {
    this.#after[this.#before[at]!] = this.#after[at]!;
    this.#before[this.#after[at]!] = this.#before[at]!;
  }

  #linkFirst(at: number): void {
    const first = this.#after[0]!;
    this.#before[at] = 0;
    this.#after[at] = first;
    this.#before[first] = at;
    this.#after[0] = at;
  }
}
