import type { Asking } from '../../store/store.js';
import { type Answered, AnsweredByRoute } from './answered.js';
import { CacheApart, type Sums } from './apart.js';
import { UrlNumbers } from './url-numbers.js';

export interface CachedFiles {
  /** Null: not logged. */
  host: string | null;
  requests: number;
  cached: Answered[];
}

/** The place of a host by its id. */
type Places = ReadonlyMap<number, number>;

/** More of them are replayed in order, which takes a sixth of the memory. */
const MOST_URLS = 200_000;

/** Replays the requests for static files through a CDN that holds all of them, one for each time to live, by host. */
export async function replayFiles(
  { query, batches, stretches }: Pick<Asking, 'query' | 'batches' | 'stretches'>,
  ttlsS: readonly number[],
): Promise<CachedFiles[]> {
  const hosts = await query<{ id: number; host: string | null }>('static_hosts');
  const places = new Map(hosts.map(({ id }, place) => [id, place]));
  const methods = new Set((await query<{ id: number }>('read_methods')).map(({ id }) => id));
  const { requests, of } =
    (await replayAsLogged({ stretches }, ttlsS, { places, methods })) ??
    (await replayInOrder({ batches }, ttlsS, places));
  return hosts.map(({ host }, i) => ({ host, requests: requests[i]!, cached: of(i) }));
}

interface Replayed {
  /** By the places of hosts. */
  requests: Float64Array;
  of: (place: number) => Answered[];
}

/** Null: there are too many URLs, or the log is too far from being in order. */
async function replayAsLogged(
  { stretches }: Pick<Asking, 'stretches'>,
  ttlsS: readonly number[],
  { places, methods }: { places: Places; methods: ReadonlySet<number> },
): Promise<Replayed | null> {
  const zeros = (): Float64Array => new Float64Array(places.size);
  const requests = zeros();
  const timed = new Uint8Array(places.size);
  const sums = ttlsS.map((): Sums => ({ hits: zeros(), bytes: zeros(), appS: zeros() }));
  const caches = ttlsS.map((ttlS, i) => new CacheApart(ttlS, sums[i]!));
  const urls = new UrlNumbers();
  for await (const batch of stretches('static_requests_as_logged')) {
    const [host, path, query] = [batch.integers('host_id'), batch.integers('path_id'), batch.integers('query_id')];
    const [start, line, method] = [batch.doubles('start_s'), batch.doubles('line'), batch.integers('method_id')];
    const [bytes, app] = [batch.doubles('bytes'), batch.doubles('app_s')];
    for (let i = 0; i < batch.rows; i++) {
      if (!methods.has(method[i]!)) continue;
      const place = places.get(host[i]!)!;
      const url = urls.of(host[i]!, path[i]!, query[i]!);
      requests[place] = requests[place]! + 1;
      if (!Number.isNaN(app[i]!)) timed[place] = 1;
      for (const cache of caches) if (!cache.ask(place, url, start[i]!, line[i]!, bytes[i]!, app[i]!)) return null;
    }
    if (urls.count > MOST_URLS) return null;
  }
  return {
    requests,
    of: (place) =>
      sums.map(({ hits, bytes, appS }, i) => ({
        ttlS: ttlsS[i]!,
        hits: hits[place]!,
        hitRatio: requests[place] === 0 ? 0 : hits[place]! / requests[place]!,
        bytes: bytes[place]!,
        appSeconds: timed[place] === 1 ? appS[place]! : null,
      })),
  };
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
  return { requests: answered.requests, of: (place) => answered.of(place) };
}
