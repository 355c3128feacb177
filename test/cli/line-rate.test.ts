import { expect, test } from 'vitest';
import { LineRate } from '../../src/cli/line-rate.js';
import { followLine } from '../../src/cli/progress-line.js';

test('the rate is that of the last ten seconds', () => {
  const rate = new LineRate();
  expect([rate.lines, rate.perS]).toEqual([0, 0]);
  rate.add(1_000_000, 0);
  expect(rate.perS).toBe(0);
  for (let s = 1; s <= 5; s++) rate.add(1_000_000 + s * 50, s * 1000);
  expect([rate.lines, rate.perS]).toEqual([1_000_250, 50]);
  for (let s = 6; s <= 30; s++) rate.add(1_000_250, s * 1000);
  expect(rate.perS).toBe(0);
});

test('the line leaves out what has no room', () => {
  const shown = (columns: number) =>
    followLine({ lines: 12_345, perS: 56 }, { columns, color: false, charset: 'ascii' });
  expect(shown(80)).toBe('following  12,345 lines  56 lines/s  Ctrl-C ends and reports');
  expect(shown(40)).toBe('following  12,345 lines  56 lines/s');
  for (let columns = 1; columns < 80; columns++) expect(shown(columns).length).toBeLessThan(columns);
});
