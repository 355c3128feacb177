import { describe, expect, it } from 'vitest';
import {
  busiestStretch,
  followedBy,
  type Requests,
  sampleOf,
  withBusiestRoutes,
} from '../../../src/evidence/contention/requests.js';
import { findWorkers, serviceStarts } from '../../../src/evidence/contention/worker-queue.js';
import { processes } from '../../support/queues.js';
import { SHOP, shopServed } from '../../support/shop.js';

const PATHS = SHOP.map(({ path }) => path);

const requestsOf = (rows: readonly [startS: number, endS: number, route?: number][]): Requests => ({
  count: rows.length,
  routes: 1 + Math.max(...rows.map(([, , route = 0]) => route)),
  startS: Float64Array.from(rows, ([start]) => start),
  endS: Float64Array.from(rows, ([, end]) => end),
  route: Int32Array.from(rows, ([, , route = 0]) => route),
  isWhole: new Uint8Array(rows.length).fill(1),
});

describe('requests of a long log', () => {
  const long = requestsOf(Array.from({ length: 10_000 }, (_, i) => [i, i + 0.5 + (i >= 6000 && i < 7000 ? 3 : 0)]));

  it('are sampled as stretches of neighbours from the first to the last', () => {
    const sample = sampleOf(long, 1000);
    expect(sample.count).toBe(1000);
    expect([sample.startS[0], sample.startS[999]]).toEqual([0, 9999]);
    const gaps = Array.from(sample.startS.subarray(1), (start, i) => start - sample.startS[i]!);
    expect(gaps.filter((gap) => gap !== 1)).toHaveLength(39);
    expect(sampleOf(long, 10_000)).toBe(long);
  });

  it('are busiest where most are in progress at a time', () => {
    expect(busiestStretch(long, 1000).startS[0]).toBe(6000);
  });

  it('are joined without overlap', () => {
    const joined = followedBy(busiestStretch(long, 1000), sampleOf(long, 400));
    expect(joined.count).toBe(1400);
    expect(joined.startS[1000]).toBe(joined.endS[999]);
  });

  it('keep their busiest routes, and the others as one', () => {
    const { requests, kept } = withBusiestRoutes(
      requestsOf([
        [0, 1, 0],
        [1, 9, 1],
        [2, 3, 2],
        [3, 8, 3],
      ]),
      2,
    );
    expect([...kept]).toEqual([1, 3]);
    expect([...requests.route]).toEqual([2, 0, 2, 1]);
    expect(requests.routes).toBe(3);
  });
});

describe('the queue for workers', () => {
  it('begins a request when one of them is free, first come, first served', () => {
    const requests = requestsOf([
      [0, 10],
      [1, 4],
      [2, 6],
      [3, 12],
      [11, 13],
    ]);
    expect([...serviceStarts(requests, 2)]).toEqual([0, 1, 4, 6, 11]);
    expect([...serviceStarts(requests, 9)]).toEqual([...requests.startS]);
  });

  it.each([2, 3, 6, 12])('is found for what it is with %i workers that are at times too few', (workers) => {
    const answered = shopServed(processes(workers, workers), {
      low: 5,
      high: workers * 48,
      seconds: 60,
      seed: workers,
    }).sort((a, b) => a.arrival - b.arrival);
    const requests = requestsOf(answered.map(({ arrival, end, route }) => [arrival, end, PATHS.indexOf(route)]));
    expect(findWorkers(requests).workers).toBe(workers);
  });

  it('is not found where it is empty', () => {
    const answered = shopServed(processes(50, 50), { low: 5, high: 40, seconds: 60, seed: 1 });
    const sorted = answered.sort((a, b) => a.arrival - b.arrival);
    expect(
      findWorkers(requestsOf(sorted.map(({ arrival, end, route }) => [arrival, end, PATHS.indexOf(route)]))).workers,
    ).toBeNull();
  });
});
