import { describe, expect, it } from 'vitest';
import { type ClockCheck, checkClock, type ForeignCpuRow } from '../../src/evidence/clock.js';

const MSEC = 0.001;
const row = (fields: Partial<ForeignCpuRow>): ForeignCpuRow => ({
  rows: 1000,
  routes: 5,
  growth: 0.001,
  growth_error: 0.001,
  spread: 0.2,
  ...fields,
});

type Case = [name: string, verdict: ClockCheck['verdict'], fields: Partial<ForeignCpuRow>];

describe('reported CPU times are held against each other', () => {
  it.each<Case>([
    ['no growth', 'own', {}],
    ['growth at its limit, sure', 'foreign', { growth: 0.02, growth_error: 0.005 }],
    ['growth just below it', 'own', { growth: 0.0199, growth_error: 0.004 }],
    ['growth that may be chance', 'own', { growth: 0.02, growth_error: 0.0051 }],
    ['falling', 'own', { growth: -0.05, growth_error: 0.001 }],
    ['little growth and a wide spread', 'foreign', { growth: 0.003, growth_error: 0.0007, spread: 0.6 }],
    ['less growth and a wide spread', 'own', { growth: 0.0029, growth_error: 0.0007, spread: 0.6 }],
    ['little growth and a usual spread', 'own', { growth: 0.003, growth_error: 0.0007, spread: 0.59 }],
    // t = 28 over 1000 - 5 - 1 degrees of freedom explains 784 / (784 + 994) = 44% of the variance.
    [
      'little growth that explains the most of what is reported',
      'foreign',
      { growth: 0.0028, growth_error: 0.0001, spread: 0.4 },
    ],
    // t = 25: 625 / (625 + 994) = 39%.
    ['little growth that explains less', 'own', { growth: 0.0025, growth_error: 0.0001, spread: 0.4 }],
    ['much explained of next to no spread: contention', 'own', { growth: 0.0028, growth_error: 0.0001, spread: 0.1 }],
    ['thirty requests', 'own', { rows: 30 }],
    ['fewer than thirty', 'unchecked', { rows: 29 }],
    ['nothing to compare', 'unchecked', { rows: 0, routes: 0, growth: null, growth_error: null, spread: null }],
  ])('%s: %s', (_name, verdict, fields) => {
    expect(checkClock(row(fields), 0, 1000, MSEC).verdict).toBe(verdict);
  });

  it.each<[string, ClockCheck['verdict'], number | null, Partial<ForeignCpuRow>]>([
    ['whole seconds and a usual spread', 'unchecked', 1, { spread: 1 }],
    ['whole seconds and a suspicious spread', 'foreign', 1, { spread: 1.01 }],
    ['whole seconds and few requests', 'unchecked', 1, { spread: 3, rows: 29 }],
    ['no times and a usual spread', 'unchecked', null, { spread: 1 }],
    ['no times and a suspicious spread', 'foreign', null, { spread: 1.01 }],
  ])('with %s: %s, whatever the growth seems to be', (_name, verdict, resolution, fields) => {
    const check = checkClock(row({ growth: 0.5, growth_error: 0.001, ...fields }), 0, 1000, resolution);
    expect(check.verdict).toBe(verdict);
    expect(check.detail).toContain('$msec');
  });

  it.each([
    [3, 100, 'own'],
    [4, 100, 'foreign'],
    [10, 1000, 'own'],
    [11, 1000, 'foreign'],
    [3, 3, 'own'],
  ])('%d of %d requests with more CPU than time: %s', (impossible, requests, verdict) => {
    expect(checkClock(row({}), impossible, requests, MSEC).verdict).toBe(verdict);
  });

  it('says what it saw, with its figures, and nothing where all is well', () => {
    expect(checkClock(row({ growth: 0.06, growth_error: 0.002 }), 0, 1000, MSEC).detail).toMatch(
      /grows by 0\.060 s .* \(t = 30\): the clock counts other requests too/,
    );
    expect(checkClock(row({}), 12, 1000, MSEC).detail).toMatch(
      /^12 of 1000 requests report more CPU time than they took/,
    );
    expect(checkClock(row({ spread: 1.5 }), 0, 1000, 1).detail).toMatch(/1\.5 times its mean/);
    expect(checkClock(row({ rows: 5 }), 0, 1000, MSEC).detail).toMatch(/^Too few requests/);
    expect(checkClock(row({}), 0, 1000, MSEC).detail).toBe('');
  });
});
