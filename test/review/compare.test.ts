import { beforeAll, describe, expect, it } from 'vitest';
import { type Comparison, comparePeriods } from '../../src/review/compare.js';
import { choosePeriods, type PeriodOptions } from '../../src/review/periods.js';
import { withLogs } from '../support/analyze.js';
import { planted } from '../support/planted.js';
import { weekLines } from '../support/weeks.js';

let log: string;
beforeAll(() => {
  log = [...weekLines(4, { seed: 3, change: planted })].join('');
});

function compared(options: PeriodOptions): Promise<Comparison> {
  return withLogs(log, {}, async ({ query }) => comparePeriods(query, await choosePeriods(query, options, 0)));
}

/** What was found: kind, route, and from which day on. */
function named({ findings }: Comparison): string[] {
  return findings.map(({ kind, route, changes }) =>
    [kind, route, ...new Set(changes.flatMap(({ since }) => (since === null ? [] : [since])))].join(' '),
  );
}

describe('a week in which a route became slower, traffic moved, files went to nginx and a route came', () => {
  let comparison: Comparison;
  beforeAll(async () => {
    comparison = await compared({ week: '2026-W46' });
  });

  it('names each, and no other', () => {
    expect(named(comparison)).toEqual([
      'regression GET /api/report',
      'improvement GET /assets/app.css 2026-11-10',
      'improvement GET /assets/logo.png 2026-11-10',
      'traffic GET /search',
      'new GET /api/export',
    ]);
  });

  it('tells how much slower a route became', () => {
    const [slower] = comparison.findings;
    expect(slower!.changes.map(({ metric }) => metric)).toContain('p50');
    for (const { before, after } of slower!.changes) expect(after / before).toBeCloseTo(1.4, 0);
    expect(slower!.says).toMatch(/^The median from 1\d\d ms to 1\d\d ms \(\+[34]\d%\)/);
  });

  it('tells that slower pages as a whole are those that are asked for more often', () => {
    const { before, after, sameMix } = comparison.totals;
    expect(after.latency!.p95).toBeGreaterThan(before.latency!.p95 * 1.1);
    expect(sameMix!.p95).toBeLessThan(before.latency!.p95 * 1.1);
  });

  it('takes the change of the application time apart', () => {
    const { before, after, requests, mix, reach, speed, new: came, gone } = comparison.appSeconds!;
    expect(requests + mix + reach + speed + came + gone).toBeCloseTo(after - before);
    expect(mix).toBeGreaterThan(300);
    expect(reach).toBeLessThan(-50);
    expect(speed).toBeGreaterThan(50);
    expect(came).toBeGreaterThan(100);
    expect(gone).toBeCloseTo(0);
  });
});

describe('a week before', () => {
  it('has nothing to tell but growth', async () => {
    expect(named(await compared({ week: '2026-W45' }))).toEqual([]);
  });
});

describe('another week to compare with', () => {
  it('is the one that is named', async () => {
    expect(named(await compared({ week: '2026-W46', against: 'W43' }))).toContain('regression GET /api/report');
  });

  it('is the mean of all earlier ones as a baseline', async () => {
    const { totals, findings } = await compared({ week: '2026-W46', against: 'baseline' });
    expect(findings.map(({ kind }) => kind)).toEqual(['regression', 'improvement', 'improvement', 'traffic', 'new']);
    // Three weeks as one: between the first and the last of them.
    expect(totals.after.requests / totals.before.requests).toBeGreaterThan(1.08);
    expect(totals.after.requests / totals.before.requests).toBeLessThan(1.6);
  });
});
