import type { NumberColumns } from '../../store/number-columns.js';
import type { Asking } from '../../store/store.js';
import { together } from '../../together.js';
import { type Answered, AnsweredByRoute, Tally } from './answered.js';
import { CacheApart } from './apart.js';
import { UrlNumbers } from './url-numbers.js';

export interface CachedFiles {
  /** Null: not logged. */
  host: string | null;
  requests: number;
  cached: Answered[];
}

/** The places of hosts from 0, by their ids. */
type Places = ReadonlyMap<number, number>;

/** More of them are replayed in order, which takes a sixth of the memory. */
const MOST_URLS = 200_000;

/** Replays the requests for static files through a CDN that holds all of them, one for each time to live, by host. */
export async function replayFiles(
  { query, batches, stretches }: Pick<Asking, 'query' | 'batches' | 'stretches'>,
  ttlsS: readonly number[],
): Promise<CachedFiles[]> {
  const [hosts, reading] = await together([
    query<{ id: number; host: string | null }>('static_hosts'),
    query<{ id: number }>('read_methods'),
  ]);
  const places = new Map(hosts.map(({ id }, place) => [id, place]));
  const methods = reading.map(({ id }) => id);
  const replayed =
    (await replayAsLogged({ stretches }, ttlsS, { places, methods })) ??
    (await replayInOrder({ batches }, ttlsS, places));
  return hosts.map(({ host }, i) => ({ host, requests: replayed.requests[i]!, cached: replayed.of(i) }));
}

/** By the places of hosts. */
type Replayed = Pick<Tally, 'requests' | 'of'>;

/** Null: there are too many URLs, or the log is too far from being in order. */
async function replayAsLogged(
  { stretches }: Pick<Asking, 'stretches'>,
  ttlsS: readonly number[],
  { places, methods }: { places: Places; methods: readonly number[] },
): Promise<Replayed | null> {
  const replay = new ReplayAsLogged(ttlsS, places, methods);
  for await (const batch of stretches('static_requests_as_logged')) {
    if (!replay.take(batch) || replay.urls > MOST_URLS) return null;
  }
  return replay.tally;
}

/** Takes requests as they lie in the log. Its loop is in no asynchronous function: those are optimised anew all the time. */
class ReplayAsLogged {
  /** By the places of hosts. */
  readonly tally: Tally;
  readonly #caches: readonly CacheApart[];
  readonly #urls = new UrlNumbers();
  /** By ids, as the next: a Map is asked millions of times. */
  readonly #placeOf: Int32Array;
  readonly #isRead: Uint8Array;

  constructor(ttlsS: readonly number[], places: Places, methods: readonly number[]) {
    let lastHost = 0;
    for (const id of places.keys()) lastHost = Math.max(lastHost, id);
    this.#placeOf = new Int32Array(lastHost + 1);
    for (const [id, place] of places) this.#placeOf[id] = place;
    this.#isRead = new Uint8Array(Math.max(0, ...methods) + 1);
    for (const id of methods) this.#isRead[id] = 1;
    this.tally = new Tally(places.size, ttlsS);
    this.#caches = this.tally.sums.map((sums, i) => new CacheApart(ttlsS[i]!, sums));
  }

  get urls(): number {
    return this.#urls.count;
  }

  /** False: one came too late. */
  take(batch: NumberColumns): boolean {
    const [host, path, query] = [batch.integers('host_id'), batch.integers('path_id'), batch.integers('query_id')];
    const [start, line, method] = [batch.doubles('start_s'), batch.doubles('line'), batch.integers('method_id')];
    const [bytes, app] = [batch.doubles('bytes'), batch.doubles('app_s')];
    for (let i = 0; i < batch.rows; i++) {
      if (this.#isRead[method[i]!] !== 1) continue;
      if (!this.#ask(host[i]!, path[i]!, query[i]!, start[i]!, line[i]!, bytes[i]!, app[i]!)) return false;
    }
    return true;
  }

  #ask(host: number, path: number, query: number, startS: number, line: number, bytes: number, appS: number): boolean {
    const place = this.#placeOf[host]!;
    const url = this.#urls.of(host, path, query);
    this.tally.count(place, appS);
    for (const cache of this.#caches) if (!cache.ask(place, url, startS, line, bytes, appS)) return false;
    return true;
  }
}

async function replayInOrder(
  { batches }: Pick<Asking, 'batches'>,
  ttlsS: readonly number[],
  places: Places,
): Promise<Replayed> {
  const answered = new AnsweredByRoute(
    places.size,
    ttlsS.map((ttlS) => ({ ttlS, sizeBytes: null })),
  );
  for await (const batch of batches('static_requests')) {
    const [url, host] = [batch.integers('url'), batch.integers('host_id')];
    const [start, bytes, app] = [batch.doubles('start_s'), batch.doubles('bytes'), batch.doubles('app_s')];
    for (let i = 0; i < batch.rows; i++) {
      answered.ask({
        route: places.get(host[i]!)!,
        key: url[i]!,
        startS: start[i]!,
        readyS: start[i]!,
        bytes: bytes[i]!,
        appS: app[i]!,
      });
    }
  }
  return answered;
}
