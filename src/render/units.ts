import { grouped } from '../grouped.js';

const NOT_A_NUMBER = '-';

/** A count in at most five characters: 0, 950, 1.2k, 12.3k, 123k, 1.2M; k, M, G and T are powers of 1000. */
export function count(n: number): string {
  return scaled(n, ['', 'k', 'M', 'G', 'T', 'P']);
}

/** A count with all its digits: 1,234,567. */
export function full(n: number): string {
  return grouped(n);
}

/** Bytes in decimal units: 0 B, 950 B, 3.4 MB, 123 GB. */
export function bytes(n: number): string {
  return scaled(n, [' B', ' kB', ' MB', ' GB', ' TB', ' PB']);
}

/**
 * A duration given in seconds, in at most nine characters: 0 s, 850 µs, 12.3 ms, 1.5 s, 2 m 05 s, 1 h 02 m, 250 h.
 */
export function seconds(s: number): string {
  if (!Number.isFinite(s)) return NOT_A_NUMBER;
  if (s === 0) return '0 s';
  if (s < 0) return `-${seconds(-s)}`;
  // Each step is taken at the value that would be printed: 999.6 ms is 1.0 s, and 59.96 s is 1 m 00 s.
  if (s * 1e6 < 999.5) return `${digits(s * 1e6)} µs`;
  if (s * 1e3 < 999.5) return `${digits(s * 1e3)} ms`;
  if (s < 59.95) return `${digits(s)} s`;
  if (s < 3599.5) return sexagesimal(Math.round(s), 'm', 's');
  const minutes = Math.round(s / 60);
  return minutes < 6000 ? sexagesimal(minutes, 'h', 'm') : `${count(minutes / 60)} h`;
}

/** A fraction of one as a percentage: 0%, <0.1%, 12.3%, >99.9%, 100%; nothing but none and all is rounded to them. */
export function percent(fraction: number): string {
  if (!Number.isFinite(fraction)) return NOT_A_NUMBER;
  if (fraction < 0) return `-${percent(-fraction)}`;
  const value = fraction * 100;
  if (value === 0) return '0%';
  if (value < 0.05) return '<0.1%';
  if (value < 100) return value >= 99.95 ? '>99.9%' : `${value.toFixed(1)}%`;
  return `${value.toFixed(0)}%`;
}

function scaled(n: number, units: readonly string[]): string {
  if (!Number.isFinite(n)) return NOT_A_NUMBER;
  if (n < 0) return `-${scaled(-n, units)}`;
  let value = n;
  let unit = 0;
  // 999.5 prints as 1000, so it belongs to the next unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : digits(value)}${units[unit]}`;
}

/** One decimal below 100, none above: a value up to 999 takes at most four characters. */
function digits(value: number): string {
  return value < 99.95 ? value.toFixed(1) : value.toFixed(0);
}

function sexagesimal(total: number, large: string, small: string): string {
  return `${Math.floor(total / 60)} ${large} ${String(total % 60).padStart(2, '0')} ${small}`;
}
