import { beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/record/vocabulary.js';
import type { Report } from '../../src/report/types.js';
import { reportOf } from '../support/analyze.js';
import { logOf } from '../support/lines.js';
import { seeded } from '../support/random.js';
import { siteLines } from '../support/site.js';

let report: Report;
beforeAll(async () => {
  report = await reportOf(logOf(siteLines()));
});

describe('the recommendations for a small shop', () => {
  it('are the ones it needs', () => {
    const ids = report.recommendations.map(({ id }) => id);
    expect([...ids].sort()).toEqual([
      'cache:GET /pricing',
      'compile:GET /api/risk',
      'compile:GET /pricing',
      'compile:GET /search',
      'fix:bots',
      'keep:io',
      'offload:/assets/*',
      'offload:/favicon.ico',
    ]);
  });

  it('come with the most application seconds saved first', () => {
    const saved = report.recommendations.map(({ saving }) => saving.appSeconds!);
    expect(saved).toEqual([...saved].sort((a, b) => b - a));
    expect(saved[0]).toBeGreaterThan(3);
    expect(saved.at(-1)).toBe(0);
  });

  it('have savings that hold together', () => {
    const { recommendations, totals } = report;
    for (const { saving } of recommendations) {
      expect(saving.low).toBeLessThanOrEqual(saving.appSeconds!);
      expect(saving.appSeconds).toBeLessThanOrEqual(saving.high!);
      expect(saving.high).toBeLessThanOrEqual(totals.appSeconds!);
      expect(saving.share).toBeCloseTo(saving.appSeconds! / totals.appSeconds!);
      expect(saving.requests).toBeLessThanOrEqual(totals.servedBy.app);
    }
  });

  it('name routes of the report, and have ids of their own', () => {
    const { recommendations, routes } = report;
    const names = new Set(routes.map(({ method, route }) => `${method} ${route}`));
    for (const { routes: covered, action } of recommendations) {
      expect(covered.length).toBeGreaterThan(0);
      expect(covered.filter((name) => !names.has(name))).toEqual([]);
      expect(ACTIONS).toContain(action);
    }
    const ids = recommendations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('give the leak as the sum of what is to be offloaded', () => {
    const { recommendations, totals } = report;
    const offload = recommendations.filter(({ action }) => action === 'offload');
    const sum = (of: (saving: Report['recommendations'][0]['saving']) => number) =>
      offload.reduce((n, { saving }) => n + of(saving), 0);
    expect(sum((saving) => saving.requests)).toBe(totals.leak.requests);
    expect(sum((saving) => saving.bytes)).toBe(totals.leak.bytes);
    expect(sum((saving) => saving.appSeconds!)).toBeCloseTo(totals.leak.appSeconds!, 9);
    expect(totals.leak).toMatchObject({
      requests: 90,
      bytes: 90 * 40_000,
      appSeconds: expect.closeTo(0.6 + 0.27 + 0.04),
    });
  });

  it('are the same, in the same order, for the lines in any order', async () => {
    const essence = ({ recommendations }: Report) =>
      recommendations.map(({ id, confidence, saving, routes }) => ({
        id,
        confidence,
        routes: [...routes].sort(),
        seconds: saving.appSeconds!.toFixed(6),
        requests: saving.requests,
      }));
    for (const seed of [1, 2]) {
      const shuffled = await reportOf(logOf(seeded(seed).shuffled(siteLines())));
      expect(essence(shuffled)).toEqual(essence(report));
    }
  });
});

describe('where nothing is to be done', () => {
  it('nothing is recommended', async () => {
    const { recommendations } = await reportOf(logOf([{ request: 'GET /a.css HTTP/1.1' }]));
    expect(recommendations).toEqual([]);
  });

  it('nothing is said of a log whose requests are all left out', async () => {
    const { recommendations, totals } = await reportOf(logOf([{ agent: 'curl/8.5.0' }]), { noBots: true });
    expect(totals.requests).toBe(0);
    expect(recommendations).toEqual([]);
  });
});
