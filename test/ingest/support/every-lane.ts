import { expect } from 'vitest';
import type { Format } from '../../../src/format/format.js';
import { NOT_REPORTED } from '../../../src/ingest/columns.js';
import { LANES } from '../../../src/ingest/line-parser.js';
import { type LaneRead, type Row, readRows } from './read-rows.js';

/**
 * Reads a log with every lane, those over bytes in chunks of the given size: they have no meaning of their own, so whatever
 * they read, the text lane must read the same. For a report alone, each has to read what that needs.
 * @param formats made anew for each lane where they remember what they read
 */
export async function everyLane(
  log: Buffer,
  formats: readonly Format[] | (() => readonly Format[]),
  chunkBytes = 1 << 20,
): Promise<LaneRead> {
  const fresh = typeof formats === 'function' ? formats : () => formats;
  const text = await readRows(log, fresh(), 'text');
  const needed = text.rows.map(forReport);
  for (const lane of LANES) {
    if (lane !== 'text') expect(await readRows(log, fresh(), lane, { chunkBytes }), lane).toEqual(text);
    const lean = await readRows(log, fresh(), lane, { chunkBytes, purpose: 'report' });
    expect(lean.result, lane).toEqual(text.result);
    expect(lean.rows.map(forReport), lane).toEqual(needed);
    for (const name of NOT_REPORTED) {
      // As where no column of the store has it.
      const empty = name === 'file_id' ? 1 : null;
      expect(new Set(lean.rows.map((row) => row[name])), `${lane}: ${name}`).toEqual(
        new Set(needed.length > 0 ? [empty] : []),
      );
    }
  }
  return text;
}

function forReport(row: Row): Row {
  const { header_ms, header_s, attempts, ...rest } = row;
  const needed = Object.fromEntries(Object.entries(rest).filter(([name]) => !NOT_REPORTED.has(name as never)));
  const isReported = [row.cpu_s, row.app_s, row.wait_s].some((s) => s !== null);
  return { ...needed, ...(isReported && { header_ms, header_s }), isRetried: Number(Number(attempts) > 1) };
}
