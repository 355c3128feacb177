import { UserError } from '../errors.js';
import type { Source } from './open.js';
import { nameOf } from './unreadable.js';

const ENOUGH_BYTES = 256 << 10;
/** The first bytes are enough to know a log by. */
export const HEAD_BYTES = 4096;
const MOST_BYTES = 32 << 20;
const LONGEST_LINE = 1 << 20;
const TAR_MAGIC_AT = 257;

/** The beginning of a source, and the source as if nothing had been taken from it. */
export interface Sampled {
  /** First lines, without ends, blank ones left out; empty for an empty source. */
  lines: string[];
  /** Its first bytes, at least HEAD_BYTES of them where it has as many. */
  head: Buffer;
  chunks: AsyncGenerator<Buffer>;
}

/**
 * Reads the first lines of a source for format detection.
 * @throws UserError where it is no text
 */
export async function takeSample(source: Source, maxLines: number): Promise<Sampled> {
  const taken: Buffer[] = [];
  let bytes = 0;
  let ended = false;
  let lines: string[] = [];
  while (!ended && (bytes < ENOUGH_BYTES || (lines.length === 0 && bytes < MOST_BYTES))) {
    const { value, done } = await source.chunks.next();
    ended = done === true;
    if (value) {
      taken.push(value);
      bytes += value.length;
    }
    if (ended || bytes >= ENOUGH_BYTES) lines = linesOf(Buffer.concat(taken), ended, maxLines);
  }
  const begin = Buffer.concat(taken).subarray(0, ENOUGH_BYTES);
  if (begin.length > 0) refuseBinary(source.path, begin);
  return { lines, head: Buffer.from(begin.subarray(0, HEAD_BYTES)), chunks: replay(taken, source.chunks) };
}

function linesOf(head: Buffer, ended: boolean, maxLines: number): string[] {
  const end = ended ? head.length : head.lastIndexOf(10);
  const lines: string[] = [];
  for (let at = 0; at < end && lines.length < maxLines; ) {
    const newline = head.indexOf(10, at);
    const stop = newline < 0 ? end : newline;
    if (stop - at <= LONGEST_LINE) {
      const line = head.toString('utf8', at, stop).replace(/^[\uFEFF\0]+|\r$/g, '');
      if (line.trim() !== '') lines.push(line);
    }
    at = stop + 1;
  }
  return lines;
}

async function* replay(taken: Buffer[], rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield* taken;
  yield* rest;
}

function refuseBinary(path: string, head: Buffer): void {
  const name = nameOf(path);
  if (head.toString('latin1', TAR_MAGIC_AT, TAR_MAGIC_AT + 5) === 'ustar') {
    throw new UserError(`${name} is a tar archive.`, `Pipe in a log of it: tar -xOf ${path} NAME | logsplit analyze -`);
  }
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw new UserError(`${name} is UTF-16 text.`, `Convert it: iconv -f UTF-16 -t UTF-8 ${path} | logsplit analyze -`);
  }
  const chars = head.toString('latin1');
  // Runs of NUL stand in logs that were truncated while being written; they tell nothing.
  const given = head.length - countOf(chars, /\0/g);
  const control = countOf(chars, /[\x01-\x08\x0e-\x1a\x1c-\x1f]/g);
  const text = given - control;
  // A few stray bytes are a client's; a binary file is full of them.
  if (control > 32 + text * 0.02 || (text === 0 && head.length > 0)) {
    throw new UserError(`${name} is a binary file, not a text log.`, 'Give the access log itself.');
  }
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
