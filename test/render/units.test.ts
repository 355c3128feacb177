import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes, count, percent, seconds } from '../../src/render/units.js';

describe('numbers as people read them', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1.0k'],
    [1234, '1.2k'],
    [12_345, '12.3k'],
    [99_949, '99.9k'],
    [99_950, '100k'],
    [999_499, '999k'],
    [999_500, '1.0M'],
    [3_400_000_000, '3.4G'],
    [-1234, '-1.2k'],
    [Number.NaN, '-'],
    [Number.POSITIVE_INFINITY, '-'],
  ])('count %d is %s', (n, text) => expect(count(n)).toBe(text));

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [3_400_000, '3.4 MB'],
    [123_000_000_000, '123 GB'],
    [Number.NaN, '-'],
  ])('%d bytes is %s', (n, text) => expect(bytes(n)).toBe(text));

  it.each([
    [0, '0 s'],
    [0.000_012_3, '12.3 µs'],
    [0.000_85, '850 µs'],
    [0.000_999_6, '1.0 ms'],
    [0.0123, '12.3 ms'],
    [0.25, '250 ms'],
    [0.9996, '1.0 s'],
    [1.5, '1.5 s'],
    [59.94, '59.9 s'],
    [59.96, '1 m 00 s'],
    [125, '2 m 05 s'],
    [3599.6, '1 h 00 m'],
    [3720, '1 h 02 m'],
    [359_940, '99 h 59 m'],
    [900_000, '250 h'],
    [-0.5, '-500 ms'],
    [Number.NaN, '-'],
  ])('%d seconds is %s', (s, text) => expect(seconds(s)).toBe(text));

  it.each([
    [0, '0%'],
    [0.000_04, '<0.1%'],
    [0.0005, '0.1%'],
    [0.123, '12.3%'],
    [0.9994, '99.9%'],
    [0.9999, '>99.9%'],
    [1, '100%'],
    [1.25, '125%'],
    [Number.NaN, '-'],
  ])('the fraction %d is %s', (fraction, text) => expect(percent(fraction)).toBe(text));

  it('keeps to the widths that tables give them', () => {
    const positive = (max: number) => fc.double({ min: 0, max, noNaN: true });
    fc.assert(fc.property(positive(9e14), (n) => count(n).length <= 5));
    fc.assert(fc.property(positive(9e14), (n) => bytes(n).length <= 7));
    fc.assert(fc.property(positive(3e8), (n) => seconds(n).length <= 9));
    fc.assert(fc.property(positive(1), (n) => percent(n).length <= 6));
  });

  it('never shows a longer time as shorter', () => {
    const value = (text: string) =>
      [...text.matchAll(/([\d.]+)\s*(µs|ms|s|m|h)/g)].reduce(
        (sum, [, n, unit]) => sum + Number(n) * ({ µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 }[unit ?? 's'] ?? 0),
        0,
      );
    const time = fc.double({ min: 1e-6, max: 3e5, noNaN: true });
    fc.assert(
      fc.property(time, time, (a, b) => {
        expect(value(seconds(Math.min(a, b)))).toBeLessThanOrEqual(value(seconds(Math.max(a, b))));
      }),
    );
  });
});
