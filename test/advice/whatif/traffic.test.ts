import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scaled } from '../../../src/advice/whatif/traffic.js';
import { seeded } from '../../support/random.js';

const random = seeded(2);
/** A minute that is busy four times in ten minutes. */
const BURSTS = Float64Array.from({ length: 20_000 }, (_, i) => {
  const inBurst = i % 5 < 4;
  return inBurst ? Math.floor(random.next() * 4) * 150 + random.next() * 60 : random.next() * 600;
}).sort();

const perMinute = (arriveS: Float64Array): number[] => {
  const counts = Array<number>(10).fill(0);
  for (const at of arriveS) counts[Math.min(9, Math.floor(at / 60))]!++;
  return counts;
};

it.each([0.3, 1, 1.5, 3])('at %s times the traffic busy minutes have so many times their requests', (factor) => {
  const before = perMinute(BURSTS);
  const after = perMinute(scaled(BURSTS, factor).arriveS);
  const busy = before.flatMap((count, i) => (count > 1000 ? [i] : []));
  expect(busy.length).toBeGreaterThan(2);
  // Copies are shifted by seconds, so a burst loses as much at its edge.
  for (const i of busy) expect(Math.abs(after[i]! / before[i]! / factor - 1)).toBeLessThan(0.25);
  expect(after.reduce((a, b) => a + b) / 20_000 / factor).toBeCloseTo(1, 1);
});

it('is in order, within the log, and takes each request as often as it should', () => {
  const times = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(times, fc.double({ min: 0.01, max: 5, noNaN: true }), (list, factor) => {
      const sorted = Float64Array.from(list).sort();
      const startS = sorted.map((at) => at - sorted[0]!);
      const { source, arriveS } = scaled(startS, factor);
      expect(arriveS).toEqual(arriveS.slice().sort());
      for (const at of arriveS) expect(at).toBeLessThanOrEqual(startS.at(-1)! + 1e-3);
      const times = new Map<number, number>();
      for (const i of source) times.set(i, (times.get(i) ?? 0) + 1);
      for (const i of startS.keys()) {
        expect(times.get(i) ?? 0).toBeGreaterThanOrEqual(Math.floor(factor));
        expect(times.get(i) ?? 0).toBeLessThanOrEqual(Math.ceil(factor));
      }
    }),
  );
});
