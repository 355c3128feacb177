import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RepeatedAnswers } from '../../src/advice/cache.js';
import { rowsOf } from '../support/analyze.js';
import { type LineFields, logOf, repeated, START_S } from '../support/lines.js';

const FEWEST = 10;
const repeatedOf = (lines: readonly Partial<LineFields>[], fewest = FEWEST) =>
  rowsOf<RepeatedAnswers>('repeated_answers', logOf(lines), {}, { fewest });

const PAGE: Partial<LineFields> = { request: 'GET /page HTTP/1.1', bytes: 2000, upstreamS: '0.100' };

/** What a cache that forgets at every whole multiple of its time to live must still ask. */
function missesOf(times: readonly number[], ttlS: number): number {
  let misses = 0;
  let stored = Number.NaN;
  for (const time of [...times].sort((a, b) => a - b)) {
    const slice = Math.floor((START_S + time) / ttlS);
    if (slice !== stored) misses++;
    stored = slice;
  }
  return misses;
}

/** What a cache must still ask that keeps an answer for exactly its time to live. */
function missesOfTtl(times: readonly number[], ttlS: number): number {
  let misses = 0;
  let storedAt = Number.NEGATIVE_INFINITY;
  for (const time of [...times].sort((a, b) => a - b)) {
    if (time - storedAt < ttlS) continue;
    misses++;
    storedAt = time;
  }
  return misses;
}

describe('repeated_answers', () => {
  it('says what a cache of ten seconds, a minute and ten minutes would have answered', async () => {
    // Twenty requests, one each 15 s, from second 20 of a minute on: 5 minutes, so 6 slices of a minute.
    const rows = await repeatedOf(repeated(20, PAGE, 15));
    expect(rows).toEqual([
      {
        method: 'GET',
        host: null,
        route: '/page',
        urls: 1,
        requests: 20,
        bytes: 40_000,
        smallest: 2000,
        app_seconds: expect.closeTo(2),
        saved_10s: 0,
        saved_60s: expect.closeTo(1.4),
        saved_600s: expect.closeTo(1.9),
        hits_60s: 14,
        route_requests: 20,
      },
    ]);
  });

  it('agrees with a replay of any traffic, and never promises more than a real cache would save', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: FEWEST, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(times, async (ms) => {
        const at = ms.map((value) => value / 1e3);
        const [row] = await repeatedOf(at.map((time) => ({ ...PAGE, at: time })));
        expect(row!.requests - row!.hits_60s).toBe(missesOf(at, 60));
        for (const [ttl, saved] of [
          [10, row!.saved_10s],
          [60, row!.saved_60s],
          [600, row!.saved_600s],
        ] as const) {
          const mean = 0.1;
          expect(saved).toBeCloseTo(mean * (at.length - missesOf(at, ttl)), 6);
          expect(saved).toBeLessThanOrEqual(mean * (at.length - missesOfTtl(at, ttl)) + 1e-9);
        }
        expect(row!.saved_10s!).toBeLessThanOrEqual(row!.saved_60s!);
        expect(row!.saved_60s!).toBeLessThanOrEqual(row!.saved_600s!);
      }),
      { numRuns: 12 },
    );
  });

  it('adds the URLs of a route up, each with its query, and counts the whole route beside them', async () => {
    const item = (id: number, bytes: number) => ({ ...PAGE, request: `GET /items/${id} HTTP/1.1`, bytes });
    const rows = await repeatedOf([
      ...repeated(12, item(100_001, 3000)),
      ...repeated(10, item(100_002, 1500)),
      ...repeated(10, { ...item(100_001, 1600), request: 'GET /items/100001?full=1 HTTP/1.1' }),
      ...repeated(9, item(100_003, 5000)),
      { ...item(100_004, 5000), status: 404 },
    ]);
    expect(rows).toEqual([
      expect.objectContaining({
        route: '/items/:id',
        urls: 3,
        requests: 32,
        bytes: 36_000 + 15_000 + 16_000,
        smallest: 1500,
        route_requests: 41,
      }),
    ]);
  });

  it.each<[name: string, lines: Partial<LineFields>[]]>([
    ['a URL asked for fewer times than wanted', repeated(FEWEST - 1, PAGE)],
    ['answers of varying size', [...repeated(20, PAGE), { ...PAGE, bytes: 2001 }]],
    ['a POST', repeated(20, { ...PAGE, request: 'POST /page HTTP/1.1' })],
    ['static files', repeated(20, { ...PAGE, request: 'GET /page.css HTTP/1.1' })],
    ['answers of nginx', repeated(20, { ...PAGE, upstreamS: '-' })],
    ['answers of a cache', repeated(20, { ...PAGE, upstreamS: '-', cache: 'HIT' })],
    ['errors', repeated(20, { ...PAGE, status: 500 })],
    ['a URL of clients with a login', repeated(20, { ...PAGE, user: 'ann' })],
    ['a URL mostly of clients with a login', [...repeated(11, PAGE), ...repeated(12, { ...PAGE, user: 'ann' })]],
  ])('leaves out %s', async (_name, lines) => {
    expect(await repeatedOf(lines)).toEqual([]);
  });

  it('counts only requests without a login, where some have one', async () => {
    const [row] = await repeatedOf([...repeated(12, PAGE), ...repeated(12, { ...PAGE, user: 'ann' })]);
    expect(row).toMatchObject({ requests: 12, bytes: 24_000, app_seconds: expect.closeTo(1.2), route_requests: 24 });
  });

  it('leaves out a log without times', async () => {
    const log = '"GET /page HTTP/1.1" 200 2000 urt=0.1\n'.repeat(20);
    const logFormat = '"$request" $status $body_bytes_sent urt=$upstream_response_time';
    expect(await rowsOf('repeated_answers', log, { logFormat }, { fewest: FEWEST })).toEqual([]);
  });

  it('has no seconds where the log has no upstream time', async () => {
    const log = Array.from({ length: 20 }, (_, i) => `${START_S + i} "GET /page HTTP/1.1" 200 2000 10.0.0.1:80\n`).join(
      '',
    );
    const logFormat = '$msec "$request" $status $body_bytes_sent $upstream_addr';
    const [row] = await rowsOf<RepeatedAnswers>('repeated_answers', log, { logFormat }, { fewest: FEWEST });
    // 20 s from second 20 of a minute on lie in one slice of a minute.
    expect(row).toMatchObject({ requests: 20, app_seconds: null, saved_60s: null, hits_60s: 19 });
  });

  it('puts the route that saves most first', async () => {
    const rows = await repeatedOf([
      ...repeated(20, { ...PAGE, request: 'GET /cheap HTTP/1.1', upstreamS: '0.001' }),
      ...repeated(20, { ...PAGE, request: 'GET /dear HTTP/1.1', upstreamS: '0.500' }),
    ]);
    expect(rows.map(({ route }) => route)).toEqual(['/dear', '/cheap']);
  });
});
