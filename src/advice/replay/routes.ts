import type { Asking } from '../../store/store.js';
import { type CacheSettings, type KeyedRequests, replayCache } from './cache.js';

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

/** Requests that the cache was not asked for, by reason. */
export interface LeftOut {
  /** POST and others change things. */
  method: number;
  /** With a login, on which answers may depend. */
  login: number;
  /** Sizes differ: by who asks (cookies, Vary), or over time. */
  changing: number;
  /** URLs asked for fewer than ten times. */
  rare: number;
  /** Bodies so small that equal sizes prove nothing. */
  small: number;
  /** A size or a time is not logged. */
  unlogged: number;
}

export interface CachedRoute {
  method: string | null;
  host: string | null;
  route: string;
  /** URLs that a cache may hold, query included. */
  urls: number;
  /** Their requests without a login. */
  requests: number;
  /** Requests that the application answered with 200. */
  answers: number;
  leftOut: LeftOut;
  /** An entry a time to live, in the order asked for. */
  cached: Answered[];
  /** The same where the query is no part of the key, of `pageRequests`; null: answers depend on it, or there is none. */
  withoutQuery: Answered[] | null;
  pageRequests: number;
}

/** What `logsplit cache` gives as JSON: a contract, see README.md. */
export interface CacheReplay {
  schema: 'logsplit.caches/1';
  ttls: readonly number[];
  /** Null: no bound. */
  sizeBytes: number | null;
  /** Most application seconds saved first. */
  routes: CachedRoute[];
}

/** A row of queries/cache_routes.sql. */
interface RouteRow {
  number: number;
  method: string | null;
  host: string | null;
  route: string;
  urls: number;
  answers: number;
  method_answers: number;
  login_answers: number;
  changing_answers: number;
  rare_answers: number;
  small_answers: number;
  unlogged_answers: number;
}

/** Replays the log through caches, one for each time to live: what each would have answered, by route. */
export async function replayRoutes(
  { query, columns }: Asking,
  ttlsS: readonly number[],
  sizeBytes: number | null = null,
): Promise<CachedRoute[]> {
  const rows = await query<RouteRow>('cache_routes');
  const read = await columns('cache_requests');
  const [url, page, route] = [read.integers('url'), read.integers('page'), read.integers('route')];
  const requests = { startS: read.doubles('start_s'), readyS: read.doubles('ready_s'), bytes: read.doubles('bytes') };
  const appS = read.doubles('app_s');
  const urls = greatest(url) + 1;
  const whole: Keyed = { ...requests, keys: urls, key: url, route, routes: rows.length, appS };
  const pages: Keyed = {
    ...whole,
    keys: urls + greatest(page) + 1,
    key: url.map((own, i) => (page[i]! >= 0 ? urls + page[i]! : own)),
  };
  const settings = ttlsS.map((ttlS) => ({ ttlS, sizeBytes }));
  const cached = answeredByRoute(whole, settings);
  const withoutQuery = pages.keys > urls ? answeredByRoute(pages, settings) : null;
  const hasPages = new Uint8Array(rows.length);
  for (let i = 0; i < page.length; i++) if (page[i]! >= 0) hasPages[route[i]!] = 1;
  return rows.map((row) => ({
    method: row.method,
    host: row.host,
    route: row.route,
    urls: row.urls,
    requests: cached.requests[row.number]!,
    answers: row.answers,
    leftOut: {
      method: row.method_answers,
      login: row.login_answers,
      changing: row.changing_answers,
      rare: row.rare_answers,
      small: row.small_answers,
      unlogged: row.unlogged_answers,
    },
    cached: cached.of(row.number),
    withoutQuery: hasPages[row.number] === 1 ? withoutQuery!.of(row.number) : null,
    pageRequests: withoutQuery?.requests[row.number] ?? 0,
  }));
}

interface Keyed extends KeyedRequests {
  routes: number;
  route: Int32Array;
  /** NaN: not logged. */
  appS: Float64Array;
}

/** What caches of such settings answer, by the numbers of routes. */
export function answeredByRoute(
  requests: Keyed,
  settings: readonly CacheSettings[],
): { requests: Float64Array; of: (route: number) => Answered[] } {
  const { routes, route, key, bytes, appS } = requests;
  const asked = new Float64Array(routes);
  const timed = new Uint8Array(routes);
  for (let i = 0; i < key.length; i++) {
    if (key[i]! < 0) continue;
    const r = route[i]!;
    asked[r] = asked[r]! + 1;
    if (!Number.isNaN(appS[i]!)) timed[r] = 1;
  }
  const replayed = settings.map((setting) => {
    const answered = replayCache(requests, setting);
    const sums = { hits: new Float64Array(routes), bytes: new Float64Array(routes), appS: new Float64Array(routes) };
    for (let i = 0; i < key.length; i++) {
      if (answered[i] === 0) continue;
      const r = route[i]!;
      sums.hits[r] = sums.hits[r]! + 1;
      sums.bytes[r] = sums.bytes[r]! + bytes[i]!;
      if (!Number.isNaN(appS[i]!)) sums.appS[r] = sums.appS[r]! + appS[i]!;
    }
    return { ttlS: setting.ttlS, sums };
  });
  return {
    requests: asked,
    of: (r) =>
      replayed.map(({ ttlS, sums }) => ({
        ttlS,
        hits: sums.hits[r]!,
        hitRatio: asked[r] === 0 ? 0 : sums.hits[r]! / asked[r]!,
        bytes: sums.bytes[r]!,
        appSeconds: timed[r] === 1 ? sums.appS[r]! : null,
      })),
  };
}

function greatest(values: Int32Array): number {
  let most = -1;
  for (const value of values) if (value > most) most = value;
  return most;
}
