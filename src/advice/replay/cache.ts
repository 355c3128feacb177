/** Requests in the order in which they came. Arrays have an entry a request. */
export interface KeyedRequests {
  /** Keys are numbered from 0. */
  keys: number;
  /** -1: passes the cache by. */
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

/**
 * Replays requests through one cache: an answer is kept for its time to live, and the one that was used longest ago leaves
 * where the size is reached. A request for what is being fetched waits for it (proxy_cache_lock), and is a hit. As in nginx
 * time counts in whole seconds: what came in second 3 with 10 s to live is used up to the end of second 13.
 * @returns a request's entry is 1 where the cache answers it
 */
export function replayCache(requests: KeyedRequests, { ttlS, sizeBytes }: CacheSettings): Uint8Array {
  const { keys, key, startS, readyS, bytes } = requests;
  const hits = new Uint8Array(key.length);
  const lastSecond = new Float64Array(keys).fill(Number.NEGATIVE_INFINITY);
  const recent =
    sizeBytes === null ? null : new RecentlyUsed(keys, sizeBytes, (k) => (lastSecond[k] = Number.NEGATIVE_INFINITY));
  for (let i = 0; i < key.length; i++) {
    const k = key[i]!;
    if (k < 0) continue;
    if (Math.floor(startS[i]!) <= lastSecond[k]!) {
      hits[i] = 1;
      recent?.use(k);
    } else {
      lastSecond[k] = Math.floor(readyS[i]!) + ttlS;
      recent?.store(k, bytes[i]!);
    }
  }
  return hits;
}

/** What is stored, in a ring from the most to the least recently used. */
class RecentlyUsed {
  private readonly before: Int32Array;
  private readonly after: Int32Array;
  private readonly sizes: Float64Array;
  private readonly end: number;
  private bytes = 0;

  constructor(
    keys: number,
    private readonly mostBytes: number,
    private readonly forget: (key: number) => void,
  ) {
    this.before = new Int32Array(keys + 1).fill(NONE);
    this.after = new Int32Array(keys + 1).fill(NONE);
    this.sizes = new Float64Array(keys);
    this.end = keys;
    this.before[keys] = keys;
    this.after[keys] = keys;
  }

  use(key: number): void {
    this.unlink(key);
    this.linkFirst(key);
  }

  store(key: number, bytes: number): void {
    if (this.before[key] !== NONE) this.remove(key);
    this.sizes[key] = bytes;
    this.bytes += bytes;
    this.linkFirst(key);
    while (this.bytes > this.mostBytes) {
      const oldest = this.before[this.end]!;
      this.remove(oldest);
      this.forget(oldest);
    }
  }

  private remove(key: number): void {
    this.unlink(key);
    this.before[key] = NONE;
    this.bytes -= this.sizes[key]!;
  }

  private unlink(key: number): void {
    this.after[this.before[key]!] = this.after[key]!;
    this.before[this.after[key]!] = this.before[key]!;
  }

  private linkFirst(key: number): void {
    const first = this.after[this.end]!;
    this.before[key] = this.end;
    this.after[key] = first;
    this.before[first] = key;
    this.after[this.end] = key;
  }
}
