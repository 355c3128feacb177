import { InvalidArgumentError, Option } from 'commander';
import { parseSize } from './memory.js';
import { ANALYZE_OPTIONS, PLAIN_OUTPUT_OPTIONS, type PlainOutput, READ_OPTIONS, type ReadOptions } from './options.js';
import { parseTtl } from './ttl.js';

export interface CacheOptions extends ReadOptions {
  /** Seconds. */
  ttl: number[];
  /** Bytes. */
  size?: number;
  top: number;
  output: PlainOutput;
  outputFile?: string;
}

/** Declared once: commander, --help and the tests of the README read this list. */
export const CACHE_OPTIONS: readonly Option[] = [
  ...READ_OPTIONS,
  ...PLAIN_OUTPUT_OPTIONS,
  ANALYZE_OPTIONS.find(({ long }) => long === '--top')!,
  new Option('--ttl <list>', 'times to live to compare: 10s,1m,10m')
    .default([10, 60, 600], '10s,1m,10m')
    .argParser(ttls),
  new Option('--size <size>', 'bytes that the cache may hold, for example 100M; what was used longest ago leaves')
    .default(undefined, 'no bound')
    .argParser(size),
];

function ttls(text: string): number[] {
  const parts = text.split(',').map((part) => parseTtl(part.trim()));
  const seconds = parts.filter((ttl) => ttl !== null);
  if (seconds.length < parts.length || seconds.length > 8) {
    throw new InvalidArgumentError('It is at most eight times with a unit, for example 10s,1m,1h,1d.');
  }
  return [...new Set(seconds)].sort((a, b) => a - b);
}

function size(text: string): number {
  const bytes = parseSize(text);
  if (bytes <= 0) throw new InvalidArgumentError('It is a size, for example 512K, 100M or 2G.');
  return bytes;
}
