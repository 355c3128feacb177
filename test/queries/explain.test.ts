import { describe, expect, it } from 'vitest';
import { withLogs } from '../support/analyze.js';
import { type LineFields, logOf } from '../support/lines.js';
import { seeded } from '../support/random.js';

interface Asked {
  /** Milliseconds. */
  from: number;
  took: number;
  path: string;
}

const line = ({ from, took, path }: Asked, fields: Partial<LineFields> = {}): Partial<LineFields> => ({
  at: (from + took) / 1e3,
  request: `GET ${path} HTTP/1.1`,
  requestS: (took / 1e3).toFixed(3),
  upstreamS: (took / 1e3).toFixed(3),
  ...fields,
});
const concurrencyOf = (lines: readonly Partial<LineFields>[], route: string) =>
  withLogs(logOf(lines), {}, ({ query }) =>
    query<Record<string, number>>('explain_concurrency', { method: 'GET', host: null, route }),
  );

describe('explain_concurrency', () => {
  it('counts who was at the application when a request came', async () => {
    const rows = await concurrencyOf(
      [
        line({ from: 0, took: 100, path: '/a' }),
        line({ from: 50, took: 20, path: '/a' }),
        // As the first one ends: that one is gone. A request of no length meets none afterwards.
        line({ from: 100, took: 30, path: '/a' }),
        line({ from: 110, took: 0, path: '/b' }),
        line({ from: 120, took: 40, path: '/a' }),
      ],
      '/a',
    );
    expect(rows).toEqual([
      { others_from: 0, others_to: 0, requests: 2, app_p50: expect.closeTo(0.065), app_p90: expect.closeTo(0.093) },
      { others_from: 1, others_to: 1, requests: 2, app_p50: expect.closeTo(0.03), app_p90: expect.closeTo(0.038) },
    ]);
  });

  it('takes retried requests and those that were given up as load alone, and answers of nginx not at all', async () => {
    const long = { from: 0, took: 900, path: '/a' };
    const rows = await concurrencyOf(
      [
        line(long, { upstreamS: '0.400, 0.500' }),
        line(long, { status: 499 }),
        line(long, { upstreamS: '-' }),
        line({ from: 500, took: 10, path: '/a' }),
      ],
      '/a',
    );
    expect(rows).toMatchObject([{ others_from: 2, others_to: 3, requests: 1 }]);
  });

  it('counts as one does who compares every two requests, in steps that double', async () => {
    const random = seeded(5);
    const asked = Array.from({ length: 400 }, (_, i) => ({
      from: Math.floor(random.next() * 4000),
      took: 1 + Math.floor(random.next() * 300),
      path: i % 3 === 0 ? '/a' : '/b',
    }));
    const expected = new Map<number, number>();
    asked.forEach((one, i) => {
      if (one.path !== '/a') return;
      const others = asked.filter((o, j) => j !== i && o.from <= one.from && one.from < o.from + o.took).length;
      const step = others === 0 ? 0 : 2 ** Math.floor(Math.log2(others));
      expected.set(step, (expected.get(step) ?? 0) + 1);
    });
    const rows = await concurrencyOf(
      asked.map((one) => line(one)),
      '/a',
    );
    expect(new Map(rows.map((row) => [row.others_from, row.requests]))).toEqual(
      new Map([...expected].sort(([a], [b]) => a - b)),
    );
  });
});

describe('explain_distribution', () => {
  const distributionOf = (lines: readonly Partial<LineFields>[]) =>
    withLogs(logOf(lines), {}, ({ query }) => query('explain_distribution', { method: 'GET', host: null, route: '/' }));

  it('counts times in steps of 1, 2 and 5, each with its lower border', async () => {
    const times = ['0.000', '0.001', '0.0019', '0.002', '0.0049', '0.005', '0.0099', '0.010', '7.000'];
    expect(await distributionOf(times.map((upstreamS) => ({ upstreamS, requestS: '9.999' })))).toEqual([
      { from_s: 0, to_s: 0.001, requests: 1 },
      { from_s: 0.001, to_s: 0.002, requests: 2 },
      { from_s: 0.002, to_s: 0.005, requests: 2 },
      { from_s: 0.005, to_s: 0.01, requests: 2 },
      { from_s: 0.01, to_s: 0.02, requests: 1 },
      { from_s: 5, to_s: 10, requests: 1 },
    ]);
  });

  it('leaves out what nginx answered', async () => {
    expect(await distributionOf([{ upstreamS: '-', requestS: '0.5' }])).toEqual([]);
  });
});

describe('explain_nearest', () => {
  const LINES = ['/users/1001', '/users/1002', '/orders/77', '/about'].map((path) => ({
    request: `GET ${path} HTTP/1.1`,
  }));
  const nearest = (text: string, path: string) =>
    withLogs(logOf(LINES), {}, ({ query }) =>
      query<{ route: string; is_of_path: boolean }>('explain_nearest', { text, path, most: 2 }),
    );

  it('puts the route of a path that was asked for first', async () => {
    expect(await nearest('GET /orders/77', '/orders/77')).toMatchObject([
      { route: '/orders/:id', is_of_path: true },
      { is_of_path: false },
    ]);
  });

  it('else the routes whose names are most like the text', async () => {
    expect(await nearest('GET /user/:id', '/user/:id')).toMatchObject([{ route: '/users/:id', is_of_path: false }, {}]);
    expect(await nearest('/abuot', '/abuot')).toMatchObject([{ route: '/about' }, {}]);
  });
});
