import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replayRoutes } from '../../../src/advice/replay/routes.js';
import { withLogs } from '../../support/analyze.js';
import { type LineFields, logOf, repeated, START_S } from '../../support/lines.js';

const PAGE: Partial<LineFields> = {
  request: 'GET /page HTTP/1.1',
  bytes: 2000,
  requestS: '0.100',
  upstreamS: '0.100',
};
const replayed = (log: string, ttlsS: readonly number[] = [60], logFormat?: string) =>
  withLogs(log, logFormat === undefined ? {} : { logFormat }, (store) => replayRoutes(store, ttlsS));
const replayedLines = (lines: readonly Partial<LineFields>[], ttlsS?: readonly number[]) =>
  replayed(logOf(lines), ttlsS);
const page = (request: string, bytes = 2000): Partial<LineFields> => ({
  ...PAGE,
  request: `GET ${request} HTTP/1.1`,
  bytes,
});

describe('the answers of programs, replayed', () => {
  it('give hits, bytes and application seconds for each time to live', async () => {
    // One each 15 s: ten seconds are too short, a minute holds for four more.
    const [route] = await replayedLines(repeated(20, PAGE, 15), [10, 60, 600]);
    expect(route).toMatchObject({
      method: 'GET',
      route: '/page',
      urls: 1,
      requests: 20,
      answers: 20,
      withoutQuery: null,
    });
    expect(route!.cached.map(({ ttlS, hits, bytes }) => [ttlS, hits, bytes])).toEqual([
      [10, 0, 0],
      [60, 16, 32_000],
      [600, 19, 38_000],
    ]);
    expect(route!.cached.map(({ appSeconds }) => appSeconds!.toFixed(1))).toEqual(['0.0', '1.6', '1.9']);
    expect(route!.cached[1]!.hitRatio).toBe(0.8);
  });

  it('agree with a cache that is simulated from the lines, for any traffic', async () => {
    const line = fc.record({
      at: fc.integer({ min: 0, max: 300_000 }).map((ms) => ms / 1e3),
      tookMs: fc.integer({ min: 0, max: 900 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 10, maxLength: 60 }), async (lines) => {
        const log = lines.map(({ at, tookMs }) => ({
          ...PAGE,
          at,
          requestS: (tookMs / 1e3).toFixed(3),
          upstreamS: (tookMs / 1e3).toFixed(3),
        }));
        const [route] = await replayedLines(log, [10, 60]);
        for (const { ttlS, hits } of route!.cached) expect(hits).toBe(hitsOf(lines, ttlS));
      }),
      { numRuns: 10 },
    );
  });

  it('add up over the URLs of a route, each with its query', async () => {
    const [route] = await replayedLines([
      ...repeated(12, page('/items/100001', 3000)),
      ...repeated(10, page('/items/100002', 1500)),
      ...repeated(10, page('/items/100001?full=1', 1600)),
      ...repeated(9, page('/items/100003', 5000)),
      { ...page('/items/100004', 5000), status: 404 },
    ]);
    expect(route).toMatchObject({ route: '/items/:id', urls: 3, requests: 32, answers: 41, leftOut: { rare: 9 } });
    expect(route!.cached[0]!.hits).toBe(29);
  });

  it('say what a key without the query would give, where answers do not depend on it', async () => {
    const campaigns = repeated(40, PAGE).map((line, i) => ({ ...line, request: `GET /page?utm_source=${i} HTTP/1.1` }));
    const [same] = await replayedLines([...campaigns, ...repeated(20, PAGE)]);
    expect(same).toMatchObject({ requests: 20, pageRequests: 60, leftOut: { rare: 40 } });
    expect([same!.cached[0]!.hits, same!.withoutQuery![0]!.hits]).toEqual([19, 59]);
    const [other] = await replayedLines([
      ...repeated(20, page('/page?n=1', 2000)),
      ...repeated(20, page('/page?n=2', 2001)),
    ]);
    expect(other).toMatchObject({ urls: 2, withoutQuery: null });
    expect(other!.cached[0]!.hits).toBe(38);
  });

  it.each<[name: string, lines: Partial<LineFields>[], reason: string, count: number]>([
    ['a URL asked for fewer than ten times', repeated(9, PAGE), 'rare', 9],
    ['answers of varying size', [...repeated(20, PAGE), { ...PAGE, bytes: 2001 }], 'changing', 21],
    ['bodies so small that equal sizes prove nothing', repeated(20, { ...PAGE, bytes: 511 }), 'small', 20],
    ['a POST', repeated(20, { ...PAGE, request: 'POST /page HTTP/1.1' }), 'method', 20],
    ['a URL of clients with a login', repeated(20, { ...PAGE, user: 'ann' }), 'login', 20],
    ['one mostly of theirs', [...repeated(11, PAGE), ...repeated(12, { ...PAGE, user: 'ann' })], 'login', 23],
  ])('leave out %s, and say so', async (_name, lines, reason, count) => {
    const [route] = await replayedLines(lines);
    expect(route).toMatchObject({ requests: 0, leftOut: { [reason]: count }, cached: [{ hits: 0, hitRatio: 0 }] });
  });

  it.each<[name: string, lines: Partial<LineFields>[]]>([
    ['static files', repeated(20, { ...PAGE, request: 'GET /page.css HTTP/1.1' })],
    ['answers of nginx', repeated(20, { ...PAGE, upstreamS: '-' })],
    ['answers of a cache', repeated(20, { ...PAGE, upstreamS: '-', cache: 'HIT' })],
    ['errors', repeated(20, { ...PAGE, status: 500 })],
  ])('are not %s', async (_name, lines) => {
    expect(await replayedLines(lines)).toEqual([]);
  });

  it('let requests with a login pass the cache by, where most have none', async () => {
    const [route] = await replayedLines([...repeated(12, PAGE), ...repeated(12, { ...PAGE, user: 'ann' })]);
    expect(route).toMatchObject({ requests: 12, answers: 24, leftOut: { login: 12 }, cached: [{ hits: 11 }] });
  });

  it('cannot be replayed without the times of requests', async () => {
    const log = '"GET /page HTTP/1.1" 200 2000 urt=0.1\n'.repeat(20);
    const [route] = await replayed(log, [60], '"$request" $status $body_bytes_sent urt=$upstream_response_time');
    expect(route).toMatchObject({ requests: 0, leftOut: { unlogged: 20 } });
  });

  it('have no application seconds where none are logged', async () => {
    const log = Array.from({ length: 20 }, (_, i) => `${START_S + i} "GET /page HTTP/1.1" 200 2000 10.0.0.1:80\n`);
    const [route] = await replayed(log.join(''), [60], '$msec "$request" $status $body_bytes_sent $upstream_addr');
    expect(route!.cached).toEqual([{ ttlS: 60, hits: 19, hitRatio: 0.95, bytes: 38_000, appSeconds: null }]);
  });
});

/** Hits of a cache of one URL, counted from the lines: each request looks for an answer that is still good. */
function hitsOf(lines: readonly { at: number; tookMs: number }[], ttlS: number): number {
  const asked = lines
    .map(({ at, tookMs }) => ({ startMs: Math.round(at * 1e3) - tookMs, readyMs: Math.round(at * 1e3) }))
    .sort((a, b) => a.startMs - b.startMs || a.readyMs - b.readyMs);
  const fetched: number[] = [];
  for (const { startMs, readyMs } of asked) {
    const second = (ms: number): number => Math.floor((START_S * 1e3 + ms) / 1e3);
    if (!fetched.some((ms) => second(startMs) - second(ms) <= ttlS)) fetched.push(readyMs);
  }
  return lines.length - fetched.length;
}
