import { describe, expect, it } from 'vitest';
import type { RouteRow } from '../../src/report/route.js';
import { rowsOf } from '../support/analyze.js';
import { type LineFields, logOf } from '../support/lines.js';

const get = (path: string, fields: Partial<LineFields> = {}) => ({ request: `GET ${path} HTTP/1.1`, ...fields });
const routesOf = (lines: readonly Partial<LineFields>[], logFormat?: string) =>
  rowsOf<RouteRow>('routes', logOf(lines), logFormat === undefined ? {} : { logFormat });

describe('routes', () => {
  it('sums a route up: who answered, bytes, statuses and times', async () => {
    const [row, ...others] = await routesOf([
      get('/users/100001', { bytes: 10, upstreamS: '0.100', requestS: '0.150' }),
      get('/users/100002', { bytes: 20, upstreamS: '0.300', requestS: '0.300', status: 500 }),
      get('/users/100003', { bytes: 40, requestS: '0.002', cache: 'HIT' }),
      get('/users/100004', { bytes: 80, requestS: '0.001', status: 304 }),
    ]);
    expect(others).toEqual([]);
    expect(row).toEqual({
      method: 'GET',
      host: null,
      route: '/users/:id',
      content: 'dynamic',
      requests: 4,
      bytes: 150,
      app_bytes: 30,
      nginx: 1,
      cache: 1,
      app: 2,
      unknown: 0,
      status_counts: [
        { key: '2xx', value: 2 },
        { key: '3xx', value: 1 },
        { key: '5xx', value: 1 },
      ],
      request_times: 4,
      request_sum: expect.closeTo(0.453),
      request_max: 0.3,
      // Of 0.001, 0.002, 0.15, 0.3.
      request_quantiles: [0.076, 0.255, 0.2775, 0.2955].map((value) => expect.closeTo(value)),
      app_times: 2,
      app_sum: expect.closeTo(0.4),
      app_max: 0.3,
      // Of 0.1 and 0.3.
      app_quantiles: [0.2, 0.28, 0.29, 0.298].map((value) => expect.closeTo(value)),
    });
  });

  it('keeps methods and hosts apart', async () => {
    const rows = await routesOf([
      get('/a', { host: 'one.example' }),
      get('/a', { host: 'two.example' }),
      { request: 'POST /a HTTP/1.1', host: 'one.example' },
    ]);
    expect(rows.map(({ method, host, route }) => [method, host, route])).toEqual([
      ['GET', 'one.example', '/a'],
      ['GET', 'two.example', '/a'],
      ['POST', 'one.example', '/a'],
    ]);
  });

  it('puts the route with most application seconds first, then most request seconds, then most requests', async () => {
    const rows = await routesOf([
      get('/busy'),
      get('/busy'),
      get('/rare'),
      get('/slow-for-clients', { requestS: '9.000' }),
      get('/slow-app', { upstreamS: '0.200' }),
      get('/quick-app', { upstreamS: '0.001', requestS: '0.001' }),
    ]);
    expect(rows.map(({ route }) => route)).toEqual(['/slow-app', '/quick-app', '/slow-for-clients', '/busy', '/rare']);
  });

  it('calls a route static where more than half of its answers were', async () => {
    const types = (...all: string[]) => all.map((type) => get('/thing', { type }));
    expect((await routesOf(types('image/png', 'image/png', 'text/html')))[0]!.content).toBe('static');
    expect((await routesOf(types('image/png', 'text/html')))[0]!.content).toBe('dynamic');
  });

  it('has null in place of times that are not logged', async () => {
    const [row] = await rowsOf<RouteRow>('routes', '"GET / HTTP/1.1" 200\n', { logFormat: '"$request" $status' });
    expect(row).toMatchObject({
      unknown: 1,
      request_times: 0,
      request_sum: null,
      request_quantiles: null,
      app_sum: null,
    });
  });

  it('gives malformed requests and requests without a path routes of their own', async () => {
    const rows = await rowsOf<RouteRow>('routes', '200 ""\n200 "GARBAGE"\n', { logFormat: '$status "$request"' });
    expect(rows.map(({ method, route, requests }) => [method, route, requests])).toEqual([
      [null, '(malformed request)', 2],
    ]);
    const pathless = await rowsOf<RouteRow>('routes', '200 10\n', { logFormat: '$status $body_bytes_sent' });
    expect(pathless.map(({ method, route, requests }) => [method, route, requests])).toEqual([[null, '(no path)', 1]]);
  });
});
