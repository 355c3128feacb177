import { execFileSync } from 'node:child_process';
import { appendFileSync, createWriteStream, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { openSource, type Source } from '../../src/source/open.js';
import { drain, numberedLines, testFolder } from './support/read.js';
import { HAS_ZSTD, wantZstd, ZSTD_NOTE, zstd } from './support/zstd.js';

const NO_STDIN = Readable.from([]);
const folder = testFolder();

function file(name: string, content: string | Buffer): string {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return path;
}

/** All of a source, which is let go afterwards. */
async function read(source: Source): Promise<{ text: string; fault: string | null; bytesRead: number }> {
  const { text, error } = await drain(source.chunks);
  if (error) throw error;
  await source.close();
  return { text, fault: source.fault(), bytesRead: source.bytesRead() };
}

async function readFile(path: string): Promise<{ text: string; fault: string | null; bytesRead: number }> {
  return read(await openSource(path, NO_STDIN));
}

async function refusal(path: string): Promise<UserError> {
  const error = await openSource(path, NO_STDIN).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}

wantZstd();

describe('a source', () => {
  test('plain, empty and packed files are read whole, and the bytes counted are those of the file', async () => {
    const text = numberedLines(60_000);
    expect(await readFile(file('plain', text))).toEqual({ text, fault: null, bytesRead: text.length });
    expect(await readFile(file('empty', ''))).toEqual({ text: '', fault: null, bytesRead: 0 });
    expect(await readFile(file('no-end', 'one\ntwo'))).toMatchObject({ text: 'one\ntwo' });
    const packed = gzipSync(text);
    expect(await readFile(file('packed', packed))).toEqual({ text, fault: null, bytesRead: packed.length });
  });

  test.skipIf(!HAS_ZSTD)(`zstd is known by its first bytes${ZSTD_NOTE}`, async () => {
    const text = numberedLines(60_000);
    const packed = zstd(text);
    expect(await readFile(file('zst', packed))).toEqual({ text, fault: null, bytesRead: packed.length });
  });

  test('packed standard input, one byte at a time', async () => {
    const packed = gzipSync('one\ntwo\n');
    const stdin = Readable.from([...packed].map((byte) => Buffer.of(byte)));
    expect(await read(await openSource('-', stdin))).toMatchObject({ text: 'one\ntwo\n', fault: null });
  });

  test('a truncated archive keeps its whole lines and tells the fault', async () => {
    const text = numberedLines(20_000);
    const packed = gzipSync(text);
    const ran = await readFile(file('cut', packed.subarray(0, packed.length >> 1)));
    expect(ran.fault).toBe('the gzip archive is truncated; what came before is kept');
    expect(text.startsWith(ran.text)).toBe(true);
    expect(ran.text.endsWith('\n')).toBe(true);
    expect(ran.text.length).toBeGreaterThan(text.length * 0.4);
  });

  test('a stream that breaks keeps what came before and tells the fault', async () => {
    async function* breaking(): AsyncGenerator<Buffer> {
      yield Buffer.from('one\ntwo\nthr');
      throw Object.assign(new Error('read EIO'), { code: 'EIO' });
    }
    const ran = await read(await openSource('-', Readable.from(breaking())));
    expect(ran.text).toBe('one\ntwo\n');
    expect(ran.fault).toBe('it could not be read to its end (EIO); what came before is kept');
  });

  test.each([
    ['bzip2', Buffer.from('BZh91AY'), 'bzip2 -dc'],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), 'xz -dc'],
    ['lz4', Buffer.from([4, 0x22, 0x4d, 0x18, 0x64, 0x40]), 'lz4 -dc'],
    ['zip', Buffer.from('PK\x03\x04\x14\0'), 'unzip -p'],
    ['7-Zip', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), '7z x -so'],
    ['compress', Buffer.from([0x1f, 0x9d, 0x90, 1, 2, 3]), 'gzip -dc'],
  ])('%s is refused with the command to pipe', async (name, magic, command) => {
    const error = await refusal(file(`packed-${name}`, magic));
    expect(error.message).toContain(`is packed with ${name}`);
    expect(error.fix).toContain(command);
  });

  test('what cannot be opened says why', async () => {
    mkdirSync(join(folder(), 'sub'));
    expect((await refusal(join(folder(), 'nowhere'))).message).toContain('does not exist');
    expect((await refusal(join(folder(), 'sub'))).message).toContain('is a directory');
    expect((await refusal(join(folder(), 'empty-or-not', 'x'))).message).toContain('does not exist');
  });
});

describe('a file that changes while it is read', () => {
  const TEXT = numberedLines(200_000);

  async function readWhile(path: string, change: () => void): Promise<{ text: string; fault: string | null }> {
    const source = await openSource(path, NO_STDIN);
    const { value } = await source.chunks.next();
    change();
    const { text, fault } = await read(source);
    return { text: value!.toString() + text, fault };
  }

  test('truncated, it keeps what was read and tells the fault', async () => {
    const path = file('shrinks', TEXT);
    const { text, fault } = await readWhile(path, () => truncateSync(path, 10));
    expect(fault).toBe('it was truncated while it was read; what came before is kept');
    expect(TEXT.startsWith(text)).toBe(true);
    expect(text.endsWith('\n')).toBe(true);
  });

  test('removed, it is read to its end', async () => {
    const path = file('removed', TEXT);
    expect(await readWhile(path, () => rmSync(path))).toEqual({ text: TEXT, fault: null });
  });

  test('grown, it is read to its new end', async () => {
    const path = file('grows', TEXT);
    const { text, fault } = await readWhile(path, () => appendFileSync(path, 'one more\n'));
    expect(fault).toBe(null);
    expect(text === `${TEXT}one more\n`).toBe(true);
  });
});

describe('a stop', () => {
  test('ends a silent input behind its last whole line', async () => {
    const stop = new AbortController();
    const stdin = new PassThrough();
    stdin.write('one\ntwo\nthr');
    const reading = openSource('-', stdin, stop.signal).then(read);
    setTimeout(() => stop.abort(), 50);
    expect(await reading).toMatchObject({ text: 'one\ntwo\n', fault: null });
  });

  test.each([['gzip', gzipSync], ...(HAS_ZSTD ? ([['zstd', zstd]] as const) : [])] as const)(
    'ends a packed input, which is no fault of it: %s',
    async (_, pack) => {
      const text = numberedLines(100_000);
      const packed = pack(text);
      const stop = new AbortController();
      const stdin = new PassThrough();
      stdin.write(packed.subarray(0, packed.length >> 1));
      const reading = openSource('-', stdin, stop.signal).then(read);
      setTimeout(() => stop.abort(), 300);
      const ran = await reading;
      expect(ran.fault).toBe(null);
      expect(ran.text.length).toBeGreaterThan(text.length * 0.3);
      expect(text.startsWith(ran.text)).toBe(true);
    },
  );

  test('ends a named pipe whose writer is silent', async () => {
    const path = join(folder(), 'pipe');
    execFileSync('mkfifo', [path]);
    const writer = createWriteStream(path);
    writer.write('one\ntwo\n');
    const stop = new AbortController();
    const source = await openSource(path, NO_STDIN, stop.signal);
    setTimeout(() => stop.abort(), 50);
    expect(await read(source)).toMatchObject({ text: 'one\ntwo\n', fault: null });
    writer.destroy();
  });

  test('that came before the reading leaves nothing', async () => {
    const source = await openSource(file('never', 'one\n'), NO_STDIN, AbortSignal.abort());
    expect(await read(source)).toMatchObject({ text: '', fault: null });
  });

  test('an input can be let go while it is silent', async () => {
    const stdin = new PassThrough();
    stdin.write('one\ntwo\n'.repeat(1000));
    const source = await openSource('-', stdin);
    await source.chunks.next();
    await source.close();
    expect(stdin.destroyed).toBe(true);
  });
});
