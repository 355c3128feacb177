import { describe, expect, it } from 'vitest';
import { adviseCache } from '../../src/advice/cache.js';
import type { CachedRoute } from '../../src/advice/replay/routes.js';
import { reportOf } from '../support/analyze.js';
import { findings } from '../support/findings.js';
import { type LineFields, logOf, repeated } from '../support/lines.js';

/** By time to live: ten seconds, a minute, ten minutes. */
const cached = (
  hits: number,
  appSeconds: readonly (number | null)[] = [3, 4, 4.9],
  requests = 100,
): CachedRoute['cached'] =>
  [10, 60, 600].map((ttlS, i) => ({
    ttlS,
    hits,
    hitRatio: hits / requests,
    bytes: hits * 2000,
    appSeconds: appSeconds[i]!,
  }));
const NOTHING_LEFT_OUT = { method: 0, login: 0, changing: 0, rare: 0, small: 0, unlogged: 0 };

const row = (fields: Partial<CachedRoute> = {}): CachedRoute => ({
  method: 'GET',
  host: null,
  route: '/page',
  urls: 1,
  requests: 100,
  answers: 100,
  leftOut: NOTHING_LEFT_OUT,
  cached: cached(80),
  withoutQuery: null,
  pageRequests: 0,
  ...fields,
});
// 100 requests of 10 s in all.
const WHOLE = findings([{ route: '/page', app: 100, appSeconds: 10 }]);
const cache = (fields: Partial<CachedRoute> = {}) => adviseCache([row(fields)], WHOLE)[0];

describe('caching what is the same for everybody', () => {
  it('saves what a cache of a minute would have, within what ten seconds and ten minutes would', () => {
    expect(cache()).toMatchObject({
      id: 'cache:GET /page',
      action: 'cache',
      target: 'GET /page',
      routes: ['GET /page'],
      // 80 of 100 requests: four fifths of the bytes.
      saving: { requests: 80, bytes: 160_000, appSeconds: 4, low: 3, high: 4.9, share: 0.4 },
    });
  });

  it('says how often, with which figures, and that equal sizes are no proof', () => {
    expect(cache()!.why).toBe(
      '1 URL was answered 100 times with 200 and the same size each time, without a login. A cache of one minute would have answered 80% of them; ten seconds would save 3.0 s, ten minutes 4.9 s.',
    );
    const leftOut = { ...NOTHING_LEFT_OUT, login: 6, rare: 1200 };
    expect(cache({ leftOut })!.why).toMatch(
      /Left out: 6 with a login, 1,200 for URLs asked for fewer than ten times\.$/,
    );
    const withoutQuery = cached(190, undefined, 200);
    expect(cache({ withoutQuery, pageRequests: 200 })!.why).toMatch(
      /with a key without the query, 95% of 200 requests\.$/,
    );
    expect(cache({ withoutQuery: cached(80), pageRequests: 100 })!.why).not.toContain('query');
    expect(cache({ urls: 3 })!.why).toMatch(/^3 URLs were answered/);
    expect(cache()!.how).toMatch(/^The same size is not proof/);
  });

  it('gives directives to paste that keep logins out of the cache', () => {
    const code = cache()!
      .how.split('\n')
      .filter((line) => line.startsWith('    '));
    expect(code.some((line) => /proxy_cache_valid 200 1m;/.test(line))).toBe(true);
    expect(code.some((line) => /proxy_no_cache .*\$http_authorization/.test(line))).toBe(true);
    for (const line of code) expect(line).toMatch(/^ {4}(#|\w+ [^;]+;( +#.*)?$)/);
  });

  it.each<[name: string, fields: Partial<CachedRoute>, confidence: string]>([
    ['many requests that are nearly the whole route', {}, 'medium'],
    ['fifty of them', { requests: 50, answers: 50 }, 'medium'],
    ['fewer than fifty', { requests: 49, answers: 49 }, 'low'],
    ['nine tenths of the route', { requests: 90 }, 'medium'],
    ['less of the route', { requests: 89 }, 'low'],
  ])('has its confidence from %s', (_name, fields, confidence) => {
    expect(cache(fields)!.confidence).toBe(confidence);
  });

  it.each<[name: string, fields: Partial<CachedRoute>, isAdvised: boolean]>([
    ['twenty hits', { cached: cached(20) }, true],
    ['fewer', { cached: cached(19) }, false],
    ['half a per cent of all application time', { cached: cached(80, [0, 0.05, 1]) }, true],
    ['less', { cached: cached(80, [0, 0.049, 1]) }, false],
  ])('is worth it, or not, for %s', (_name, fields, isAdvised) => {
    expect(cache(fields) !== undefined).toBe(isAdvised);
  });

  it('counts requests and bytes alone where the log has no upstream time', () => {
    const untimed = findings([{ route: '/page', appSeconds: null }]);
    const [advice] = adviseCache([row({ cached: cached(80, [null, null, null]) })], untimed);
    expect(advice!.saving).toEqual({
      requests: 80,
      bytes: 160_000,
      appSeconds: null,
      low: null,
      high: null,
      share: null,
    });
    expect(advice!.why).toMatch(/answered 80% of them\.$/);
  });
});

describe('through the whole analysis', () => {
  const PAGE: Partial<LineFields> = {
    request: 'GET /page HTTP/1.1',
    bytes: 2000,
    upstreamS: '0.100',
    requestS: '0.100',
  };
  const cachedBy = async (lines: readonly Partial<LineFields>[]) =>
    (await reportOf(logOf(lines))).recommendations.filter(({ action }) => action === 'cache');

  it('a page asked for every second is advised, with the misses of a replay', async () => {
    // Each answer came 0.1 s later than its request and is used up to the end of the second in which its time is over: one
    // in 12 is fetched, one in 62, one in 602.
    const [advice] = await cachedBy(repeated(120, PAGE));
    expect(advice!.saving).toMatchObject({
      requests: 118,
      bytes: 236_000,
      appSeconds: expect.closeTo(11.8),
      low: expect.closeTo(11),
      high: expect.closeTo(11.9),
      share: expect.closeTo(11.8 / 12),
    });
  });

  it.each<[name: string, lines: Partial<LineFields>[]]>([
    ['clients with a login', repeated(120, { ...PAGE, user: 'ann' })],
    ['varying sizes', repeated(120, PAGE).map((line, i) => ({ ...line, bytes: 2000 + (i % 2) }))],
    ['small bodies', repeated(120, { ...PAGE, bytes: 511 })],
    ['a POST', repeated(120, { ...PAGE, request: 'POST /page HTTP/1.1' })],
    [
      'a query that always differs',
      repeated(120, PAGE).map((line, i) => ({ ...line, request: `GET /page?n=${i} HTTP/1.1` })),
    ],
    ['requests so rare that no cache of a minute holds', repeated(120, PAGE, 62)],
  ])('%s are not', async (_name, lines) => {
    expect(await cachedBy(lines)).toEqual([]);
  });
});
