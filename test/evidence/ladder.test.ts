import { describe, expect, it } from 'vitest';
import type { RouteReport } from '../../src/report/types.js';
import { reportOf } from '../support/analyze.js';
import { type LineFields, logOf, repeated } from '../support/lines.js';

const routeOf = async (lines: readonly Partial<LineFields>[], logFormat?: string): Promise<RouteReport> =>
  (await reportOf(logOf(lines), logFormat === undefined ? {} : { logFormat })).routes[0]!;

const UNKNOWN = { bound: 'unknown', confidence: 'none', cpuMs: null, cpuShare: null };
const says = (...pairs: [rung: string, says: string, detail: RegExp][]) =>
  pairs.map(([rung, word, detail]) => ({ rung, says: word, detail: expect.stringMatching(detail) }));

const TOO_FEW: [rung: string, says: string, detail: RegExp] = ['R3', 'refused', /^Only \d+ requests reached/];

describe('the highest rung that applies', () => {
  it('is R0 for a slow download, which keeps its CPU figure', async () => {
    const line = { requestS: '2.000', upstreamS: '0.100', cpuS: '0.080' };
    const route = await routeOf(repeated(30, line));
    expect(route).toMatchObject({ bound: 'transfer', confidence: 'high', cpuMs: expect.closeTo(80) });
    expect(route.evidence).toEqual(says(['R0', 'transfer', /95%/], ['R1', 'cpu', /80\.0 ms of CPU/], TOO_FEW));
  });

  it('is R0 for what is too short to be worth changing', async () => {
    const route = await routeOf(repeated(30, { requestS: '0.001', upstreamS: '0.001' }));
    expect(route).toMatchObject({ ...UNKNOWN, bound: 'trivial', confidence: 'high' });
  });

  it('is R1 for what the application reports', async () => {
    const route = await routeOf(repeated(30, { requestS: '0.100', upstreamS: '0.100', cpuS: '0.090' }));
    expect(route).toMatchObject({
      bound: 'cpu',
      cpuShare: expect.closeTo(0.9),
      evidence: [
        { rung: 'R1', says: 'cpu' },
        { rung: 'R3', says: 'refused' },
      ],
    });
  });

  it('is R1 for reported waiting, which shows IO and nothing else', async () => {
    expect(await routeOf(repeated(30, { upstreamS: '0.100', sqlS: '0.090' }))).toMatchObject({
      bound: 'io',
      confidence: 'medium',
      cpuMs: null,
    });
    const rest = await routeOf(repeated(30, { upstreamS: '0.100', sqlS: '0.010' }));
    expect(rest).toMatchObject(UNKNOWN);
    expect(rest.evidence).toEqual(says(['R1', 'refused', /log the CPU time too/], TOO_FEW, ['R4', 'unknown', /./]));
  });

  it('is none with two requests, and says how many it wants', async () => {
    const route = await routeOf(repeated(2, { upstreamS: '0.100', cpuS: '0.090' }));
    expect(route).toMatchObject(UNKNOWN);
    expect(route.evidence).toEqual(
      says(['R1', 'refused', /^Only 2 requests/], TOO_FEW, ['R4', 'unknown', /logsplit instrument/]),
    );
  });

  it('is none for a few wall-clock times alone', async () => {
    const route = await routeOf(repeated(30, { upstreamS: '0.100' }));
    expect(route).toMatchObject(UNKNOWN);
    expect(route.evidence).toEqual(says(TOO_FEW, ['R4', 'unknown', /Wall-clock time alone/]));
  });

  it.each<[name: string, lines: Partial<LineFields>[]]>([
    ['nginx', repeated(30, {})],
    ['a cache', repeated(30, { cache: 'HIT' })],
  ])('is no label for a route that %s answers', async (_name, lines) => {
    const route = await routeOf(lines);
    expect(route).toMatchObject(UNKNOWN);
    expect(route.evidence).toEqual(says(['R0', 'unknown', /never asked/]));
  });

  it.each([
    [
      'who answered, but not how long it took',
      '"$request" $upstream_addr',
      '"GET / HTTP/1.1" 10.0.0.1:80\n',
      /how long the application took/,
    ],
    ['neither', '"$request" $status', '"GET / HTTP/1.1" 200\n', /whether the application was asked/],
  ])('names the field that is missing where the log says %s', async (_name, logFormat, log, detail) => {
    const [route] = (await reportOf(log, { logFormat })).routes;
    expect(route).toMatchObject(UNKNOWN);
    expect(route!.evidence).toEqual(says(['R4', 'unknown', detail]));
    expect(route!.evidence[0]!.detail).toContain('log $upstream_response_time');
  });

  it('judges by the times of all files where only one has the CPU time', async () => {
    const report = await reportOf({
      'a.log': logOf(repeated(30, { request: 'GET /a HTTP/1.1', upstreamS: '0.100', cpuS: '0.090' })),
      'b.log': logOf(repeated(30, { request: 'GET /b HTTP/1.1', upstreamS: '0.100' })),
    });
    expect(Object.fromEntries(report.routes.map(({ route, bound }) => [route, bound]))).toEqual({
      '/a': 'cpu',
      '/b': 'unknown',
    });
  });

  it('holds one and the same path apart by method', async () => {
    const report = await reportOf(
      logOf([
        ...repeated(30, { request: 'GET /a HTTP/1.1', upstreamS: '0.100', cpuS: '0.090' }),
        ...repeated(30, { request: 'POST /a HTTP/1.1', upstreamS: '0.100', cpuS: '0.010' }),
      ]),
    );
    const bounds = report.routes.map(({ method, bound }) => `${method} ${bound}`);
    expect(bounds.sort()).toEqual(['GET cpu', 'POST io']);
  });
});
