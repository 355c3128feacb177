import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bar, blockChart, portions, resample } from '../../src/dashboard/chart.js';
import { displayWidth } from '../../src/render/clean.js';

describe('a bar', () => {
  it('is filled in eighths of a column', () => {
    expect(bar(0.5, 4, 'unicode')).toBe('██  ');
    expect(bar(0.5 + 1 / 32, 4, 'unicode')).toBe('██▏ ');
    expect(bar(1, 4, 'unicode')).toBe('████');
    expect(bar(7, 4, 'unicode')).toBe('████');
  });

  it('shows the smallest share as a sliver, and none as nothing', () => {
    expect(bar(1e-9, 4, 'unicode')).toBe('▏   ');
    expect(bar(0, 4, 'unicode')).toBe('    ');
  });

  it('is ASCII where the terminal is', () => {
    expect(bar(0.5, 4, 'ascii')).toBe('##  ');
    expect(bar(0.375, 4, 'ascii')).toBe('#-  ');
  });
});

describe('portions of a stacked bar', () => {
  it('are in proportion', () => {
    expect(portions([50, 25, 25], 8)).toEqual([4, 2, 2]);
  });

  it('give everything that is there a column, however small it is', () => {
    expect(portions([1_000_000, 1, 0], 10)).toEqual([9, 1, 0]);
  });

  it('always fill the bar', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1e6), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 90 }),
        (values, columns) => {
          const sum = portions(values, columns).reduce((all, n) => all + n, 0);
          expect(sum).toBe(values.some((value) => value > 0) ? columns : 0);
        },
      ),
    );
  });
});

describe('a timeline', () => {
  it('keeps every peak when there are more slices than columns', () => {
    expect(resample([1, 9, 1, 1, 1, 2], 3)).toEqual([9, 1, 2]);
  });

  it('stretches few slices over all columns', () => {
    expect(resample([1, 2], 4)).toEqual([1, 1, 2, 2]);
    expect(resample([], 4)).toEqual([]);
  });

  it('is drawn upwards in eighths of a line, scaled to its peak', () => {
    expect(blockChart([0, 1, 8, 16], 2, 'unicode')).toEqual(['   █', ' ▁██']);
    expect(blockChart([0, 0], 1, 'unicode')).toEqual(['  ']);
  });

  it('has one column a value in every line', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { maxLength: 80 }),
        fc.integer({ min: 1, max: 9 }),
        (values, rows) => {
          const lines = blockChart(values, rows, 'unicode');
          expect(lines.map(displayWidth)).toEqual(Array(rows).fill(values.length));
        },
      ),
    );
  });
});
