import { describe, expect, it } from 'vitest';
import { adviseConcurrency, type PeakLoad } from '../../src/advice/concurrency.js';
import type { Totals } from '../../src/report/types.js';
import { findings, type RouteShape } from '../support/findings.js';

type Queueing = NonNullable<Totals['queueing']>;

/** 1000 requests in 100 s, 40 s of application time of which 10 s are waiting for a worker: 30 ms each without that. */
function advised(
  {
    queueing,
    load,
    routes = [],
  }: { queueing?: Partial<Queueing> | null; load?: Partial<PeakLoad>; routes?: RouteShape[] },
  leak?: Totals['leak'],
) {
  const found = findings([{ route: '/a', app: 1000, appSeconds: 40, queuedSeconds: 10 }, ...routes]);
  const told: Queueing = { workers: null, found: 'reported', seconds: 10, share: 0.25 };
  const totals = {
    ...found.totals,
    queueing: queueing === null ? null : { ...told, ...queueing },
    ...(leak === undefined ? {} : { leak }),
  };
  return adviseConcurrency({ span_s: 100, requests: 1000, peak_requests: 500, ...load }, { ...found, totals });
}

describe('workers for requests that wait for one', () => {
  it('are counted by Little’s law, on average and at the peak, with some to spare', () => {
    expect(advised({})).toMatchObject([
      {
        id: 'concurrency:workers',
        action: 'concurrency',
        routes: ['GET /a'],
        saving: { appSeconds: 5, low: 0, high: 10, share: expect.closeTo(0.125) },
        confidence: 'high',
        // 10 a second times 30 ms are 0.3 busy, 50 a second 1.5; at 70% these need 1 and 3.
        why: expect.stringMatching(
          /waited 10\.0 s .* 25% .*takes 30\.0 ms\. .* 0\.3 workers .* 10 requests a second, 1\.5 in the busiest 10 seconds at 50\. .* 1 worker on average and 3 at the peak\.$/,
        ),
        how: expect.stringContaining('# sync: --workers 3'),
      },
    ]);
  });

  it('are fewer once files are offloaded', () => {
    const [advice] = advised({}, { requests: 500, bytes: 0, appSeconds: 20 });
    expect(advice!.why).toMatch(/3 at the peak; with static files offloaded 2\.$/);
    expect(advice!.how).toContain('Files first');
  });

  it('are not promised much of where there are enough of them for the load', () => {
    const [advice] = advised({ queueing: { workers: 4 } });
    expect(advice).toMatchObject({ confidence: 'low', saving: { appSeconds: 2.5, high: 10 } });
    expect(advice!.why).toMatch(/works on 4 at a time.*It has these: requests come in bursts/);
    expect(advice!.how).toContain('# sync: --workers 6');
  });

  it('are as sure as the waiting is, which is not believed where nothing else bears the replay out', () => {
    const queueing: Partial<Queueing> = { found: 'searched', workers: 2 };
    const named: RouteShape = { route: '/b', evidence: [{ rung: 'R3', says: 'io', detail: '' }] };
    expect(advised({ queueing, routes: [named] })[0]).toMatchObject({ confidence: 'medium' });
    expect(advised({ queueing })).toEqual([]);
  });

  it('name the CPU that they need, or that it is not known', () => {
    const computing: RouteShape = { route: '/b', app: 100, appSeconds: 5, cpuMs: 50 };
    expect(advised({ routes: [computing] })[0]!.how).toContain('5.0 s is CPU, 0.05 cores on average');
    expect(advised({})[0]!.how).toContain('is not known: logsplit instrument');
  });

  it.each([
    ['nobody knows of waiting', { queueing: null }],
    ['hardly anybody waits', { queueing: { share: 0.019 } }],
    ['the log has no length', { load: { span_s: null } }],
    ['the log has one moment', { load: { span_s: 0 } }],
  ])('are no advice where %s', (_name, given) => {
    expect(advised(given)).toEqual([]);
  });
});
