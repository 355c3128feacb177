import { describe, expect, it } from 'vitest';
import { findModel, type Model } from '../../../src/evidence/contention/model.js';
import type { Requests } from '../../../src/evidence/contention/requests.js';
import { findWorkers } from '../../../src/evidence/contention/worker-queue.js';
import { type Answered, eventLoop, processes } from '../../support/queues.js';
import { SHOP, shopServed } from '../../support/shop.js';

const TRAFFIC = { low: 6, high: 190, seconds: 120, seed: 5 };
const PATHS = SHOP.map(({ path }) => path);

/** Exact times, in the order of the starts. @param scale of all times */
function requestsOf(answered: readonly Answered[], scale = 1): Requests {
  const sorted = [...answered].sort((a, b) => a.arrival - b.arrival);
  return {
    count: sorted.length,
    routes: PATHS.length,
    startS: Float64Array.from(sorted, ({ arrival }) => arrival * scale),
    endS: Float64Array.from(sorted, ({ end }) => end * scale),
    route: Int32Array.from(sorted, ({ route }) => PATHS.indexOf(route)),
    isWhole: new Uint8Array(sorted.length).fill(1),
  };
}

function judged(requests: Requests): Exclude<Model, { kind: 'none' }> {
  const { workers, likeliest } = findWorkers(requests);
  const model = findModel(requests, workers, likeliest, 2);
  if (model.kind === 'none') throw new Error(model.why);
  return model;
}

describe('the model of a busy server', () => {
  it.each([
    ['cores', processes(8, 2), TRAFFIC],
    ['loop', eventLoop(), { ...TRAFFIC, high: 75 }],
  ])('is of the right kind, and its demands scale with time: %s', (kind, server, traffic) => {
    const answered = shopServed(server, traffic);
    const model = judged(requestsOf(answered));
    const longer = judged(requestsOf(answered, 1.3));
    expect([model.kind, longer.kind]).toEqual([kind, kind]);
    let compared = 0;
    for (const [route, one] of model.findings.entries()) {
      const other = longer.findings[route];
      if (!one || !other || one.label !== 'cpu') continue;
      compared++;
      expect(other.cpuS / one.cpuS / 1.3).toBeCloseTo(1, 1);
    }
    expect(compared).toBeGreaterThanOrEqual(3);
  });

  it('tells the demands of routes that compute within their errors, and few of them far off', () => {
    const { findings } = judged(requestsOf(shopServed(processes(8, 2), TRAFFIC)));
    for (const { path, cpuS } of SHOP.filter(({ right }) => right[0] === 'cpu')) {
      const finding = findings[PATHS.indexOf(path)]!;
      expect(Math.abs(finding.cpuS - cpuS)).toBeLessThan(3 * finding.cpuErrorS + 0.15 * cpuS);
    }
  });

  it('takes what was retried or given up as load, not as a witness', () => {
    const requests = requestsOf(shopServed(processes(8, 2), TRAFFIC));
    const orders = PATHS.indexOf('/orders');
    // Half of the requests of a waiting route hang for a second at a client that goes away.
    const hung = requests.endS.map((end, i) => (requests.route[i] === orders && i % 2 === 0 ? end + 1e-4 : end));
    const isWhole = requests.isWhole.map((_, i) => (requests.route[i] === orders && i % 2 === 0 ? 0 : 1));
    const all = judged(requests).findings[orders]!;
    const half = judged({ ...requests, endS: hung, isWhole }).findings[orders]!;
    expect(half.label).toBe('io');
    expect(half.rows).toBeLessThan(all.rows);
  });

  it('does not judge by fewer than 200 requests', () => {
    const few = requestsOf(shopServed(processes(8, 2), TRAFFIC).slice(0, 199));
    expect(findModel(few, null, null, 2)).toEqual({ kind: 'none', why: expect.stringContaining('Only 199 requests') });
  });

  it('names what is missing where no route is short enough to be a witness', () => {
    const requests = requestsOf(shopServed(processes(8, 2), TRAFFIC));
    const short = ['/health', '/cart'].map((path) => PATHS.indexOf(path));
    const endS = requests.endS.map((end, i) => (short.includes(requests.route[i]!) ? end + 0.003 : end));
    expect(findModel({ ...requests, endS }, 8, 8, 2)).toMatchObject({ why: expect.stringContaining('1.5 ms') });
  });
});
