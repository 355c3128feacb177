import { routeName } from '../report/route-name.js';
import type { Recommendation } from '../report/types.js';
import type { Findings } from './advise.js';
import { inCount, inPercent, inSeconds, savingOf } from './saving.js';

/** A row of queries/repeated_answers.sql. */
export interface RepeatedAnswers {
  method: string;
  host: string | null;
  route: string;
  urls: number;
  requests: number;
  bytes: number;
  smallest: number;
  app_seconds: number | null;
  saved_10s: number | null;
  saved_60s: number | null;
  saved_600s: number | null;
  hits_60s: number;
  route_requests: number;
}

// Two different answers of some hundred bytes often have one size ({"ok":true,"id":42}); two pages rarely do.
const LEAST_BYTES = 512;
const LEAST_SHARE = 0.005;
const FEWEST_HITS = 20;

/** Dynamic answers that are the same for everybody each time, as far as a log can tell: one URL, one size, no login. */
export function adviseCache(repeated: readonly RepeatedAnswers[], { totals }: Findings): Recommendation[] {
  return repeated
    .filter((row) => worthIt(row, totals.appSeconds))
    .map((row) => {
      const name = routeName(row);
      const hitRatio = row.hits_60s / row.requests;
      const covered = row.requests / row.route_requests;
      return {
        id: `cache:${name}`,
        action: 'cache',
        target: name,
        routes: [name],
        saving: savingOf(totals, row.hits_60s, Math.round(row.bytes * hitRatio), {
          expected: row.saved_60s,
          low: row.saved_10s,
          high: row.saved_600s,
        }),
        confidence: row.requests >= 50 && covered >= 0.9 ? 'medium' : 'low',
        why: `${inCount(row.urls, 'URL')} ${row.urls === 1 ? 'was' : 'were'} answered ${inCount(row.requests, 'time')} with 200 and the same size each time, without a login. A cache of one minute would have answered ${inPercent(hitRatio)} of them${
          row.saved_10s === null || row.saved_600s === null
            ? ''
            : `; ten seconds would save ${inSeconds(row.saved_10s)}, ten minutes ${inSeconds(row.saved_600s)}`
        }.`,
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

function worthIt(row: RepeatedAnswers, allSeconds: number | null): boolean {
  if (row.smallest < LEAST_BYTES || row.hits_60s < FEWEST_HITS) return false;
  return row.saved_60s === null || allSeconds === null || row.saved_60s >= allSeconds * LEAST_SHARE;
}
