import { describe, expect, it } from 'vitest';
import { adviseCache, type RepeatedAnswers } from '../../src/advice/cache.js';
import { reportOf } from '../support/analyze.js';
import { findings } from '../support/findings.js';
import { type LineFields, logOf, repeated } from '../support/lines.js';

const row = (fields: Partial<RepeatedAnswers> = {}): RepeatedAnswers => ({
  method: 'GET',
  host: null,
  route: '/page',
  urls: 1,
  requests: 100,
  bytes: 200_000,
  smallest: 2000,
  app_seconds: 5,
  saved_10s: 3,
  saved_60s: 4,
  saved_600s: 4.9,
  hits_60s: 80,
  route_requests: 100,
  ...fields,
});
// 100 requests of 10 s in all.
const WHOLE = findings([{ route: '/page', app: 100, appSeconds: 10 }]);
const cache = (fields: Partial<RepeatedAnswers> = {}) => adviseCache([row(fields)], WHOLE)[0];

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

  it.each<[name: string, fields: Partial<RepeatedAnswers>, confidence: string]>([
    ['many requests that are nearly the whole route', {}, 'medium'],
    ['fifty of them', { requests: 50, route_requests: 50, hits_60s: 40 }, 'medium'],
    ['fewer than fifty', { requests: 49, route_requests: 49, hits_60s: 40 }, 'low'],
    ['nine tenths of the route', { requests: 90, route_requests: 100 }, 'medium'],
    ['less of the route', { requests: 89, route_requests: 100 }, 'low'],
  ])('has its confidence from %s', (_name, fields, confidence) => {
    expect(cache(fields)!.confidence).toBe(confidence);
  });

  it.each<[name: string, fields: Partial<RepeatedAnswers>, isAdvised: boolean]>([
    ['bodies of 512 bytes', { smallest: 512 }, true],
    ['smaller ones, of which two differ and have one size', { smallest: 511 }, false],
    ['twenty hits', { hits_60s: 20 }, true],
    ['fewer', { hits_60s: 19 }, false],
    ['half a per cent of all application time', { saved_60s: 0.05 }, true],
    ['less', { saved_60s: 0.049 }, false],
  ])('is worth it, or not, for %s', (_name, fields, isAdvised) => {
    expect(cache(fields) !== undefined).toBe(isAdvised);
  });

  it('counts requests and bytes alone where the log has no upstream time', () => {
    const untimed = findings([{ route: '/page', appSeconds: null }]);
    const none = { app_seconds: null, saved_10s: null, saved_60s: null, saved_600s: null };
    const [advice] = adviseCache([row(none)], untimed);
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
  const cached = async (lines: readonly Partial<LineFields>[]) =>
    (await reportOf(logOf(lines))).recommendations.filter(({ action }) => action === 'cache');

  it('a page asked for every second is advised, with the misses of a replay', async () => {
    // 120 s from second 20 of a minute on touch 3 minutes, 13 slices of ten seconds, and one of ten minutes
    // (22:13:20 to 22:15:19).
    const [advice] = await cached(repeated(120, PAGE));
    expect(advice!.saving).toMatchObject({
      requests: 117,
      bytes: 234_000,
      appSeconds: expect.closeTo(11.7),
      low: expect.closeTo(12 - 1.2),
      high: expect.closeTo(11.9),
      share: expect.closeTo(0.975),
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
    ['requests so rare that no cache of a minute holds', repeated(120, PAGE, 61)],
  ])('%s are not', async (_name, lines) => {
    expect(await cached(lines)).toEqual([]);
  });
});
