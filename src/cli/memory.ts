import { totalmem } from 'node:os';
import { InvalidArgumentError } from 'commander';
import type { PassingPlace } from '../store/open-database.js';

const MOST_BY_DEFAULT = 1 << 30;
const LEAST = 128 << 20;
/** With less, questions about a large log fail: about 5 million requests they do with 75 MB. */
const LEAST_OF_STORE = 112 << 20;
/** A log that is larger than this is read into a file: in memory it would take as much as itself. */
const MOST_IN_MEMORY_BYTES = 64 << 20;
/** Up to here most of a question's time is planning it, which is one thread's work. */
const MOST_SMALL_BYTES = 4 << 20;
const UNITS: Record<string, number> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** What may be held in memory, bytes: a quarter of the machine's, or of what the container may use, at most 1 GiB. */
export function defaultMemory(): number {
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return Math.max(LEAST, Math.min(MOST_BY_DEFAULT, Math.min(limit, totalmem()) / 4));
}

/** Bytes of "512M" or "2G"; 0: it is no size. */
export function parseSize(text: string): number {
  const m = /^(\d{1,12}(?:\.\d{1,3})?)\s*([KMG]?)(?:i?B)?$/i.exec(text);
  return m === null ? 0 : Math.round(Number(m[1]) * UNITS[m[2]!.toUpperCase()]!);
}

/** Reads "512M" or "2G". */
export function parseMemory(text: string): number {
  const bytes = parseSize(text);
  if (bytes < LEAST) throw new InvalidArgumentError('It is a size of at least 128M, for example 512M or 2G.');
  return bytes;
}

/** Where a log is held whose store does not stay. @param bytes of it, unpacked; null: not known */
export function placeOf(bytes: number | null): PassingPlace {
  if (bytes === null || bytes > MOST_IN_MEMORY_BYTES) return 'temporary';
  return bytes > MOST_SMALL_BYTES ? 'memory' : 'small';
}

/** How the memory is shared: the rest is for the program itself, its buffers, and what either takes beyond its share. */
export function shareMemory(bytes: number): { storeBytes: number; textBytes: number } {
  return { storeBytes: Math.max(LEAST_OF_STORE, bytes * 0.2), textBytes: bytes * 0.15 };
}
