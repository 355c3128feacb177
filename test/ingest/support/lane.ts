import { expect } from 'vitest';
import type { Format } from '../../../src/format/format.js';
import { readTextLane } from '../../../src/ingest/text-lane.js';
import type { RequestFields } from '../../../src/record/request-fields.js';

export interface Told {
  /** What became of each line, in the order in which it was told; consecutive ignored lines are told one by one. */
  requests: { line: number; lines: number; fields: RequestFields }[];
  rejects: { line: number; byteOffset: number; reason: string; text: string }[];
  ignored: number;
  /** 1-based numbers of the lines as they were told. */
  order: number[];
}

/** Reads chunks of a log with the text lane. */
export async function readLane(chunks: readonly Buffer[], formats: readonly Format[]): Promise<Told> {
  const told: Told = { requests: [], rejects: [], ignored: 0, order: [] };
  async function* source(): AsyncGenerator<Buffer> {
    // A reader may use its buffer again.
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  await readTextLane(source(), formats, {
    request: (line, lines, fields) => {
      told.requests.push({ line, lines, fields: { ...fields } });
      told.order.push(line);
    },
    reject: (line, byteOffset, reason, text) => {
      told.rejects.push({ line, byteOffset, reason, text });
      told.order.push(line);
    },
    position: () => {},
    ignore: (lines) => {
      told.ignored += lines;
    },
  });
  return told;
}

/** How many lines a log has: one for each newline, and one for what stands behind the last. */
function linesOf(log: Buffer): number {
  const newlines = log.filter((byte) => byte === 10).length;
  return log.length > 0 && log.at(-1) !== 10 ? newlines + 1 : newlines;
}

/** Holds what was told to lines = parsed + rejected + ignored, in the order of the file. */
export function expectAccounts(told: Told, log: Buffer): void {
  const parsed = told.requests.reduce((n, { lines }) => n + lines, 0);
  expect(parsed + told.rejects.length + told.ignored).toBe(linesOf(log));
  expect(told.order).toEqual(told.order.toSorted((a, b) => a - b));
  expect(new Set(told.order).size).toBe(told.order.length);
}
