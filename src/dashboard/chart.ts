import type { Charset } from '../render/clean.js';
import { GLYPHS } from './look.js';

/** A bar of exactly `columns` columns; anything above zero shows at least a sliver. */
export function bar(fraction: number, columns: number, charset: Charset): string {
  const glyphs = GLYPHS[charset].bar;
  const full = glyphs.at(-1) ?? '';
  const steps = glyphs.length;
  const wanted = Math.max(0, Math.min(1, fraction)) * columns * steps;
  const filled = wanted > 0 ? Math.max(1, Math.round(wanted)) : 0;
  const rest = filled % steps;
  const text = full.repeat(Math.floor(filled / steps)) + (rest > 0 ? glyphs[rest - 1] : '');
  return text.padEnd(columns);
}

/**
 * Whole columns for each value in proportion, `columns` in all (none if all values are zero); what is not zero gets
 * a column as long as there are enough.
 */
export function portions(values: readonly number[], columns: number): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total <= 0 || columns <= 0) return values.map(() => 0);
  const present = values.filter((value) => value > 0).length;
  const least = present <= columns ? 1 : 0;
  const free = columns - least * present;
  const exact = values.map((value) => (value / total) * free);
  const whole = exact.map((value, i) => Math.floor(value) + ((values[i] ?? 0) > 0 ? least : 0));
  const missing = columns - whole.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact.map((value, i) => ({ i, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest);
  for (const { i } of byRemainder.slice(0, missing)) whole[i] = (whole[i] ?? 0) + 1;
  return whole;
}

/** The values brought to `columns` points: the highest of each group where they are many, each repeated where few. */
export function resample(values: readonly number[], columns: number): number[] {
  const n = values.length;
  if (n === 0) return [];
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * n) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * n) / columns));
    let highest = 0;
    for (let i = from; i < to; i++) highest = Math.max(highest, values[i] ?? 0);
    return highest;
  });
}

/** A chart of `rows` lines from the top, one column a value, scaled to the highest. */
export function blockChart(values: readonly number[], rows: number, charset: Charset): string[] {
  const levels = GLYPHS[charset].levels;
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  const heights = values.map((value) => {
    const steps = highest > 0 ? (value / highest) * rows * levels.length : 0;
    return steps > 0 ? Math.max(1, Math.round(steps)) : 0;
  });
  return Array.from({ length: rows }, (_, row) => {
    const below = (rows - 1 - row) * levels.length;
    return heights.map((height) => levels[Math.min(height - below, levels.length) - 1] ?? ' ').join('');
  });
}

/** One line of a chart: the highest of each group where there are more values than columns. */
export function trendText(
  values: readonly number[],
  columns: number,
  { charset }: { readonly charset: Charset },
): string {
  const width = Math.min(columns, values.length);
  const grouped = Array.from({ length: width }, (_, i) =>
    Math.max(...values.slice(Math.floor((i * values.length) / width), Math.floor(((i + 1) * values.length) / width))),
  );
  return blockChart(grouped, 1, charset)[0] ?? '';
}
