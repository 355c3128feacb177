import { describe, expect, it } from 'vitest';
import { renderVerification } from '../../src/render/verification.js';
import { verify } from '../../src/report/verify.js';
import { reportOf } from '../support/analyze.js';
import { type LineFields, logOf, repeated } from '../support/lines.js';

const took = (s: string): Partial<LineFields> => ({ requestS: s, upstreamS: s });
const FILE: Partial<LineFields> = { request: 'GET /assets/app.css HTTP/1.1', bytes: 5000, ...took('0.010') };
const PAGE: Partial<LineFields> = { request: 'GET /pricing HTTP/1.1', bytes: 2000, ...took('0.100') };
const OTHER: Partial<LineFields> = { request: 'GET /orders HTTP/1.1', bytes: 300, ...took('0.050') };
const COMPUTED: Partial<LineFields> = { request: 'GET /risk HTTP/1.1', bytes: 100, ...took('0.050'), cpuS: '0.050' };
const FROM_NGINX: Partial<LineFields> = { requestS: '0.000', upstreamS: '-' };

const compare = async (before: readonly Partial<LineFields>[], after: readonly Partial<LineFields>[]) =>
  verify(await reportOf(logOf(before)), await reportOf(logOf(after)));
const BEFORE = [...repeated(100, FILE), ...repeated(120, PAGE), ...repeated(50, OTHER)];
/** As advised: files by nginx, two of the pages by the application. */
const FOLLOWED = [
  ...repeated(100, { ...FILE, ...FROM_NGINX }),
  ...repeated(118, { ...PAGE, ...FROM_NGINX, cache: 'HIT' }),
  ...repeated(2, { ...PAGE, cache: 'MISS' }, 61),
  ...repeated(50, OTHER),
];

describe('what became of the advice', () => {
  it('is done where the requests no longer reach the application, and came to what was predicted', async () => {
    const { recommendations, appSeconds } = await compare(BEFORE, FOLLOWED);
    const [page, files] = ['cache:GET /pricing', 'offload:/assets/*'].map(
      (id) => recommendations.find((one) => one.id === id)!,
    );
    expect(page).toMatchObject({ done: 'done', traffic: 1, predicted: { requests: 118 }, came: { requests: 118 } });
    expect(page!.came.appSeconds).toBeCloseTo(page!.predicted.appSeconds!);
    expect(page!.says).toBe('The application answered 2 of 120 requests; as before it would have answered 120.');
    expect(files).toMatchObject({ done: 'done', came: { requests: 100, appSeconds: expect.closeTo(1) } });
    expect(appSeconds).toEqual({
      unchanged: expect.closeTo(1 + 12 + 2.5),
      predicted: expect.closeTo(0.2 + 2.5),
      measured: expect.closeTo(0.2 + 2.5),
    });
  });

  it('is measured at the traffic of the later log', async () => {
    const twice = [...FOLLOWED, ...FOLLOWED.map((line) => ({ ...line, at: line.at! + 0.5 }))];
    const { recommendations, appSeconds } = await compare(BEFORE, twice);
    expect(recommendations.find(({ id }) => id === 'cache:GET /pricing')).toMatchObject({
      done: 'done',
      traffic: 2,
      predicted: { requests: 236, appSeconds: expect.closeTo(23.6) },
      came: { requests: 236, appSeconds: expect.closeTo(23.6) },
    });
    expect(appSeconds!.unchanged).toBeCloseTo(31);
  });

  it.each<[name: string, after: Partial<LineFields>[], done: string]>([
    ['nothing changed', BEFORE, 'no'],
    [
      'half of the requests are answered by a cache',
      BEFORE.map((line, i) => (i % 2 ? { ...line, ...FROM_NGINX, cache: 'HIT' } : line)),
      'partly',
    ],
    ['the page is no longer asked for', repeated(50, OTHER), 'unknown'],
  ])('is told where %s', async (_name, after, done) => {
    const { recommendations } = await compare(BEFORE, after);
    expect(recommendations.find(({ id }) => id === 'cache:GET /pricing')!.done).toBe(done);
  });

  it('knows compiled code by its CPU time, and what it saves by the requests that still come', async () => {
    const before = [...repeated(200, COMPUTED), ...repeated(50, OTHER)];
    const after = [...repeated(100, { ...COMPUTED, ...took('0.005'), cpuS: '0.005' }), ...repeated(50, OTHER)];
    const compiled = (await compare(before, after)).recommendations.find(({ action }) => action === 'compile');
    expect(compiled).toMatchObject({
      id: 'compile:GET /risk',
      done: 'done',
      came: { appSeconds: expect.closeTo(4.5) },
    });
    expect(compiled!.predicted.high).toBeLessThanOrEqual(5);
    const same = (await compare(before, before)).recommendations.find(({ action }) => action === 'compile');
    expect(same).toMatchObject({ done: 'no', came: { appSeconds: 0 } });
  });

  it('has no balance of seconds where the logs have no times', async () => {
    const untimed = (lines: readonly Partial<LineFields>[]) =>
      lines.map((line) => ({ ...line, requestS: '-', upstreamS: '-' }));
    const { appSeconds } = await compare(untimed(BEFORE), untimed(FOLLOWED));
    expect(appSeconds).toBeNull();
  });

  it('is a table, with what it was taken from below each line', async () => {
    const text = renderVerification(await compare(BEFORE, FOLLOWED), { columns: 90, color: false });
    expect(text).toMatch(/^ {2}cache +GET \/pricing +done +11\.8 s +11\.8 s\n {5}The application answered 2 of 120/m);
    expect(text).toContain('270 requests before, 270 after. Application time: 2.7 s measured');
  });
});
