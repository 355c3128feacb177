import type { FileCounts } from '../file-result.js';

/** A last line without its end, which is stored but may yet grow: the next reading takes it back. */
export interface HeldLine extends FileCounts {
  bytes: number;
  /** Null: too many bytes to look at. */
  print: string | null;
  /** Of rejected lines: reason, lines. */
  reasons: [string, number][];
}

/** By what a file of the store is known again, wherever it is then and however packed, and up to where it is stored. */
export interface FileMark {
  /** Device and inode of the file that was read last; null: it was none. */
  identity: string | null;
  /** Versions of files that are stored to their end. */
  seen: string[];
  /** All that stands before this byte of the unpacked file is stored for good. */
  offsetBytes: number;
  /** See headPrints. */
  head: string[];
  /** Of the bytes ahead of the offset. */
  tail: { bytes: number; print: string };
  /** What is stored of the bytes behind the offset. */
  held: HeldLine | null;
}

/** Names of one log that are seen in turn: more are looked at by their bytes. */
const MOST_SEEN = 4;

export function printMark(mark: FileMark): string {
  return JSON.stringify(mark);
}

export function parseMark(text: string | null): FileMark | null {
  return text === null ? null : (JSON.parse(text) as FileMark);
}

/** The versions to keep once another one is known to be stored to its end. */
export function withSeen(seen: readonly string[], version: string | null): string[] {
  if (version === null) return [...seen];
  return [version, ...seen.filter((other) => other !== version)].slice(0, MOST_SEEN);
}

/** Behind the last byte that is stored, for good or not. */
export function endOf({ offsetBytes, held }: FileMark): number {
  return offsetBytes + (held?.bytes ?? 0);
}
