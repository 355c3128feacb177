import { describe, expect, it } from 'vitest';
import { forecastOf } from '../../src/review/forecast.js';
import { loadOf } from '../../src/review/load.js';
import type { Load, ReviewHour, Week } from '../../src/review/types.js';
import { seeded } from '../support/random.js';

function weeksOf(requests: readonly number[], gaps: readonly number[] = []): Week[] {
  return requests.map((count, i) => ({
    name: `2026-W${i + 10}`,
    isWhole: !gaps.includes(i),
    requests: count,
    errors: 0,
    appSeconds: count / 10,
    peak: 1,
  }));
}

/** Weeks that grow, each a little off. */
function growing(count: number, weekly: number, spread: number, seed: number): Week[] {
  const random = seeded(seed);
  return weeksOf(Array.from({ length: count }, (_, i) => 10_000 * (1 + weekly) ** i * random.lognormal(1, spread)));
}

const BUSY: Load = {
  workers: 10,
  mean: 2,
  peak: 5,
  peakHour: '2026-11-10T14:00:00Z',
  peakRequests: 900,
  utilisation: 0.5,
  headroom: 1.4,
};

describe('a forecast', () => {
  it('is when growth fills the workers', () => {
    const { growth, saturation, notes } = forecastOf(weeksOf([1000, 1100, 1210, 1331]), BUSY);
    expect(growth!.weekly).toBeCloseTo(0.1);
    const [early, full] = saturation;
    // 0.5 × 1.1^n is 0.7, and 1.
    expect(early!.weeks).toBeCloseTo(Math.log(1.4) / Math.log(1.1), 0);
    expect(full!.weeks).toBeCloseTo(Math.log(2) / Math.log(1.1), 0);
    expect(notes).toEqual([]);
  });

  it('has an interval that holds the truth nineteen times of twenty, with four weeks and with ten', () => {
    for (const count of [4, 10]) {
      let held = 0;
      for (let seed = 0; seed < 300; seed++) {
        const { low, high } = forecastOf(growing(count, 0.05, 0.04, seed), null).growth!;
        if (low <= 0.05 && high >= 0.05) held++;
      }
      expect(held / 300).toBeGreaterThan(0.92);
      expect(held / 300).toBeLessThan(0.98);
    }
  });

  it('needs four whole weeks', () => {
    const forecast = forecastOf(weeksOf([1, 2, 3, 4], [0]), BUSY);
    expect(forecast).toMatchObject({ weeks: 3, growth: null, saturation: [] });
    expect(forecast.notes).toEqual(['A forecast needs 4 whole weeks, and the store holds 3 whole weeks up to here.']);
  });

  it('takes a week that is not whole for the time that it is', () => {
    const { growth } = forecastOf(weeksOf([1000, 1100, 5, 1331, 1464.1], [2]), null);
    expect(growth!.weekly).toBeCloseTo(0.1);
  });

  it('says where weeks do not tell growth from none, and has no latest time then', () => {
    const { notes, saturation } = forecastOf(growing(4, 0.01, 0.08, 3), BUSY);
    expect(notes[0]).toBe('4 weeks do not tell growth from none: the interval holds both.');
    expect(saturation[1]!.latest).toBeNull();
  });

  it('says what is missing for it', () => {
    const weeks = weeksOf([1000, 1100, 1210, 1331]);
    expect(forecastOf(weeks, null).notes[0]).toContain('Without upstream times');
    expect(forecastOf(weeks, { ...BUSY, utilisation: null }).notes[0]).toContain('give --workers');
  });

  it('is now where workers are busy already', () => {
    const { saturation } = forecastOf(weeksOf([1000, 1100, 1210, 1331]), { ...BUSY, utilisation: 0.8 });
    expect(saturation[0]).toMatchObject({ share: 0.7, weeks: 0, earliest: 0, latest: 0 });
    expect(saturation[1]!.weeks).toBeGreaterThan(1);
  });
});

describe('the load', () => {
  const hour = (at: number, appSeconds: number | null): ReviewHour => ({
    time: new Date(Date.UTC(2026, 10, 9, at)).toISOString().replace('.000', ''),
    requests: 100 + at,
    errors: 0,
    appSeconds,
    before: null,
  });

  it('is application seconds by seconds, without what is waiting for a worker', () => {
    const load = loadOf([hour(0, 3600), hour(1, 14_400), hour(3, 7200)], 8, 0.25)!;
    expect(load).toMatchObject({ peak: 3, peakHour: '2026-11-09T01:00:00Z', peakRequests: 101 });
    // Of four hours, one of which had no request.
    expect(load.mean).toBeCloseTo(((3600 + 14_400 + 7200) * 0.75) / (4 * 3600));
    expect(load.utilisation).toBeCloseTo(3 / 8);
    expect(load.headroom).toBeCloseTo((0.7 * 8) / 3);
  });

  it('is not known without times, and without workers has no headroom', () => {
    expect(loadOf([hour(0, null)], 4, 0)).toBeNull();
    expect(loadOf([hour(0, 60)], null, 0)).toMatchObject({ utilisation: null, headroom: null });
  });
});
