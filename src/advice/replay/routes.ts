import type { Asking } from '../../store/store.js';
import { type Answered, AnsweredByRoute } from './answered.js';

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
  asking: Pick<Asking, 'query' | 'batches' | 'withCacheUrls'>,
  ttlsS: readonly number[],
  sizeBytes: number | null = null,
): Promise<CachedRoute[]> {
  return asking.withCacheUrls(() => replay(asking, ttlsS, sizeBytes));
}

async function replay(
  { query, batches }: Pick<Asking, 'query' | 'batches'>,
  ttlsS: readonly number[],
  sizeBytes: number | null,
): Promise<CachedRoute[]> {
  const rows = await query<RouteRow>('cache_routes');
  const settings = ttlsS.map((ttlS) => ({ ttlS, sizeBytes }));
  const routes = (rows.at(-1)?.number ?? -1) + 1;
  const byUrl = new AnsweredByRoute(routes, settings);
  // A page's key stands for all of its URLs.
  const byPage = new AnsweredByRoute(routes, settings);
  const urls = rows.reduce((sum, row) => sum + row.urls, 0);
  const hasPages = new Uint8Array(routes);
  for await (const batch of batches('cache_requests')) {
    const [urlOf, pageOf, routeOf] = [batch.integers('url'), batch.integers('page'), batch.integers('route')];
    const [start, ready] = [batch.doubles('start_s'), batch.doubles('ready_s')];
    const [size, app] = [batch.doubles('bytes'), batch.doubles('app_s')];
    for (let i = 0; i < batch.rows; i++) {
      const [route, url, page] = [routeOf[i]!, urlOf[i]!, pageOf[i]!];
      const asked = { route, key: url, startS: start[i]!, readyS: ready[i]!, bytes: size[i]!, appS: app[i]! };
      if (url >= 0) byUrl.ask(asked);
      if (page >= 0) hasPages[route] = 1;
      byPage.ask({ ...asked, key: page >= 0 ? urls + page : url });
    }
  }
  const pages = hasPages.includes(1) ? byPage : null;
  return rows.map((row) => ({
    method: row.method,
    host: row.host,
    route: row.route,
    urls: row.urls,
    requests: byUrl.requests[row.number]!,
    answers: row.answers,
    leftOut: {
      method: row.method_answers,
      login: row.login_answers,
      changing: row.changing_answers,
      rare: row.rare_answers,
      small: row.small_answers,
      unlogged: row.unlogged_answers,
    },
    cached: byUrl.of(row.number),
    withoutQuery: hasPages[row.number] === 1 ? byPage.of(row.number) : null,
    pageRequests: pages?.requests[row.number] ?? 0,
  }));
}
