import { describe, expect, it } from 'vitest';
import type { RouteReport } from '../../../src/report/types.js';
import { type AnalysisOptions, reportOf } from '../../support/analyze.js';
import { logOf } from '../../support/lines.js';
import { eventLoop, processes, type Server, threads } from '../../support/queues.js';
import { SHOP, shopLines, shopServed, type Traffic } from '../../support/shop.js';

const routesOf = async (
  server: Server,
  traffic: Traffic,
  options: AnalysisOptions = {},
): Promise<{ routes: RouteReport[]; workers: number | null | undefined }> => {
  const report = await reportOf(logOf(shopLines(shopServed(server, traffic))), options);
  return { routes: report.routes, workers: report.totals.queueing?.workers };
};

/** Of the routes that could have a label: how many have one, and which have a wrong one. */
function score(routes: readonly RouteReport[]): { decided: number; wrong: string[] } {
  const judged = SHOP.filter(({ right }) => right.length > 0).map((known) => {
    const { bound } = routes.find(({ route }) => route === known.path)!;
    return { ...known, bound };
  });
  return {
    decided: judged.filter(({ bound }) => bound !== 'unknown').length,
    wrong: judged
      .filter(({ bound, right }) => bound !== 'unknown' && !right.includes(bound))
      .map(({ path, bound }) => `${path} ${bound}`),
  };
}

const refusals = (routes: readonly RouteReport[]): (string | undefined)[] =>
  routes.map(({ evidence }) => evidence.find(({ rung, says }) => rung === 'R3' && says === 'refused')?.detail);

describe('a busy server whose routes have known demands', () => {
  it.each<[name: string, server: Server, traffic: Traffic, workers: number | undefined]>([
    [
      'processes that share two cores, all of them busy at times',
      processes(8, 2),
      { low: 6, high: 190, seconds: 120, seed: 1 },
      8,
    ],
    ['few processes that share two cores', processes(4, 2), { low: 6, high: 150, seconds: 120, seed: 1 }, 4],
    ['an event loop', eventLoop(), { low: 6, high: 75, seconds: 120, seed: 1 }, undefined],
  ])('has them named from times alone: %s', async (_name, server, traffic, workers) => {
    const { routes, workers: found } = await routesOf(server, traffic, { cores: 2 });
    const { decided, wrong } = score(routes);
    expect(wrong).toEqual([]);
    expect(decided).toBeGreaterThanOrEqual(9);
    expect(found).toBe(workers);
    for (const { route, bound, confidence, cpuMs } of routes) {
      const known = SHOP.find(({ path }) => path === route)!;
      if (bound !== 'cpu') continue;
      expect(confidence).toMatch(/^(medium|low)$/);
      expect(Math.abs(cpuMs! / 1e3 / known.cpuS - 1)).toBeLessThan(0.25);
    }
  });

  it('is judged without being told its cores, with low confidence', async () => {
    const { routes } = await routesOf(processes(8, 2), { low: 6, high: 190, seconds: 120, seed: 3 });
    const { decided, wrong } = score(routes);
    expect(wrong).toEqual([]);
    expect(decided).toBeGreaterThanOrEqual(7);
    for (const { bound, confidence } of routes) if (/cpu|io|mixed/.test(bound)) expect(confidence).toBe('low');
  });
});

describe('a server that is refused', () => {
  it.each<[name: string, server: Server, traffic: Traffic, why: RegExp]>([
    [
      'whose database is what is short',
      processes(8, 2, { db: 1 }),
      { low: 4, high: 45, seconds: 120, seed: 1 },
      /are not slowed down by the others that would compute/,
    ],
    [
      'whose database is short while its CPU is busy too',
      processes(16, 2, { db: 3 }),
      { low: 6, high: 130, seconds: 120, seed: 2 },
      /slowed|slows/,
    ],
    [
      'whose threads take turns and wait for a database that is short',
      threads(8, { db: 1 }),
      { low: 4, high: 45, seconds: 120, seed: 1 },
      /slowed|slows/,
    ],
    [
      'whose workers have a core each',
      processes(2, 2),
      { low: 4, high: 60, seconds: 120, seed: 1 },
      /works on 2 requests at a time/,
    ],
    ['that is idle', processes(8, 2), { low: 3, high: 6, seconds: 120, seed: 1 }, /hardly ever busy/],
  ])('%s', async (_name, server, traffic, why) => {
    const { routes } = await routesOf(server, traffic, { cores: 2 });
    expect(score(routes)).toEqual({ decided: 0, wrong: [] });
    for (const detail of refusals(routes)) expect(detail).toMatch(why);
  });

  it('says what to log where end times have whole seconds', async () => {
    const log = Array.from(
      { length: 300 },
      (_, i) => `[14/Nov/2023:22:13:${20 + (i % 40)} +0000] "GET /a HTTP/1.1" 0.100 0.100`,
    );
    const report = await reportOf(`${log.join('\n')}\n`, {
      logFormat: '[$time_local] "$request" $request_time $upstream_response_time',
    });
    expect(refusals(report.routes)).toEqual([expect.stringMatching(/whole seconds only.*log \$msec/)]);
  });
});
