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

/** What a cache answered, by group. */
export interface Sums {
  hits: Float64Array;
  bytes: Float64Array;
  appS: Float64Array;
}

/** @param appS application seconds; NaN: not logged */
export function addHit(sums: Sums, group: number, bytes: number, appS: number): void {
  sums.hits[group] = sums.hits[group]! + 1;
  sums.bytes[group] = sums.bytes[group]! + bytes;
  if (!Number.isNaN(appS)) sums.appS[group] = sums.appS[group]! + appS;
}

/** What caches that are asked the same answer of the requests of each group, numbered from 0. */
export class Tally {
  /** By group. */
  readonly requests: Float64Array;
  /** By cache. */
  readonly sums: readonly Sums[];
  readonly #timed: Uint8Array;

  constructor(
    groups: number,
    private readonly ttlsS: readonly number[],
  ) {
    const zeros = (): Float64Array => new Float64Array(groups);
    this.requests = zeros();
    this.#timed = new Uint8Array(groups);
    this.sums = ttlsS.map(() => ({ hits: zeros(), bytes: zeros(), appS: zeros() }));
  }

  /** Counts a request, whoever answers it. @param appS application seconds; NaN: not logged */
  count(group: number, appS: number): void {
    this.requests[group] = this.requests[group]! + 1;
    if (!Number.isNaN(appS)) this.#timed[group] = 1;
  }

  /** An entry for each cache. */
  of(group: number): Answered[] {
    const asked = this.requests[group]!;
    return this.sums.map(({ hits, bytes, appS }, i) => ({
      ttlS: this.ttlsS[i]!,
      hits: hits[group]!,
      hitRatio: asked === 0 ? 0 : hits[group]! / asked,
      bytes: bytes[group]!,
      appSeconds: this.#timed[group] === 1 ? appS[group]! : null,
    }));
  }
}

/** Caches of some settings that are asked the same, and what each answers by the numbers of routes. */
export class AnsweredByRoute {
  readonly #caches: readonly ReplayedCache[];
  readonly #tally: Tally;

  constructor(routes: number, settings: readonly CacheSettings[]) {
    this.#caches = settings.map((setting) => new ReplayedCache(setting));
    this.#tally = new Tally(
      routes,
      settings.map(({ ttlS }) => ttlS),
    );
  }

  /** By route. */
  get requests(): Float64Array {
    return this.#tally.requests;
  }

  /** Requests come in their order. */
  ask({ route, key, startS, readyS, bytes, appS }: AskedRequest): void {
    const { sums } = this.#tally;
    this.#tally.count(route, appS);
    for (let i = 0; i < sums.length; i++) {
      if (this.#caches[i]!.answers(key, startS, readyS, bytes)) addHit(sums[i]!, route, bytes, appS);
    }
  }

  /** An entry for each setting. */
  of(route: number): Answered[] {
    return this.#tally.of(route);
  }
}
