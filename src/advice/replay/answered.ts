import { type CacheSettings, ReplayedCache } from './cache.js';

/** What a cache would have answered. */
export interface Answered {
  /** Seconds that an answer is kept. */
  ttlS: number;
  hits: number;
  /** Hits as a fraction of the requests that may be cached. */
  hitRatio: number;
  /** Bytes of the hits. */
  bytes: number;
  /** Application seconds of the hits; null: not logged. */
  appSeconds: number | null;
}

/** A request that caches are asked for. */
export interface AskedRequest {
  /** Number of its route, from 0. */
  route: number;
  /** Numbered from 0. */
  key: number;
  startS: number;
  readyS: number;
  bytes: number;
  /** NaN: not logged. */
  appS: number;
}

/** Caches of some settings that are asked the same, and what each answers by the numbers of routes. */
export class AnsweredByRoute {
  readonly #caches: {
    ttlS: number;
    cache: ReplayedCache;
    hits: Float64Array;
    bytes: Float64Array;
    appS: Float64Array;
  }[];
  readonly #timed: Uint8Array;
  /** By route. */
  readonly requests: Float64Array;

  constructor(routes: number, settings: readonly CacheSettings[]) {
    const zeros = (): Float64Array => new Float64Array(routes);
    this.requests = zeros();
    this.#timed = new Uint8Array(routes);
    this.#caches = settings.map((setting) => ({
      ttlS: setting.ttlS,
      cache: new ReplayedCache(setting),
      hits: zeros(),
      bytes: zeros(),
      appS: zeros(),
    }));
  }

  /** Requests come in their order. */
  ask({ route, key, startS, readyS, bytes, appS }: AskedRequest): void {
    const isTimed = !Number.isNaN(appS);
    this.requests[route] = this.requests[route]! + 1;
    if (isTimed) this.#timed[route] = 1;
    for (const sums of this.#caches) {
      if (!sums.cache.answers(key, startS, readyS, bytes)) continue;
      sums.hits[route] = sums.hits[route]! + 1;
      sums.bytes[route] = sums.bytes[route]! + bytes;
      if (isTimed) sums.appS[route] = sums.appS[route]! + appS;
    }
  }

  /** An entry for each setting. */
  of(route: number): Answered[] {
    const asked = this.requests[route]!;
    return this.#caches.map(({ ttlS, hits, bytes, appS }) => ({
      ttlS,
      hits: hits[route]!,
      hitRatio: asked === 0 ? 0 : hits[route]! / asked,
      bytes: bytes[route]!,
      appSeconds: this.#timed[route] === 1 ? appS[route]! : null,
    }));
  }
}
