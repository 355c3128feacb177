import { expect, it } from 'vitest';
import { withLogs } from '../support/analyze.js';
import { logOf, repeated } from '../support/lines.js';

it('gives a query of numbers by columns, over many chunks, in its order', async () => {
  const lines = Array.from({ length: 40_000 }, (_, i) => ({
    at: 100_000 - i,
    request: `GET /${i % 2 === 0 ? 'a' : 'b'} HTTP/1.1`,
    requestS: '0.250',
    upstreamS: i % 3 === 0 ? '-' : '0.200',
  }));
  await withLogs(logOf(lines), {}, async (store) => {
    const columns = await store.columns('app_intervals');
    const starts = columns.doubles('start_s');
    expect(columns.rows).toBe(26_666);
    expect(starts).toHaveLength(columns.rows);
    expect(starts.every((start, i) => i === 0 || start >= starts[i - 1]!)).toBe(true);
    expect(starts.at(-1)! - starts[0]!).toBeCloseTo(39_997, 6);
    expect(new Set(columns.doubles('app_s'))).toEqual(new Set([0.2]));
    expect(new Set(columns.integers('route'))).toEqual(new Set([0, 1]));
    expect(new Set(columns.booleans('is_whole'))).toEqual(new Set([1]));
    const routes = await store.query<{ number: number; route: string; requests: number }>('app_routes');
    expect(routes.map(({ number, route }) => [number, route])).toEqual([
      [0, '/a'],
      [1, '/b'],
    ]);
    expect(routes[0]!.requests + routes[1]!.requests).toBe(columns.rows);
  });
});

it('gives no rows of an empty log', async () => {
  await withLogs(logOf(repeated(3, { upstreamS: '-' })), {}, async (store) => {
    expect((await store.columns('app_intervals')).doubles('start_s')).toHaveLength(0);
  });
});

it('refuses columns that are no numbers, and columns that are not there', async () => {
  await withLogs(logOf([{}]), {}, async (store) => {
    await expect(store.columns('app_routes')).rejects.toThrow(/route is VARCHAR|method is VARCHAR/);
    const columns = await store.columns('app_intervals');
    expect(() => columns.doubles('route')).toThrow(/no column route of that type/);
  });
});
