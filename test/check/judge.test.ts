import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fittingRoutes } from '../../src/check/fitting-routes.js';
import { GATES } from '../../src/check/gate.js';
import { type GateResult, judgeLimit } from '../../src/check/judge.js';
import { parseLimit } from '../../src/check/limit.js';
import { routeName } from '../../src/report/route-name.js';
import { reportOf } from '../support/analyze.js';
import { type LineFields, logOf, repeated } from '../support/lines.js';

const gateOf = (name: string) => GATES.find((gate) => gate.name === name)!;
const judge = async (name: string, text: string, lines: readonly Partial<LineFields>[]): Promise<GateResult> =>
  judgeLimit(parseLimit(gateOf(name), text)!, await reportOf(logOf(lines)), 20, async () => ['GET /near']);

const took = (s: string): Partial<LineFields> => ({ requestS: s, upstreamS: s });
const FAST = repeated(30, { request: 'GET /api/fast HTTP/1.1', ...took('0.100') });
const SLOW = repeated(30, { request: 'GET /api/slow HTTP/1.1', ...took('0.400') });
const RARE = repeated(3, { request: 'GET /api/rare HTTP/1.1', ...took('9.000') });
const FILES = repeated(30, { request: 'GET /static/a.css HTTP/1.1', requestS: '0.000', upstreamS: '-' });
const LEAK = repeated(2, { request: 'GET /static/b.css HTTP/1.1', ...took('0.010') });

describe('a limit with a pattern', () => {
  it('is one for each route that fits, and tells those over it, the worst first', async () => {
    const { outcome, judged, tooFew, readings } = await judge('max-p95', 'GET /api/*=50ms', [
      ...FAST,
      ...SLOW,
      ...RARE,
    ]);
    expect([outcome, judged, tooFew]).toEqual(['failed', 2, 1]);
    expect(readings).toEqual([
      { route: 'GET /api/slow', requests: 30, value: expect.closeTo(0.4), over: expect.closeTo(0.35) },
      { route: 'GET /api/fast', requests: 30, value: expect.closeTo(0.1), over: expect.closeTo(0.05) },
    ]);
  });

  it('is kept at the limit itself, and tells what comes nearest', async () => {
    const { outcome, readings } = await judge('max-p50', '/api/*=400ms', [...FAST, ...SLOW]);
    expect([outcome, readings.map(({ route }) => route)]).toEqual(['passed', ['GET /api/slow']]);
  });

  it('counts leaks however few they are', async () => {
    const { outcome, readings } = await judge('max-app-share', '/static/*=0', [...FILES, ...LEAK]);
    expect([outcome, readings.map(({ route, value }) => [route, value])]).toEqual([
      'failed',
      [['GET /static/b.css', 1]],
    ]);
  });

  it.each<[name: string, gate: string, text: string, lines: Partial<LineFields>[], why: RegExp]>([
    [
      'no route fits',
      'max-p95',
      'POST /api/*=1s',
      FAST,
      /^No request has such a route\. The nearest are GET \/near\.$/,
    ],
    ['routes are too rare', 'max-p95', '/api/rare=1s', RARE, /fewer than 20 requests \(--min-requests\)/],
    ['no times are logged', 'max-p99', '/*=1s', repeated(30, {}), /log \$request_time/],
  ])('is not judged where %s', async (_name, gate, text, lines, why) => {
    const result = await judge(gate, text, lines);
    expect([result.outcome, result.why]).toEqual(['not judged', expect.stringMatching(why)]);
  });
});

describe('a limit alone', () => {
  it('is one for all requests together', async () => {
    const lines = [...repeated(98, {}), ...repeated(2, { status: 502 })];
    expect(await judge('max-error-rate', '2%', lines)).toMatchObject({ outcome: 'passed', pattern: null });
    const { outcome, readings } = await judge('max-error-rate', '1.5%', lines);
    expect([outcome, readings]).toEqual([
      'failed',
      [{ route: null, requests: 100, value: 0.02, over: expect.closeTo(0.005) }],
    ]);
  });

  it('sums the application time', async () => {
    expect(await judge('max-app-seconds', '14s', [...FAST, ...SLOW])).toMatchObject({ outcome: 'failed' });
    expect(await judge('max-app-seconds', '16s', [...FAST, ...SLOW])).toMatchObject({ outcome: 'passed' });
  });
});

describe('who answered, where the log tells of some requests only', () => {
  const report = async () => {
    const whole = await reportOf(logOf(FILES));
    whole.totals.servedBy = { nginx: 10, cache: 0, app: 10, unknown: 10 };
    return whole;
  };
  it.each([
    ['80%', 'passed'],
    ['50%', 'not judged'],
    ['20%', 'failed'],
  ])('is held to %s as far as that is known: %s', async (text, outcome) => {
    const limit = parseLimit(gateOf('max-app-share'), text)!;
    expect((await judgeLimit(limit, await report(), 20, async () => [])).outcome).toBe(outcome);
  });
});

describe('the text of a limit', () => {
  it.each([
    ['max-p95', '300ms', null, 0.3],
    ['max-p95', 'GET /api/*=1.5s', 'GET /api/*', 1.5],
    ['max-p95', '/search/a=b=2m', '/search/a=b', 120],
    ['max-p95', 'GET shop.example/*= 1 h', 'GET shop.example/*', 3600],
    ['max-error-rate', '0.5%', null, 0.005],
    ['max-app-share', '*.css=0', '*.css', 0],
    ['max-p95', '300', null, null],
    ['max-p95', '5%', null, null],
    ['max-error-rate', '0.01', null, null],
    ['max-error-rate', '101%', null, null],
    ['max-p95', '-1s', null, null],
    ['max-p95', '=1s', null, null],
    ['max-p95', 'GET=1s', null, null],
  ])('%s %s', (name, text, pattern, most) => {
    const limit = parseLimit(gateOf(name), text);
    if (most === null) expect(limit).toBeNull();
    else expect([limit?.pattern, limit?.most]).toEqual([pattern, expect.closeTo(most, 9)]);
  });

  it('is read without an error whatever it is', () => {
    fc.assert(fc.property(fc.string(), (text) => GATES.every((gate) => parseLimit(gate, text) !== undefined)));
  });
});

describe('a pattern of routes', () => {
  it.each([
    ['/api/*', ['GET /api/fast', 'POST /api/fast', 'GET shop.example/api/fast']],
    ['post /api/*', ['POST /api/fast']],
    ['GET shop.example/*', ['GET shop.example/api/fast']],
    ['*/api/fast', ['GET /api/fast', 'POST /api/fast', 'GET shop.example/api/fast']],
    ['/api', []],
    ['/api/f.st', []],
  ])('%s', async (pattern, names) => {
    const { routes } = await reportOf(
      logOf([
        { request: 'GET /api/fast HTTP/1.1' },
        { request: 'POST /api/fast HTTP/1.1' },
        { request: 'GET /api/fast HTTP/1.1', host: 'shop.example' },
      ]),
    );
    expect(fittingRoutes(routes, pattern).map(routeName).sort()).toEqual([...names].sort());
  });
});
