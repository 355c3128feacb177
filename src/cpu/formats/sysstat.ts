import { parseDate } from '../stamps.js';

/** The first line of what sysstat prints: Linux 6.1.0 (host) 11/25/26 _x86_64_ (2 CPU). */
const HEADING = /^Linux \S+ \(.*\)\s+(\S+)\s.*\((\d+) CPU\)/;

export interface Heading {
  /** Midnight of its date, as if in UTC. */
  midnightS: number;
  cores: number;
}

export function parseHeading(line: string): Heading | null {
  const m = HEADING.exec(line);
  const midnightS = m && parseDate(m[1]!);
  return m && midnightS !== null ? { midnightS: midnightS!, cores: Number(m[2]) } : null;
}

/** A line's time of day (10:34:04, 10:34:04 PM, or epoch seconds) and its other cells. */
export function splitRow(line: string): { time: string; cells: string[] } {
  const words = line.trim().split(/\s+/);
  const has12Hours = /^(?:AM|PM)$/i.test(words[1] ?? '');
  return { time: words.slice(0, has12Hours ? 2 : 1).join(' '), cells: words.slice(has12Hours ? 2 : 1) };
}

/** Percent that the CPU was at work: neither idle, nor waiting for IO, nor taken by the hypervisor. */
export function busyPercent(percentOf: (column: string) => number): number {
  const idle = percentOf('%idle') + (percentOf('%iowait') || 0) + (percentOf('%steal') || 0);
  return Math.max(0, 100 - idle);
}
