import { beforeAll, describe, expect, it } from 'vitest';
import { renderJson } from '../../src/render/json.js';
import type { Report, TimeSummary } from '../../src/report/types.js';
import { type AnalysisOptions, type Logs, reportOf } from '../support/analyze.js';
import { misfits, REPORT } from '../support/contract.js';
import { logOf, repeated } from '../support/lines.js';
import { siteLog } from '../support/site.js';

const COMBINED = '192.0.2.1 - - [14/Nov/2023:22:13:20 +0100] "GET /a.css HTTP/1.1" 200 5 "-" "curl/8.5.0"\n'.repeat(3);
const DETECTED: AnalysisOptions = { logFormat: null };

const LOGS: [name: string, logs: Logs, options: AnalysisOptions][] = [
  ['a log that tells everything', siteLog(), {}],
  ['the same without bots', siteLog(), { noBots: true }],
  ['the same without route templates', siteLog(), { routeTemplates: false }],
  ['a combined log', COMBINED, DETECTED],
  ['a log without times', '"GET / HTTP/1.1" 200\n', { logFormat: '"$request" $status' }],
  ['a log of malformed requests', logOf([{ request: '' }, { request: 'x' }]), {}],
  ['a log whose requests are all left out', logOf([{ agent: 'curl/8' }]), { noBots: true }],
  ['several files, one of them empty', { 'a.log': siteLog(), 'b.log': logOf([{}]), 'c.log': '' }, {}],
  [
    'files of two formats',
    { 'a.log': COMBINED, 'b.log': '{"time":"2023-11-14T21:13:22Z","uri":"/x","status":200,"request_time":0.5}\n' },
    DETECTED,
  ],
];

const sum = (counts: object): number => Object.values(counts).reduce((n: number, value: number) => n + value, 0);

describe.each(LOGS)('the JSON report of %s', (_name, logs, options) => {
  let made: Report;
  beforeAll(async () => {
    made = JSON.parse(renderJson(await reportOf(logs, options))) as Report;
  });

  it('has every key of the contract, with its type', () => {
    expect(misfits(made, REPORT, '')).toEqual([]);
  });

  it('accounts for every line: parsed, rejected or ignored', () => {
    const { input, totals } = made;
    for (const part of [input, ...input.files]) expect(part.parsed + part.rejected + part.ignored).toBe(part.lines);
    for (const key of ['lines', 'parsed', 'rejected', 'ignored'] as const)
      expect(sum(input.files.map((file) => file[key]))).toBe(input[key]);
    expect(sum(input.rejectReasons)).toBe(input.rejected);
    expect(totals.requests + input.excluded).toBe(input.parsed);
    expect(input.rejectedLines.length).toBe(Math.min(20, input.rejected));
  });

  it('counts every request once, whichever way it is split', () => {
    const { totals, routes, timeline } = made;
    for (const part of [totals, ...routes]) {
      expect(sum(part.servedBy)).toBe(part.requests);
      expect(sum(part.status)).toBe(part.requests);
    }
    expect(totals.static + totals.dynamic).toBe(totals.requests);
    expect(sum(routes.map((route) => route.requests))).toBe(totals.requests);
    expect(sum(routes.map((route) => route.bytes))).toBe(totals.bytes);
    expect(sum(routes.map((route) => route.servedBy.app))).toBe(totals.servedBy.app);
    const timed = made.input.firstTime !== null;
    expect(sum(timeline.buckets.map((bucket) => bucket.requests))).toBe(timed ? totals.requests : 0);
  });

  it('has times that add up, and percentiles in their order', () => {
    const { totals, routes, timeline } = made;
    const seconds = sum(routes.map((route) => route.upstreamTime?.sum ?? 0));
    expect(totals.appSeconds ?? 0).toBeCloseTo(seconds, 4);
    expect(totals.appSeconds ?? 0).toBeCloseTo(totals.upstreamTime?.sum ?? 0, 4);
    expect(totals.requestSeconds ?? 0).toBeCloseTo(sum(routes.map((route) => route.requestTime?.sum ?? 0)), 4);
    expect(sum(timeline.buckets.map((bucket) => bucket.appSeconds ?? 0))).toBeCloseTo(totals.appSeconds ?? 0, 4);
    const times = [totals, ...routes].flatMap((part) => [part.requestTime, part.upstreamTime]);
    for (const time of times.filter((found): found is TimeSummary => found !== null)) {
      const { p50, p90, p95, p99, max, mean } = time;
      expect([p50, p90, p95, p99, max]).toEqual([p50, p90, p95, p99, max].sort((a, b) => a - b));
      expect(mean).toBeLessThanOrEqual(max);
    }
  });

  it('lists routes by application seconds, and none twice', () => {
    const { routes } = made;
    const seconds = routes.map((route) => route.upstreamTime?.sum ?? -1);
    expect(seconds).toEqual([...seconds].sort((a, b) => b - a));
    const keys = routes.map(({ method, host, route }) => JSON.stringify([method, host, route]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('gives evidence for every route, and a label only with confidence', () => {
    for (const { bound, confidence, evidence, cpuMs, servedBy } of made.routes) {
      expect(evidence.length).toBeGreaterThan(0);
      if (bound === 'unknown') expect([confidence, cpuMs]).toEqual(['none', null]);
      else expect(servedBy.app).toBeGreaterThan(0);
    }
  });
});

describe('the timeline', () => {
  it('has a slice for every part of the time, empty ones too', async () => {
    const { timeline } = await reportOf(logOf([{ at: 0 }, { at: 3, status: 500 }]));
    expect(timeline).toEqual({
      bucketSeconds: 1,
      buckets: [1, 0, 0, 1].map((requests, i) => ({
        time: `2023-11-14T22:13:2${i}Z`,
        requests,
        errors: i === 3 ? 1 : 0,
        appSeconds: null,
      })),
    });
  });

  it.each([
    ['three minutes', 180, 1],
    ['four minutes', 240, 2],
    ['a day', 86_400, 600],
    ['a month', 30 * 86_400, 21_600],
    ['a wrong clock of fifty years', 50 * 365 * 86_400, 14 * 7 * 86_400],
  ])('has at most some 200 slices over %s', async (_name, spanS, bucketSeconds) => {
    const { timeline } = await reportOf(logOf([{ at: 0 }, { at: spanS }]));
    expect(timeline.bucketSeconds).toBe(bucketSeconds);
    expect(timeline.buckets.length).toBeLessThanOrEqual(202);
    expect(timeline.buckets.length).toBeGreaterThanOrEqual(Math.floor(spanS / bucketSeconds));
    expect(sum(timeline.buckets.map(({ requests }) => requests))).toBe(2);
  });

  it('is empty for a log without times', async () => {
    const { timeline, input } = await reportOf('"GET / HTTP/1.1" 200\n', { logFormat: '"$request" $status' });
    expect([timeline.buckets, input.firstTime, input.lastTime]).toEqual([[], null, null]);
  });
});

describe('a log from which nothing can be reported', () => {
  it.each<[name: string, logs: Logs, message: RegExp]>([
    [
      'every line is rejected',
      'one\ntwo\n',
      /^None of the 2 lines of .* was parsed; the first, line 1, does not fit .*: "one"\.$/,
    ],
    ['every file is empty', { 'a.log': '', 'b.log': '' }, /a\.log, .*b\.log is empty\.$/],
    ['there are comments alone', '# one\n\n# two\n', /no request: all of its 3 lines are blank or comments\.$/],
  ])('is an error of the user’s, with what to do: %s', async (_name, logs, message) => {
    await expect(reportOf(logs)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(message),
      fix: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });

  it('is no error where another file has requests', async () => {
    const { input } = await reportOf({ 'bad.log': 'one\n', 'good.log': logOf(repeated(2, {})) });
    expect([input.lines, input.parsed, input.rejected]).toEqual([3, 2, 1]);
  });
});
