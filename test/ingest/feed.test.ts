import { appendFileSync, closeSync, openSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMBINED } from '../../src/format/presets/nginx.js';
import type { ByteFeed } from '../../src/ingest/byte-feed.js';
import { LANES } from '../../src/ingest/line-parser.js';
import { WatchedFeed } from '../../src/ingest/watched-feed.js';
import { numberedLines, testFolder } from '../source/support/read.js';
import { readRows } from './support/read-rows.js';

const formats = [COMBINED.compile([])];
const line = (i: number): string =>
  `192.0.2.7 - - [23/Nov/2026:09:39:29 +0000] "GET /p/${i} HTTP/1.1" 200 ${i} "-" "x"\n`;
const LINES = Array.from({ length: 3000 }, (_, i) => line(i)).join('');
const LONG = `${'x'.repeat(3 << 20)}\n`;

/** The bytes in pieces of a size that is no line's. */
function feedOf(log: Buffer, isCut = false): ByteFeed & { isCut: boolean } {
  let at = 0;
  return {
    isCut: false,
    read(memory, from, mostBytes) {
      const bytes = log.copy(memory, from, at, at + Math.min(mostBytes, 70_001));
      at += bytes;
      if (bytes === 0) this.isCut = isCut;
      return bytes;
    },
  };
}

describe.each(LANES)('a feed, by the lane %s', (lane) => {
  test.each([
    ['lines', LINES],
    ['no line', ''],
    ['a last line without its end', `${LINES}${line(1).trimEnd()}`],
    ['a line that is too long', `${LINES}${LONG}${LINES}`],
    ['too long a line without an end', `${LINES}${LONG.trimEnd()}`],
  ])('is read as chunks are: %s', async (_, text) => {
    const log = Buffer.from(text);
    expect(await readRows(log, formats, lane, { bytes: feedOf(log) })).toEqual(await readRows(log, formats, 'text'));
  });

  test.each([
    ['half a line is left out', LINES, line(1).slice(0, -9)],
    ['a line that is too long is rejected all the same', `${LINES}${LONG.trimEnd()}`, ''],
  ])('that is cut: %s', async (_, whole, rest) => {
    const cut = await readRows(Buffer.alloc(0), formats, lane, { bytes: feedOf(Buffer.from(whole + rest), true) });
    const { rows, result } = await readRows(Buffer.from(whole), formats, 'text');
    // How far a line goes that is too long, the end does not tell.
    const offsetBytes = expect.any(Number);
    expect(cut.rows).toEqual(rows);
    expect(cut.result).toEqual({ ...result, offsetBytes });
  });
});

describe('a file that is read as a feed', () => {
  const TEXT = numberedLines(60_000);
  const folder = testFolder();

  /** @param change called ahead of every piece, with the bytes read so far */
  function read(change: (path: string, bytes: number) => void, isStopped = (_bytes: number) => false) {
    const path = join(folder(), 'a.log');
    writeFileSync(path, TEXT);
    const fd = openSync(path, 'r');
    const memory = Buffer.alloc(100_000);
    let text = '';
    const feed = new WatchedFeed({ fd, sizeBytes: TEXT.length }, 0, {
      isStopped: () => isStopped(text.length),
      onPiece: () => change(path, text.length),
      onReached: () => {},
    });
    for (;;) {
      const bytes = feed.read(memory, 0, memory.length);
      if (bytes === 0) break;
      text += memory.toString('utf8', 0, bytes);
    }
    closeSync(fd);
    return { text, fault: feed.fault, isCut: feed.isCut };
  }

  test('is read to its end, to a new one as well', () => {
    expect(read(() => {})).toEqual({ text: TEXT, fault: null, isCut: false });
    let isGrown = false;
    const grown = read((path) => {
      if (!isGrown) appendFileSync(path, 'one more\n');
      isGrown = true;
    });
    expect(grown.text === `${TEXT}one more\n`).toBe(true);
  });

  test('truncated, keeps what was read and tells the fault', () => {
    const { text, fault, isCut } = read((path, bytes) => {
      if (bytes > 300_000) truncateSync(path, 10);
    });
    expect(fault).toBe('it was truncated while it was read; what came before is kept');
    expect(isCut).toBe(true);
    expect(text.length).toBeGreaterThan(300_000);
    expect(TEXT.startsWith(text)).toBe(true);
  });

  test('that cannot be read on tells why', () => {
    const feed = new WatchedFeed({ fd: openSync(folder(), 'r'), sizeBytes: 1 }, 0, {
      isStopped: () => false,
      onPiece: () => {},
      onReached: () => {},
    });
    expect(feed.read(Buffer.alloc(1), 0, 1)).toBe(0);
    expect([feed.fault, feed.isCut]).toEqual([
      'it could not be read to its end (EISDIR); what came before is kept',
      true,
    ]);
  });

  test('ends where it is stopped', () => {
    const { text, fault, isCut } = read(
      () => {},
      (bytes) => bytes >= 200_000,
    );
    expect([text.length, fault, isCut]).toEqual([200_000, null, true]);
  });
});
