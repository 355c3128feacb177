import { routeName } from '../report/route-name.js';
import type { Recommendation } from '../report/types.js';
import type { Findings } from './advise.js';
import type { CachedFiles } from './replay/files.js';
import { inCount, inPercent, savingOf } from './saving.js';

const HOUR_S = 3600;
/** An hour, a day, a week. */
const TTLS_S = [HOUR_S, 24 * HOUR_S, 7 * 24 * HOUR_S] as const;

// A CDN is one more service to run: it has to take away a good part of the traffic.
const LEAST_SHARE = 1 / 3;
const FEWEST_HITS = 1000;

/**
 * Static files that a CDN would answer in place of this server: a host's, where they are a good part of all bytes.
 * @param replay the log through CDNs of some times to live; asked only where it can matter
 */
export async function adviseCdn(
  replay: (ttlsS: readonly number[]) => Promise<CachedFiles[]>,
  { routes, totals }: Findings,
): Promise<Recommendation[]> {
  const files = routes.filter(({ kind }) => kind === 'static');
  const fileBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (totals.static < FEWEST_HITS || fileBytes < totals.bytes * LEAST_SHARE) return [];
  return (await replay(TTLS_S)).flatMap(({ host, requests, cached }): Recommendation[] => {
    const [hour, day, week] = cached as unknown as [(typeof cached)[0], (typeof cached)[0], (typeof cached)[0]];
    if (day.hits < FEWEST_HITS || day.bytes < totals.bytes * LEAST_SHARE) return [];
    const target = host === null ? 'static files' : `static files of ${host}`;
    return [
      {
        id: host === null ? 'cdn:files' : `cdn:${host}`,
        action: 'cdn',
        target,
        routes: files.filter((route) => route.host === host).map(routeName),
        saving: savingOf(totals, day.hits, day.bytes, {
          expected: day.appSeconds ?? 0,
          low: hour.appSeconds ?? 0,
          high: week.appSeconds ?? 0,
        }),
        confidence: 'medium',
        why: `${inCount(requests, 'request')} for static files were ${inPercent(fileBytes / totals.bytes)} of all bytes. A CDN that keeps them for a day would have answered ${inPercent(day.hitRatio)} of them, ${inPercent(day.bytes / totals.bytes)} of all bytes; with an hour to live ${inPercent(hour.hitRatio)}.`,
        how: [
          'Let a CDN ask this server, and give the files a Cache-Control header: a year and immutable where names change with their content, else an hour to a day. `logsplit advise cdn` prints the headers by path.',
          'A CDN of several places fetches a file once for each of them: of rarely asked files it answers less than this replay, which is of one cache.',
        ].join('\n'),
      },
    ];
  });
}
