import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.js';
import { type Database, openStore } from '../support/database.js';
import { type NewOptions, numbered, numberedLine, readAgain } from './support.js';

let store: Store;
let database: Database;
let folder: string;
beforeEach(async () => {
  ({ store, database } = await openStore());
  folder = mkdtempSync(join(tmpdir(), 'logsplit-rotation-'));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const read = (names: readonly string[], options?: NewOptions) => readAgain(store, names.map(at), options);

/** The numbers of all requests that are stored, in order. */
async function stored(): Promise<number[]> {
  const rows = await database.run('SELECT path FROM requests');
  return rows.map(({ path }) => Number(String(path).slice('/r/'.length))).sort((a, b) => a - b);
}

/** Every request once, and no line unaccounted for. */
async function expectOnce(count: number, { files }: { files?: number } = {}): Promise<void> {
  expect(await stored()).toEqual(Array.from({ length: count }, (_, i) => i));
  const [sums] = await database.run(
    'SELECT count(*)::INT AS files, sum(lines)::INT AS lines, sum(parsed + rejected + ignored)::INT AS told, sum(parsed)::INT AS parsed FROM files',
  );
  expect(sums).toMatchObject({ lines: count, told: count, parsed: count });
  if (files !== undefined) expect(sums!.files).toBe(files);
}

// 40 lines are more than the bytes that a file is known by, 3 are fewer.
const SIZES = [
  ['a long log', 40],
  ['a short log', 3],
  ['a log of one line', 1],
] as const;

test.each(SIZES)('%s that has not changed', async (_, n) => {
  writeFileSync(at('access.log'), numbered(0, n));
  await read(['access.log']);
  expect(await read(['access.log'])).toMatchObject({ files: 0, lines: 0, left: [] });
  await expectOnce(n, { files: 1 });
});

test.each(SIZES)('%s that has grown', async (_, n) => {
  writeFileSync(at('access.log'), numbered(0, n));
  await read(['access.log']);
  appendFileSync(at('access.log'), numbered(n, 5));
  expect(await read(['access.log'])).toMatchObject({ files: 1, lines: 5, parsed: 5 });
  await expectOnce(n + 5, { files: 1 });
});

test.each(SIZES)('%s that is renamed, grows, and has a successor', async (_, n) => {
  writeFileSync(at('access.log'), numbered(0, n));
  await read(['access.log']);
  renameSync(at('access.log'), at('access.log.1'));
  appendFileSync(at('access.log.1'), numbered(n, 2));
  writeFileSync(at('access.log'), numbered(n + 2, 7));
  await readAgain(store, [folder]);
  await expectOnce(n + 9, { files: 2 });
  const files = await database.run('SELECT path, lines::INT AS lines FROM files ORDER BY path');
  expect(files).toEqual([
    { path: at('access.log'), lines: 7 },
    { path: at('access.log.1'), lines: n + 2 },
  ]);
});

test.each(SIZES)('%s that is renamed twice in between, and packed', async (_, n) => {
  writeFileSync(at('access.log'), numbered(0, n));
  await read(['access.log']);
  writeFileSync(at('access.log.2.gz'), gzipSync(readFileSync(at('access.log')) + numbered(n, 3)));
  writeFileSync(at('access.log.1'), numbered(n + 3, 4));
  writeFileSync(at('access.log'), numbered(n + 7, 2));
  for (let i = 0; i < 3; i++) await readAgain(store, [folder]);
  await expectOnce(n + 9, { files: 3 });
});

test.each(SIZES)('%s under a dated name', async (_, n) => {
  writeFileSync(at('access.log'), numbered(0, n));
  await read(['access.log']);
  renameSync(at('access.log'), at('access.log-20261125'));
  writeFileSync(at('access.log'), numbered(n, 4));
  await readAgain(store, [folder]);
  await expectOnce(n + 4, { files: 2 });
});

test.each(SIZES)('%s that is copied and truncated: the copy goes on where it was read to', async (_, n) => {
  writeFileSync(at('access.log'), numbered(0, n));
  await read(['access.log']);
  appendFileSync(at('access.log'), numbered(n, 6));
  copyFileSync(at('access.log'), at('access.log.1'));
  truncateSync(at('access.log'));
  await readAgain(store, [folder]);
  await expectOnce(n + 6, { files: 1 });
  appendFileSync(at('access.log'), numbered(n + 6, 2));
  await readAgain(store, [folder]);
  await expectOnce(n + 8, { files: 2 });
});

test.each(SIZES)('%s that is truncated and has outgrown its old size', async (_, n) => {
  writeFileSync(at('access.log'), numbered(0, n));
  await read(['access.log']);
  truncateSync(at('access.log'));
  appendFileSync(at('access.log'), numbered(n, 3 * n + 50));
  await read(['access.log']);
  await expectOnce(4 * n + 50, { files: 2 });
});

test('a log truncated to nothing while its writer goes on where it was: zeros stand at its beginning', async () => {
  writeFileSync(at('access.log'), numbered(0, 40));
  await read(['access.log']);
  const hole = Buffer.alloc(readFileSync(at('access.log')).length);
  writeFileSync(at('access.log'), Buffer.concat([hole, Buffer.from(numbered(40, 3))]));
  await read(['access.log']);
  const longer = Buffer.alloc(hole.length * 2);
  writeFileSync(at('access.log'), Buffer.concat([longer, Buffer.from(numbered(43, 3))]));
  await read(['access.log']);
  expect(await stored()).toEqual(Array.from({ length: 46 }, (_, i) => i));
});

test.each(SIZES)('%s that is packed after it was read', async (_, n) => {
  writeFileSync(at('access.log.1'), numbered(0, n));
  await read(['access.log.1']);
  writeFileSync(at('access.log.1.gz'), gzipSync(readFileSync(at('access.log.1'))));
  rmSync(at('access.log.1'));
  expect(await read(['access.log.1.gz'])).toMatchObject({ files: 0 });
  expect(await read(['access.log.1.gz'])).toMatchObject({ files: 0 });
  await expectOnce(n, { files: 1 });
});

test('a packed log that is unpacked after it was read', async () => {
  writeFileSync(at('old.gz'), gzipSync(numbered(0, 40)));
  await read(['old.gz']);
  writeFileSync(at('old'), numbered(0, 40));
  await read(['old']);
  await expectOnce(40, { files: 1 });
});

test('an archive that was cut short, and is whole later', async () => {
  const whole = gzipSync(numbered(0, 4000));
  writeFileSync(at('a.log.gz'), whole.subarray(0, whole.length / 2));
  const { lines } = await read(['a.log.gz']);
  expect(lines).toBeGreaterThan(0);
  expect(lines).toBeLessThan(4000);
  writeFileSync(at('a.log.gz'), whole);
  await read(['a.log.gz']);
  await expectOnce(4000, { files: 1 });
});

test.each(SIZES)('%s that is copied elsewhere, and both grow on', async (_, n) => {
  writeFileSync(at('access.log'), numbered(0, n));
  await read(['access.log']);
  mkdirSync(at('copy'));
  cpSync(at('access.log'), at('copy/other-name.log'));
  expect(await read(['copy/other-name.log'])).toMatchObject({ files: 0 });
  appendFileSync(at('access.log'), numbered(n, 20));
  await read(['access.log', 'copy/other-name.log']);
  await read(['copy/other-name.log']);
  await expectOnce(n + 20, { files: 1 });
});

test('an older copy that is met first after the log has grown', async () => {
  writeFileSync(at('access.log'), numbered(0, 10));
  cpSync(at('access.log'), at('older.log'));
  appendFileSync(at('access.log'), numbered(10, 400));
  await read(['access.log']);
  await read(['older.log']);
  await expectOnce(410, { files: 1 });
});

test('a log that lost its end goes on from there', async () => {
  writeFileSync(at('access.log'), numbered(0, 60));
  await read(['access.log']);
  truncateSync(at('access.log'), Buffer.byteLength(numbered(0, 50)));
  await read(['access.log']);
  appendFileSync(at('access.log'), numbered(60, 30));
  await read(['access.log']);
  await expectOnce(90, { files: 1 });
});

test('logs of two servers that begin with the same line', async () => {
  writeFileSync(at('a.log'), numbered(0, 1) + numbered(1, 30));
  writeFileSync(at('b.log'), numbered(0, 1) + numbered(31, 30));
  await read(['a.log', 'b.log']);
  expect((await stored()).length).toBe(62);
});

test('an inode that is used again', async () => {
  writeFileSync(at('a.log'), numbered(0, 40));
  await read(['a.log']);
  // The same file, other content: as where a deleted file's inode goes to the next one.
  writeFileSync(at('a.log'), numbered(40, 60));
  await read(['a.log']);
  await expectOnce(100, { files: 2 });
});

test.each(SIZES)('%s whose last line is not finished yet', async (_, n) => {
  const last = numberedLine(n);
  for (const cut of [10, 60, last.length - 1, last.length]) {
    const file = at(`${cut}.log`);
    writeFileSync(file, numbered(0, n) + last.slice(0, cut));
    const fresh = await openStore();
    await readAgain(fresh.store, [file]);
    const first = await fresh.database.run('SELECT lines::INT AS lines FROM files');
    expect(first).toEqual([{ lines: n + 1 }]);
    // Nothing new: neither lost nor stored again.
    await readAgain(fresh.store, [file]);
    appendFileSync(file, `${last.slice(cut)}\n${numbered(n + 1, 3)}`);
    await readAgain(fresh.store, [file]);
    const rows = await fresh.database.run('SELECT path, line::INT AS line FROM requests ORDER BY line');
    expect(rows).toEqual(Array.from({ length: n + 4 }, (_, i) => ({ path: `/r/${i}`, line: i + 1 })));
    const files = await fresh.database.run('SELECT lines::INT AS lines, rejected::INT AS rejected FROM files');
    expect(files).toEqual([{ lines: n + 4, rejected: 0 }]);
    expect(await fresh.database.run('FROM rejects')).toEqual([]);
    expect(await fresh.database.run('FROM reject_counts')).toEqual([]);
    fresh.database.close();
  }
});

test('a last line that is not finished can be left for the next reading', async () => {
  writeFileSync(at('a.log'), numbered(0, 3) + numberedLine(3).slice(0, 50));
  await read(['a.log'], { lastLine: 'wait' });
  await expectOnce(3);
  await read(['a.log'], { lastLine: 'wait' });
  appendFileSync(at('a.log'), `${numberedLine(3).slice(50)}\n`);
  await read(['a.log'], { lastLine: 'wait' });
  await expectOnce(4, { files: 1 });
});

test('two files that are nothing but a beginning', async () => {
  writeFileSync(at('a.log'), numberedLine(0));
  writeFileSync(at('b.log'), numberedLine(1));
  await read(['a.log', 'b.log']);
  await read(['a.log', 'b.log']);
  await expectOnce(2, { files: 2 });
  appendFileSync(at('b.log'), `\n${numbered(2, 2)}`);
  await read(['a.log', 'b.log']);
  await expectOnce(4, { files: 2 });
});

test('standard input that is read again, longer', async () => {
  const pipe = (n: number) => ({ stdin: Readable.from([Buffer.from(numbered(0, n))]) });
  await readAgain(store, ['-'], pipe(50));
  await readAgain(store, ['-'], pipe(50));
  await readAgain(store, ['-'], pipe(80));
  await expectOnce(80, { files: 1 });
  // The same log from a file.
  writeFileSync(at('a.log'), numbered(0, 90));
  await read(['a.log']);
  await expectOnce(90, { files: 1 });
});

test('a log that is read in many small steps is stored as if it were read at once', async () => {
  const whole = numbered(0, 200);
  writeFileSync(at('a.log'), '');
  for (let at0 = 0; at0 < whole.length; at0 += 1777) {
    appendFileSync(at('a.log'), whole.slice(at0, at0 + 1777));
    await read(['a.log']);
  }
  await expectOnce(200, { files: 1 });
});

test.each(['access.log.1', 'access.log-20261125'])(
  'what stands in %s is read when only access.log is named',
  async (rotated) => {
    writeFileSync(at('access.log'), numbered(0, 40));
    await read(['access.log']);
    renameSync(at('access.log'), at(rotated));
    appendFileSync(at(rotated), numbered(40, 5));
    writeFileSync(at('access.log'), numbered(45, 3));
    // Others, which nobody named, are not read.
    writeFileSync(at('access.log.2'), numbered(1000, 40));
    await read(['access.log']);
    await read(['access.log']);
    await expectOnce(48, { files: 2 });
  },
);

test('a copy that was packed at once is read when only the truncated log is named, though that is empty', async () => {
  writeFileSync(at('access.log'), numbered(0, 40));
  await read(['access.log']);
  writeFileSync(at('access.log.1.gz'), gzipSync(numbered(0, 44)));
  truncateSync(at('access.log'));
  await read(['access.log']);
  appendFileSync(at('access.log'), numbered(44, 3));
  await read(['access.log']);
  await expectOnce(47, { files: 2 });
});

test('what is read up to a Ctrl-C is stored, and the next reading goes on from there', async () => {
  const stop = new AbortController();
  async function* interrupted(): AsyncGenerator<Buffer> {
    // The last line has come in part.
    yield Buffer.from(numbered(0, 50) + numberedLine(50).slice(0, 60));
    await sleep(100);
    stop.abort();
    yield Buffer.from(numberedLine(50).slice(60));
  }
  await readAgain(store, ['-'], { stdin: Readable.from(interrupted()), stop: stop.signal });
  await expectOnce(50, { files: 1 });
  writeFileSync(at('a.log'), numbered(0, 70));
  await read(['a.log']);
  await expectOnce(70, { files: 1 });
});
