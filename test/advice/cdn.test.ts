import { describe, expect, it } from 'vitest';
import { reportOf } from '../support/analyze.js';
import { type LineFields, logOf, repeated } from '../support/lines.js';

const FILE: Partial<LineFields> = { request: 'GET /img/shoe.webp HTTP/1.1', bytes: 50_000, requestS: '0.001' };
const PAGE: Partial<LineFields> = { request: 'GET /orders HTTP/1.1', bytes: 1000, requestS: '0.1', upstreamS: '0.1' };
const cdn = async (lines: readonly Partial<LineFields>[]) =>
  (await reportOf(logOf(lines))).recommendations.filter(({ action }) => action === 'cdn');

describe('a CDN for static files', () => {
  it('would answer all but what it fetches anew each day, whoever answers now', async () => {
    // One a minute for three days, of which nginx answers most: three fetches of a day, one of a week.
    const lines = repeated(4000, FILE, 60).map((line, i) => (i % 10 === 0 ? { ...line, upstreamS: '0.010' } : line));
    const [advice] = await cdn([...lines, ...repeated(100, PAGE)]);
    expect(advice).toMatchObject({ id: 'cdn:files', target: 'static files', routes: ['GET /img/shoe.webp'] });
    expect(advice!.saving).toMatchObject({ requests: 3997, bytes: 3997 * 50_000, high: expect.closeTo(3.99) });
    expect(advice!.saving.low!).toBeLessThan(advice!.saving.appSeconds!);
    expect(advice!.why).toContain('4,000 requests for static files');
  });

  it('counts revalidations as requests that it would answer, and hosts one by one', async () => {
    const lines = repeated(1500, { ...FILE, host: 'cdn.example' }).map((line, i) =>
      i % 2 === 0 ? { ...line, status: 304, bytes: 0 } : line,
    );
    const [advice, ...others] = await cdn([...lines, ...repeated(50, { ...FILE, host: 'small.example' })]);
    expect(advice).toMatchObject({ id: 'cdn:cdn.example', saving: { requests: 1499 } });
    expect(others).toEqual([]);
  });

  it.each<[name: string, lines: Partial<LineFields>[]]>([
    ['few files are asked for', repeated(900, FILE)],
    ['files are a small part of the bytes', [...repeated(2000, { ...FILE, bytes: 100 }), ...repeated(500, PAGE)]],
    [
      'each file is asked for once',
      repeated(2000, FILE).map((line, i) => ({ ...line, request: `GET /img/${i}.webp HTTP/1.1` })),
    ],
    ['files are missing', repeated(2000, { ...FILE, status: 404 })],
  ])('is not advised where %s', async (_name, lines) => {
    expect(await cdn(lines)).toEqual([]);
  });
});
