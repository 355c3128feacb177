import { describe, expect, it } from 'vitest';
import type { Figures, WhatIf } from '../../../src/advice/whatif/types.js';
import { type Asked, whatIf } from '../../../src/advice/whatif/whatif.js';
import { collectReport } from '../../../src/report/collect.js';
import { type AnalysisOptions, reportOf, withLogs } from '../../support/analyze.js';
import { type LineFields, logOf } from '../../support/lines.js';
import { type Answered, type Arrival, processes, type Server, serve, threads } from '../../support/queues.js';
import { type Random, seeded } from '../../support/random.js';

interface Kind {
  path: string;
  weight: number;
  cpuS: number;
  waitS: number;
}

/** A site with work of every kind; 14 ms of CPU and 23 ms of waiting a request. */
const KINDS: readonly Kind[] = [
  { path: '/report', weight: 1, cpuS: 0.12, waitS: 0 },
  { path: '/render', weight: 3, cpuS: 0.02, waitS: 0.004 },
  { path: '/orders', weight: 6, cpuS: 0.002, waitS: 0.04 },
  { path: '/search', weight: 2, cpuS: 0.01, waitS: 0.03 },
  { path: '/slow', weight: 0.4, cpuS: 0.002, waitS: 0.2 },
  { path: '/static/app.css', weight: 4, cpuS: 0.001, waitS: 0 },
];
const SECONDS = 300;

/** A minute of calm, a minute of rush: arrivals by chance at a rate that swings by a half. */
function arrivals(rate: number, random: Random, change: (kind: Kind) => Kind | null = (kind) => kind): Arrival[] {
  const weights = KINDS.reduce((sum, { weight }) => sum + weight, 0);
  const list: Arrival[] = [];
  for (let at = 0; at < SECONDS; ) {
    at += random.exponential(1 / (rate * (1 + 0.5 * Math.sin(at / 10))));
    let left = random.next() * weights;
    const kind = KINDS.find(({ weight }) => {
      left -= weight;
      return left < 0;
    })!;
    const sizes = [random.lognormal(1, 0.3), random.lognormal(1, 0.5)] as const;
    const changed = change(kind);
    if (changed === null) continue;
    const cpu = { at: 'cpu', s: (changed.cpuS * sizes[0]) / 2 };
    list.push({ route: kind.path, arrival: at, steps: [cpu, { at: 'db', s: changed.waitS * sizes[1] }, cpu] });
  }
  return list;
}

const linesOf = (requests: readonly Arrival[], server: Server, reports: boolean): Partial<LineFields>[] => {
  const cpuOf = new Map(requests.map(({ arrival, steps }) => [arrival, steps[0]!.s * 2]));
  return serve(requests, server).map(({ route, arrival, end }) => ({
    at: end,
    request: `GET ${route} HTTP/1.1`,
    bytes: 3000,
    requestS: (end - arrival).toFixed(3),
    upstreamS: (end - arrival).toFixed(3),
    ...(reports ? { cpuS: cpuOf.get(arrival)!.toFixed(6) } : {}),
  }));
};

const NOTHING: Asked = {
  changes: { offload: [], compile: [], cache: [], traffic: 1 },
  offloaded: null,
  now: { workers: 6, threads: 1, cores: 2 },
  planned: { workers: null, threads: null, cores: null },
};

const simulate = (
  lines: readonly Partial<LineFields>[],
  asked: Partial<Asked>,
  options: AnalysisOptions = {},
): Promise<WhatIf> =>
  withLogs(logOf(lines), options, async (store) => {
    const all = { ...NOTHING, ...asked };
    const { workers, threads: each, cores } = all.now;
    const told = { cores, workers: workers === null ? null : workers * each, cpu: [] };
    return whatIf(store, await collectReport(store, told), all);
  });

const p95 = (answered: readonly Answered[], keep: (path: string) => boolean = () => true): number => {
  const times = answered.filter(({ route }) => keep(route)).map(({ arrival, end }) => end - arrival);
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!;
};
const only = ({ ends }: WhatIf): Figures => {
  expect(ends.map(({ unknownAs }) => unknownAs)).toEqual([null]);
  return ends[0]!.after;
};

const SIX = processes(6, 2);
const BEFORE = linesOf(arrivals(55, seeded(1)), SIX, true);
const FILES = '/static/app.css';

/** What other servers, code and traffic make of other requests of the same kind, and what is asked for it. */
const CHANGES: [name: string, asked: Partial<Asked>, after: () => number][] = [
  [
    'fewer workers',
    { planned: { workers: 4, threads: null, cores: null } },
    () => p95(serve(arrivals(55, seeded(2)), processes(4, 2))),
  ],
  [
    'a third more traffic',
    { changes: { ...NOTHING.changes, traffic: 1.33 } },
    () => p95(serve(arrivals(73, seeded(3)), SIX)),
  ],
  [
    'half the traffic',
    { changes: { ...NOTHING.changes, traffic: 0.5 } },
    () => p95(serve(arrivals(27.5, seeded(4)), SIX)),
  ],
  [
    'a compiled route, on three workers',
    {
      changes: { ...NOTHING.changes, compile: [{ route: 'GET /report', factor: 10 }] },
      planned: { workers: 3, threads: null, cores: null },
    },
    () => {
      const faster = (kind: Kind): Kind => (kind.path === '/report' ? { ...kind, cpuS: 0.012 } : kind);
      return p95(serve(arrivals(55, seeded(5), faster), processes(3, 2)));
    },
  ],
  [
    'one core more',
    { planned: { workers: null, threads: null, cores: 3 } },
    () => p95(serve(arrivals(55, seeded(6)), processes(6, 3))),
  ],
];

describe('what would be', () => {
  it.each(CHANGES)('with %s is within a quarter of what comes', async (_name, asked, after) => {
    const { requestTime } = only(await simulate(BEFORE, asked));
    expect(Math.abs(requestTime!.p95 / after() - 1)).toBeLessThan(0.25);
  });

  it('is as it was where nothing changes: the simulation explains the log', async () => {
    const { measured, ends } = await simulate(BEFORE, {});
    for (const figures of [ends[0]!.simulated, ends[0]!.after]) {
      expect(figures.requests).toBe(measured.requests);
      expect(figures.appSeconds / measured.appSeconds).toBeCloseTo(1, 1);
      expect(Math.abs(figures.requestTime!.p95 / measured.requestTime!.p95 - 1)).toBeLessThan(0.1);
    }
    expect(ends[0]!.usableCores).toBeGreaterThan(0.85);
  });

  it('finds how many workers there are, and knows threads to have a core among them', async () => {
    const eight = linesOf(arrivals(30, seeded(7)), threads(8), true);
    const asked = { now: { workers: 1, threads: 8, cores: 2 }, planned: { workers: 8, threads: 1, cores: null } };
    const { requestTime } = only(await simulate(eight, asked));
    const after = p95(serve(arrivals(30, seeded(8)), processes(8, 2)));
    expect(Math.abs(requestTime!.p95 / after - 1)).toBeLessThan(0.25);
  });

  it('has offloaded files take nothing, and their worker and cores are free for the rest', async () => {
    const changes = { ...NOTHING.changes, offload: ['/static/*'] };
    const { measured, ends, routes } = await simulate(BEFORE, { changes, offloaded: '/static/.*' });
    const files = BEFORE.filter(({ request }) => request === `GET ${FILES} HTTP/1.1`).length;
    expect(ends[0]!.after).toMatchObject({ requests: measured.requests, appRequests: measured.requests - files });
    const route = routes.find((one) => one.route.startsWith('/static/'))!;
    expect(route.ends[0]!.after).toMatchObject({ requests: files, appRequests: 0, requestTime: { p95: 0 } });
    const kept = serve(
      arrivals(55, seeded(9), (kind) => (kind.path === FILES ? null : kind)),
      SIX,
    );
    const orders = routes.find((one) => one.route === '/orders')!.ends[0]!.after.requestTime!.p95;
    expect(Math.abs(orders / p95(kept, (path) => path === '/orders') - 1)).toBeLessThan(0.25);
  });

  it('has a cached page asked for once in its time', async () => {
    const changes = { ...NOTHING.changes, cache: [{ route: 'GET /report', ttlS: 60 }] };
    const { routes } = await simulate(BEFORE, { changes });
    const report = routes.find(({ route }) => route === '/report')!;
    expect(report.measured.appRequests).toBeGreaterThan(500);
    expect(report.ends[0]!.after.appRequests).toBeLessThanOrEqual(6);
  });

  it('needs as many workers as the advice says, now and with files offloaded', async () => {
    const heavy = (kind: Kind): Kind => (kind.path === FILES ? { ...kind, waitS: 0.1 } : kind);
    const lines = linesOf(arrivals(50, seeded(11), heavy), processes(5, 2), true);
    const changes = { ...NOTHING.changes, offload: ['/static/*'] };
    const now = { workers: 5, threads: 1, cores: 2 };
    const { measured, ends } = await simulate(lines, { changes, offloaded: '/static/.*', now });
    const { recommendations } = await reportOf(logOf(lines), { cores: 2, workers: 5 });
    const advice = recommendations.find(({ action }) => action === 'concurrency')!;
    const [, peak, offloaded] = /(\d+) at the peak; with static files offloaded (\d+)\./.exec(advice.why)!;
    expect(Number(offloaded)).toBeLessThan(Number(peak));
    expect([measured.workersNeeded, ends[0]!.after.workersNeeded].map(String)).toEqual([peak, offloaded]);
  });

  it('simulates both ends where nothing tells what a route does, and says so', async () => {
    const silent = linesOf(arrivals(10, seeded(10)), SIX, false);
    const changes = { ...NOTHING.changes, compile: [{ route: 'GET /report', factor: 10 }] };
    const { ends, assumptions, routes } = await simulate(silent, { changes });
    expect(ends.map(({ unknownAs }) => unknownAs)).toEqual(['io', 'cpu']);
    expect(assumptions.join('\n')).toContain('nothing tells, so both ends are simulated');
    const report = routes.find(({ route }) => route === '/report')!;
    const [io, cpu] = report.ends.map(({ after }) => after.requestTime!.p50);
    expect(report.cpu).toBe('unknown');
    expect(io! / report.measured.requestTime!.p50).toBeCloseTo(1, 1);
    expect(cpu! / report.measured.requestTime!.p50).toBeCloseTo(0.1, 1);
  });

  it('spreads ends of whole seconds, and says so', async () => {
    const coarse = BEFORE.map((line) => ({ ...line, at: Math.floor(line.at!) }));
    const format =
      '[$time_local] "$request" $status $body_bytes_sent rt=$request_time urt=$upstream_response_time cpu=$upstream_http_x_cpu_time';
    const text = coarse.map(({ at, request, requestS, upstreamS, cpuS }) => {
      const time = new Date((1_700_000_000 + at) * 1e3).toUTCString().slice(17, 25);
      return `[14/Nov/2023:${time} +0000] "${request}" 200 10 rt=${requestS} urt=${upstreamS} cpu=${cpuS}\n`;
    });
    const asked = { ...NOTHING, planned: { workers: 4, threads: null, cores: null } };
    const result = await withLogs(text.join(''), { logFormat: format }, async (store) =>
      whatIf(store, await collectReport(store, { cores: 2, workers: 6, cpu: [] }), asked),
    );
    expect(result.assumptions.at(-1)).toContain('End times have whole seconds');
    expect(result.ends[0]!.after.requestTime!.p95).toBeGreaterThan(result.measured.requestTime!.p95 * 0.9);
  });

  it('reports on what the filters leave, of a server that has all', async () => {
    const lines = { filters: { path: ['/orders'] } };
    const { measured, routes, ends } = await simulate(
      BEFORE,
      { planned: { workers: 3, threads: null, cores: null } },
      lines,
    );
    expect(routes.map(({ route }) => route)).toEqual(['/orders']);
    expect(routes[0]!.measured.requests).toBeLessThan(measured.requests);
    expect(measured.requests).toBe(BEFORE.length);
    expect(ends[0]!.after.requestTime).toEqual(routes[0]!.ends[0]!.after.requestTime);
  });
});

describe('what cannot be told is refused in a sentence', () => {
  const refusal = (lines: readonly Partial<LineFields>[], asked: Partial<Asked>): Promise<WhatIf> =>
    simulate(lines, asked);
  const quiet = BEFORE.slice(0, 300);
  it.each<[string, readonly Partial<LineFields>[], Partial<Asked>, RegExp]>([
    [
      'no application times',
      quiet.map((line) => ({ ...line, upstreamS: '-' })),
      {},
      /^The log does not tell how long the application took/,
    ],
    ['no cores', quiet, { now: { workers: 4, threads: 1, cores: null } }, /^How many cores/],
    ['no workers', quiet.slice(0, 20), { now: { workers: null, threads: 1, cores: 2 } }, /^How many workers/],
    [
      'no such file',
      quiet,
      { changes: { ...NOTHING.changes, offload: ['/media/*'] }, offloaded: '/media/.*' },
      /^The application answered no GET or HEAD for \/media/,
    ],
    [
      'no such route',
      quiet,
      { changes: { ...NOTHING.changes, compile: [{ route: 'GET /none', factor: 2 }] } },
      /^No request has the route 'GET \/none'\.$/,
    ],
    [
      'no route like it',
      quiet,
      { changes: { ...NOTHING.changes, compile: [{ route: 'GET /none/*', factor: 2 }] } },
      /^No request has a route like/,
    ],
    [
      'a cache for POST',
      quiet.map((line) => ({ ...line, request: line.request!.replace('GET', 'POST') })),
      { changes: { ...NOTHING.changes, cache: [{ route: 'POST /report', ttlS: 60 }] } },
      /a cache does not answer POST/,
    ],
  ])('%s', async (_name, lines, asked, sentence) => {
    await expect(refusal(lines, asked)).rejects.toThrow(sentence);
  });
});
