import { addHit, type Sums } from './answered.js';
import { grown } from './grown.js';

const NEVER = Number.NEGATIVE_INFINITY;
const FIRST_KEYS = 1 << 8;

/**
 * A cache as in cache.ts, but one that never has to make room: its keys have nothing to do with each other, so that requests
 * need not come in their order. It takes them by up to its time to live too late.
 */
export class CacheApart {
  readonly #ttlS: number;
  /** Of the request that last fetched the answer, by key. */
  #startS = new Float64Array(FIRST_KEYS).fill(NEVER);
  #line = new Float64Array(FIRST_KEYS);
  #bytes = new Float64Array(FIRST_KEYS);
  #appS = new Float64Array(FIRST_KEYS);
  /** The last second of the answer before it, and the last second at which somebody asked. */
  #endBefore = new Float64Array(FIRST_KEYS).fill(NEVER);
  #latest = new Float64Array(FIRST_KEYS).fill(NEVER);

  constructor(
    ttlS: number,
    private readonly sums: Sums,
  ) {
    this.#ttlS = ttlS;
  }

  /**
   * @param group that a hit counts for
   * @param key numbered from 0
   * @param startS seconds at which it came; its answer is there at once
   * @param line of two that came at once the lower one was first
   * @param appS application seconds; NaN: not logged
   * @returns false: it came too late, and the sums are of no use any more
   */
  ask(group: number, key: number, startS: number, line: number, bytes: number, appS: number): boolean {
    if (key >= this.#startS.length) this.#grow(key);
    const second = Math.floor(startS);
    const fetchedS = this.#startS[key]!;
    const end = Math.floor(fetchedS) + this.#ttlS;
    if (second > end) {
      this.#endBefore[key] = end;
      this.#latest[key] = second;
      this.#fetch(key, startS, line, bytes, appS);
      return true;
    }
    if (startS > fetchedS || (startS === fetchedS && line > this.#line[key]!)) {
      if (second > this.#latest[key]!) this.#latest[key] = second;
      addHit(this.sums, group, bytes, appS);
      return true;
    }
    // It came before the one that seemed to be first.
    if (second > this.#endBefore[key]!) {
      if (this.#latest[key]! > second + this.#ttlS) return false;
      addHit(this.sums, group, this.#bytes[key]!, this.#appS[key]!);
      this.#fetch(key, startS, line, bytes, appS);
      return true;
    }
    if (second <= this.#endBefore[key]! - this.#ttlS) return false;
    addHit(this.sums, group, bytes, appS);
    return true;
  }

  #fetch(key: number, startS: number, line: number, bytes: number, appS: number): void {
    this.#startS[key] = startS;
    this.#line[key] = line;
    this.#bytes[key] = bytes;
    this.#appS[key] = appS;
  }

  #grow(key: number): void {
    this.#startS = grown(this.#startS, key, NEVER);
    this.#line = grown(this.#line, key, NEVER);
    this.#bytes = grown(this.#bytes, key, NEVER);
    this.#appS = grown(this.#appS, key, NEVER);
    this.#endBefore = grown(this.#endBefore, key, NEVER);
    this.#latest = grown(this.#latest, key, NEVER);
  }
}
