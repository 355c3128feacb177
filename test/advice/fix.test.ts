import { describe, expect, it } from 'vitest';
import { adviseFix, type TroubleRow } from '../../src/advice/fix.js';
import { rowsOf } from '../support/analyze.js';
import { findings, type RouteShape } from '../support/findings.js';
import { logOf, repeated } from '../support/lines.js';

const row = (
  trouble: TroubleRow['trouble'],
  requests: number,
  appSeconds: number | null,
  route = '/a',
): TroubleRow => ({
  trouble,
  method: 'GET',
  host: null,
  route,
  requests,
  app_seconds: appSeconds,
});
/** Of 10,000 requests with 1000 s of application time. */
const fix = (rows: TroubleRow[], shape: RouteShape = {}) =>
  adviseFix(rows, findings([{ route: '/all', app: 10_000, appSeconds: 1000, ...shape }]));

describe('what goes wrong in bulk', () => {
  it.each<[id: string, row: TroubleRow, saving: object, says: RegExp]>([
    ['fix:errors', row('error', 10, 1), { appSeconds: 0, high: 0 }, /^10 requests \(0\.1% of all\) ended with a 5xx\./],
    ['fix:retries', row('retried', 10, 4), { appSeconds: 0, high: 2 }, /more than one upstream/],
    ['fix:given-up', row('given_up', 50, 30), { appSeconds: 15, high: 30 }, /given up by the client/],
    [
      'fix:redirects',
      row('redirect', 200, 10),
      { appSeconds: 8, high: 10 },
      /answered 200 requests .* with a redirect/,
    ],
    ['fix:bots', row('bot', 500, 60), { appSeconds: 0, high: 60 }, /spent 60\.0 s on them \(6\.0% of its time\)/],
  ])('%s', (id, trouble, saving, says) => {
    expect(fix([trouble])).toMatchObject([
      { id, action: 'fix', routes: ['GET /a'], saving: { low: 0, ...saving }, why: expect.stringMatching(says) },
    ]);
  });

  it.each<[name: string, row: TroubleRow]>([
    ['four errors', row('error', 4, 100)],
    ['errors of less than a thousandth and of a hundredth of the time', row('error', 9, 9)],
    ['few retries', row('retried', 4, 1)],
    ['few that were given up', row('given_up', 49, 9)],
    ['few redirects', row('redirect', 199, 9)],
    ['bots that cost little', row('bot', 9000, 49)],
    ['bots of a log without times', row('bot', 9000, null)],
  ])('%s are no advice', (_name, trouble) => {
    expect(fix([trouble])).toEqual([]);
  });

  it('names the routes, most first, and the first with its count', () => {
    const [errors] = fix([row('error', 30, 1, '/pay'), row('error', 10, 1, '/cart'), row('retried', 1, 1)]);
    expect(errors!.routes).toEqual(['GET /pay', 'GET /cart']);
    expect(errors!.why).toContain('GET /pay has the most, 30.');
  });

  it('counts without times too', () => {
    const [errors] = fix([row('error', 100, null)], { appSeconds: null });
    expect(errors).toMatchObject({ saving: { appSeconds: null, low: null, high: null } });
    expect(errors!.why).not.toContain('spent');
  });

  it('tells slow clients, which are no load where nginx waits for them', () => {
    const slow: RouteShape = { bound: 'transfer', confidence: 'high', requestTime: { ...times, sum: 1500 } };
    expect(fix([], slow)).toMatchObject([{ id: 'fix:slow-clients', why: expect.stringContaining('500 s of sending') }]);
    expect(fix([], { ...slow, confidence: 'low' })).toEqual([]);
  });
});

const times = { sum: 0, mean: 0, p50: 0, p90: 0, p95: 0, p99: 0, max: 0 };

describe('troubles', () => {
  it('are counted by kind and route, those of the application alone; one request can have several', async () => {
    const rows = await rowsOf<TroubleRow>(
      'troubles',
      logOf([
        ...repeated(2, { status: 502, upstreamS: '0.100, 0.200' }),
        { status: 499, upstreamS: '0.500' },
        { status: 301, upstreamS: '0.001' },
        { status: 304, upstreamS: '0.001' },
        { status: 301, upstreamS: '-' },
        { status: 404, upstreamS: '0.001', agent: 'Googlebot/2.1 (+http://www.google.com/bot.html)' },
        { status: 200, upstreamS: '0.001' },
        { status: 502, upstreamS: '-' },
      ]),
    );
    expect(rows.map(({ trouble, requests, app_seconds }) => [trouble, requests, app_seconds])).toEqual([
      ['bot', 1, expect.closeTo(0.001)],
      ['error', 2, expect.closeTo(0.6)],
      ['given_up', 1, expect.closeTo(0.5)],
      ['redirect', 1, expect.closeTo(0.001)],
      ['retried', 2, expect.closeTo(0.6)],
    ]);
  });
});
