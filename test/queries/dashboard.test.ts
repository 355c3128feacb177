import { describe, expect, it } from 'vitest';
import { rowsOf } from '../support/analyze.js';
import { logOf, repeated } from '../support/lines.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
// 22:13:20 UTC and on, within 48 seconds, so that a slice of 24 is two of them.
const LOG = logOf([
  ...repeated(4, {
    request: 'GET /a HTTP/1.1',
    host: 'one',
    client: '192.0.2.1',
    agent: FIREFOX,
    upstreamS: '0.5',
    bytes: 10,
    requestS: '0.6',
  }),
  {
    at: 24,
    request: 'GET /a HTTP/1.1',
    host: 'one',
    client: '192.0.2.2',
    agent: 'curl/8.5.0',
    status: 404,
    cache: 'MISS',
    upstreamS: '0.1',
  },
  {
    at: 30,
    request: 'GET /a HTTP/1.1',
    host: 'one',
    client: '192.0.2.2',
    agent: 'curl/8.5.0',
    status: 404,
    cache: 'HIT',
  },
  {
    at: 40,
    request: 'POST /b HTTP/1.1',
    host: 'two',
    client: '192.0.2.2',
    agent: 'curl/8.5.0',
    status: 502,
    upstreamS: '2.0',
    requestS: '2.1',
  },
  {
    at: 47,
    request: 'GET /c.css HTTP/1.1',
    host: 'two',
    client: '192.0.2.1',
    agent: FIREFOX,
    status: 499,
    upstreamS: '0.1',
    bytes: 60,
  },
  { at: 48, request: 'GET /c.css HTTP/1.1', host: 'two', client: '192.0.2.1', agent: FIREFOX, bytes: 60 },
]);
const rows = (name: string, most?: number) => rowsOf(name, LOG, {}, most === undefined ? {} : { most });
/** Requests in 24 slices: where there are some, and how many. */
const trend = (at: Record<number, number>) => Array.from({ length: 24 }, (_, i) => at[i] ?? 0);

describe('what the dashboard asks', () => {
  it('cache_statuses: those that the log has, as parts of what a cache was asked', async () => {
    expect(await rows('cache_statuses')).toEqual([
      { cache_status: 'HIT', requests: 1, share: 0.5, bytes: 0, app_s: null },
      { cache_status: 'MISS', requests: 1, share: 0.5, bytes: 0, app_s: 0.1 },
    ]);
  });

  it('static_routes: what the application answers of files', async () => {
    expect(await rows('static_routes', 5)).toEqual([
      {
        method: 'GET',
        host: 'two',
        route: '/c.css',
        requests: 2,
        app_requests: 1,
        app_share: 0.5,
        bytes: 120,
        app_s: 0.1,
      },
    ]);
  });

  it('error_statuses: with their share, over time, and the last one', async () => {
    expect(await rows('error_statuses')).toEqual([
      {
        status: 404,
        requests: 2,
        share: 2 / 9,
        app_s: 0.1,
        trend: trend({ 12: 1, 15: 1 }),
        last_time: '2023-11-14 22:13:50',
      },
      { status: 499, requests: 1, share: 1 / 9, app_s: 0.1, trend: trend({ 23: 1 }), last_time: '2023-11-14 22:14:07' },
      { status: 502, requests: 1, share: 1 / 9, app_s: 2, trend: trend({ 20: 1 }), last_time: '2023-11-14 22:14:00' },
    ]);
  });

  it('error_routes: those of the server first, and as many as are asked for', async () => {
    const all = await rows('error_routes', 9);
    expect(all).toEqual([
      {
        method: 'POST',
        host: 'two',
        route: '/b',
        requests: 1,
        errors_5xx: 1,
        errors_4xx: 0,
        given_up: 0,
        error_share: 1,
      },
      {
        method: 'GET',
        host: 'one',
        route: '/a',
        requests: 6,
        errors_5xx: 0,
        errors_4xx: 2,
        given_up: 0,
        error_share: 2 / 6,
      },
      {
        method: 'GET',
        host: 'two',
        route: '/c.css',
        requests: 2,
        errors_5xx: 0,
        errors_4xx: 0,
        given_up: 1,
        error_share: 0.5,
      },
    ]);
    expect(await rows('error_routes', 1)).toEqual(all.slice(0, 1));
  });

  it('clients, agent_names and hosts: who asks, and whom', async () => {
    expect(await rows('clients', 9)).toEqual([
      {
        client: '192.0.2.1',
        requests: 6,
        share: 6 / 9,
        errors: 1,
        bot_requests: 0,
        bytes: 160,
        app_s: expect.closeTo(2.1),
      },
      {
        client: '192.0.2.2',
        requests: 3,
        share: 3 / 9,
        errors: 3,
        bot_requests: 3,
        bytes: 0,
        app_s: expect.closeTo(2.1),
      },
    ]);
    expect(await rows('agent_names')).toEqual([
      {
        name: 'Firefox',
        kind: 'browser',
        requests: 6,
        share: 6 / 9,
        errors: 1,
        bytes: 160,
        app_s: expect.closeTo(2.1),
      },
      { name: 'curl', kind: 'bot', requests: 3, share: 3 / 9, errors: 3, bytes: 0, app_s: expect.closeTo(2.1) },
    ]);
    expect(await rows('hosts', 9)).toEqual([
      { host: 'one', requests: 6, share: 6 / 9, errors: 2, bytes: 40, app_s: expect.closeTo(2.1) },
      { host: 'two', requests: 3, share: 3 / 9, errors: 2, bytes: 120, app_s: expect.closeTo(2.1) },
    ]);
  });

  it('slowest_requests: as the client sees it, else the application', async () => {
    const slowest = await rows('slowest_requests', 3);
    expect(slowest[0]).toEqual({
      time: '2023-11-14 22:14:00',
      path: '/b',
      client: '192.0.2.2',
      status: 502,
      request_s: 2.1,
      app_s: 2,
      bytes: 0,
      file: expect.stringContaining('access.log'),
      line: 7,
    });
    expect(slowest.map(({ path }) => path)).toEqual(['/b', '/a', '/a']);
  });

  it('route_trends: of the routes that cost most', async () => {
    expect(await rows('route_trends', 2)).toEqual([
      { method: 'GET', host: 'one', route: '/a', trend: trend({ 0: 2, 1: 2, 12: 1, 15: 1 }) },
      { method: 'POST', host: 'two', route: '/b', trend: trend({ 20: 1 }) },
    ]);
  });

  it('time_span: nothing without requests', async () => {
    expect(await rows('time_span')).toEqual([{ span_seconds: 48 }]);
    const filters = { status: ['418'] };
    expect(await rowsOf('time_span', LOG, { filters })).toEqual([{ span_seconds: null }]);
    expect(await rowsOf('route_trends', LOG, { filters }, { most: 5 })).toEqual([]);
  });
});
