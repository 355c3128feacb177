import { grouped } from '../grouped.js';
import { routeName } from '../report/route-name.js';
import type { Recommendation } from '../report/types.js';
import type { Findings } from './advise.js';
import type { Answered } from './replay/answered.js';
import type { CachedRoute, LeftOut } from './replay/routes.js';
import { inCount, inPercent, inSeconds, savingOf } from './saving.js';

/** Times to live that are compared, seconds: what is advised lies between the others. */
export const TTLS_S = [10, 60, 600] as const;

const LEAST_SHARE = 0.005;
const FEWEST_HITS = 20;
/** A key without the query is worth a sentence from so much more hits on. */
const LEAST_GAIN = 0.1;

/** Dynamic answers that are the same for everybody each time, as far as a log can tell: one URL, one size, no login. */
export function adviseCache(replayed: readonly CachedRoute[], { totals }: Findings): Recommendation[] {
  return replayed
    .filter((route) => worthIt(route, totals.appSeconds))
    .map((route) => {
      const name = routeName(route);
      const [short, minute, long] = threeOf(route.cached);
      return {
        id: `cache:${name}`,
        action: 'cache',
        target: name,
        routes: [name],
        saving: savingOf(totals, minute.hits, minute.bytes, {
          expected: minute.appSeconds,
          low: short.appSeconds,
          high: long.appSeconds,
        }),
        confidence: route.requests >= 50 && route.requests / route.answers >= 0.9 ? 'medium' : 'low',
        why: [
          `${inCount(route.urls, 'URL')} ${route.urls === 1 ? 'was' : 'were'} answered ${inCount(route.requests, 'time')} with 200 and the same size each time, without a login.`,
          `A cache of one minute would have answered ${inPercent(minute.hitRatio)} of them${
            short.appSeconds === null || long.appSeconds === null
              ? ''
              : `; ten seconds would save ${inSeconds(short.appSeconds)}, ten minutes ${inSeconds(long.appSeconds)}`
          }.`,
          ...withoutQuery(route, minute),
          ...leftOut(route.leftOut),
        ].join(' '),
        how: [
          'The same size is not proof of the same bytes: compare two answers, and make sure that no cookie or login changes them. Then cache them in nginx for a minute:',
          '',
          '    # in the http block',
          '    proxy_cache_path /var/cache/nginx/app keys_zone=app:10m max_size=1g;',
          '',
          '    # in the location of this route, with the name of your session cookie',
          '    proxy_cache app;',
          '    proxy_cache_valid 200 1m;',
          '    proxy_cache_lock on;',
          '    proxy_cache_use_stale updating error timeout;',
          '    proxy_cache_bypass $http_authorization $cookie_sessionid;',
          '    proxy_no_cache $http_authorization $cookie_sessionid;',
        ].join('\n'),
      };
    });
}

function worthIt({ cached }: CachedRoute, allSeconds: number | null): boolean {
  const [, { hits, appSeconds }] = threeOf(cached);
  if (hits < FEWEST_HITS) return false;
  return appSeconds === null || allSeconds === null || appSeconds >= allSeconds * LEAST_SHARE;
}

function threeOf(cached: readonly Answered[]): readonly [Answered, Answered, Answered] {
  return cached as unknown as [Answered, Answered, Answered];
}

function withoutQuery({ withoutQuery: pages, pageRequests }: CachedRoute, minute: Answered): string[] {
  if (pages === null) return [];
  const page = threeOf(pages)[1];
  if (page.hits < minute.hits * (1 + LEAST_GAIN)) return [];
  return [
    `Its answers had one size whatever the query: with a key without the query, ${inPercent(page.hitRatio)} of ${inCount(pageRequests, 'request')}.`,
  ];
}

const REASONS: Record<keyof LeftOut, string> = {
  method: 'for their method',
  login: 'with a login',
  changing: 'of changing sizes (cookies, Vary, or new content)',
  rare: 'for URLs asked for fewer than ten times',
  small: 'too small to be compared',
  unlogged: 'without a size or a time',
};

/** What the cache was not asked for, in a sentence; none where that is nothing. */
function leftOut(counts: LeftOut): string[] {
  const parts = (Object.keys(REASONS) as (keyof LeftOut)[])
    .filter((reason) => counts[reason] > 0)
    .map((reason) => `${grouped(counts[reason])} ${REASONS[reason]}`);
  return parts.length === 0 ? [] : [`Left out: ${parts.join(', ')}.`];
}
