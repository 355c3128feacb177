import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PulledBytes } from '../../src/source/pulled-bytes.js';
import { unzstd } from '../../src/source/unzstd.js';
import { type Drained, drain, inChunks, numberedLines } from './support/read.js';
import { HAS_ZSTD, wantZstd, withoutCommands, ZSTD_NOTE, zstd } from './support/zstd.js';

const MIB = 1 << 20;
/** What pzstd puts ahead of a frame: a frame to skip, of four bytes. */
const SKIPPED = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);
/** 'line 0' to 'line 199', as zstd 1.5.4 packs them with -19. */
const ARCHIVE = [
  'KLUv/QRoBQkAFh86EqCloDnRIwDwW1qypZQW+0WrFTgANwAuAEKZLEEqKCYkIhqMxRGiSp1Koy273tAicSgMluQ4A2u0mSzWcdsL',
  'q+lZjjvfHy4aiXILwgBgIEAg8/Lxff7+D19hCk9YwhFumOGFD4dwFdWUVFSLtbpCFRENCQWVSKMpUA3NjExMh7N5wpSQjIiENDHF',
  'E0sccWPGi49DXJ36dOnR29nX76EXJz5cePBy8vF54LVpz5Ydu5t7+x12PX2CqqmeWuqoW7NefR3qookeWuigS5MePR3ommmeWeaY',
  'O3Pe/BzmkkkeWeSQK1OevBzkCoDHqBAYz+fg1xASP9vbN2/vXr17e/bt7bW3d3o2WDQYLBgMDgqGBgMLg2kmAAEAAPYCAikFtCQw',
  'Aw==',
].join('');
const HEADER = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

function throughCommand(packed: Buffer, sizes: readonly number[] = [MIB]): Promise<Drained> {
  return drain(unzstd(new PulledBytes(inChunks(packed, sizes))));
}

function withoutCommand(packed: Buffer, sizes?: readonly number[]): Promise<Drained> {
  return withoutCommands(() => throughCommand(packed, sizes));
}

wantZstd();

describe.skipIf(!HAS_ZSTD).each([
  ['through the command', throughCommand],
  ['without the command', withoutCommand],
])(`zstd, %s${ZSTD_NOTE}`, (_, unpack) => {
  test('frames one behind the other are all read, and those to skip are skipped', async () => {
    const packed = Buffer.concat([SKIPPED, zstd('one\n'), zstd(''), SKIPPED, zstd('two\n', '--no-check'), SKIPPED]);
    expect(await unpack(packed)).toMatchObject({ text: 'one\ntwo\n', error: null });
  });

  test.each([
    ['as by default', numberedLines(100_000), ['-3']],
    ['packed hard', numberedLines(20_000), ['-19']],
    ['packed fast', numberedLines(20_000), ['--fast=5']],
    ['with a window of 128 MiB', numberedLines(20_000), ['--long=27']],
    ['runs of one byte', 'a'.repeat(3 * MIB), []],
    ['what cannot be packed', randomBytes(MIB).toString('hex').slice(0, MIB), ['-1']],
    ['of a known size', numberedLines(5000), [`--stream-size=${numberedLines(5000).length}`]],
    ['a few bytes', 'x\n', []],
  ])('%s', async (_name, text, options) => {
    const ran = await unpack(zstd(text, ...options));
    expect(ran.error).toBe(null);
    expect(ran.text === text).toBe(true);
  });

  test('bytes that do not pack at all', async () => {
    const bytes = randomBytes(500_000);
    expect((await unpack(zstd(bytes))).bytes.equals(bytes)).toBe(true);
  });

  test.each([[[1]], [[17]], [[4096, 3]]])('chunks of %j bytes change nothing', async (sizes) => {
    const packed = Buffer.concat([zstd(numberedLines(400)), zstd(numberedLines(100))]);
    expect(await unpack(packed, sizes)).toMatchObject({ text: numberedLines(400) + numberedLines(100), error: null });
  });

  test.each([
    ['text', Buffer.from('and then some')],
    ['zeros', Buffer.alloc(9)],
    ['two bytes', Buffer.from('xy')],
  ])('other data behind the end is told, and costs nothing of what came before: %s', async (_name, garbage) => {
    const ran = await unpack(Buffer.concat([zstd(numberedLines(5000)), garbage]));
    expect(ran.text).toBe(numberedLines(5000));
    expect(ran.error?.message).toContain('other data follows the end of the zstd archive');
  });

  test('half of an archive gives about half of its lines, and says that it is truncated', async () => {
    const text = numberedLines(100_000);
    const packed = zstd(text);
    const ran = await unpack(packed.subarray(0, packed.length >> 1));
    expect(ran.error?.message).toBe('the zstd archive is truncated; what came before is kept');
    expect(text.startsWith(ran.text)).toBe(true);
    expect(ran.text.length / text.length).toBeGreaterThan(0.35);
  });

  test('an archive that is only a beginning is truncated', async () => {
    const packed = zstd(numberedLines(100));
    for (const length of [5, 8, packed.length - 1]) {
      const ran = await unpack(packed.subarray(0, length));
      expect(ran.error?.message).toContain('truncated');
    }
  });

  test('damaged in the middle, it gives what came before, and says so', async () => {
    const text = numberedLines(200_000);
    const packed = zstd(text);
    packed.fill(0xff, packed.length >> 1, (packed.length >> 1) + 300_000);
    const ran = await unpack(packed);
    expect(ran.error?.message).toMatch(/^the zstd archive is damaged \(.+\); what came before is kept$/);
    expect(ran.text.length / text.length).toBeGreaterThan(0.35);
    expect(text.startsWith(ran.text.slice(0, text.length * 0.35))).toBe(true);
  });

  test('an archive that asks for more memory than a log needs is refused', async () => {
    const ran = await unpack(zstd(numberedLines(10), '--long=28'));
    expect(ran.text).toBe('');
    expect(ran.error?.message).toMatch(/memory|window/);
  });
});

describe('zstd without the command', () => {
  test('an archive of the command is read on a machine that has none', async () => {
    const packed = Buffer.from(ARCHIVE, 'base64');
    const text = Array.from({ length: 200 }, (_, i) => `line ${i}\n`).join('');
    expect(await withoutCommand(packed)).toMatchObject({ text, error: null });
  });

  test('cut off anywhere, it gives what came before and never the whole', async () => {
    const packed = Buffer.from(ARCHIVE, 'base64');
    for (let length = 4; length < packed.length; length += 13) {
      const ran = await withoutCommand(packed.subarray(0, length));
      expect(ran.error?.message).toContain('truncated');
    }
  });

  test('no bytes crash or hang it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(ARCHIVE.length), async (bytes, at) => {
        // Random bytes behind the magic number, and an archive that is damaged somewhere.
        const damaged = Buffer.from(ARCHIVE, 'base64');
        damaged.set(bytes.subarray(0, 3), HEADER.length + (at % (damaged.length - HEADER.length - 3)));
        for (const packed of [Buffer.concat([HEADER, bytes]), damaged]) {
          const { error } = await withoutCommand(packed);
          expect(error === null || error.name === 'SourceFault').toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a dictionary that is not there is told', async () => {
    const ran = await withoutCommand(Buffer.concat([HEADER, Buffer.of(0x01, 0x00, 7, 1, 0, 0)]));
    expect(ran.error?.message).toContain('needs a dictionary');
  });

  test('a few bytes that unpack to 400 MB come in small chunks, and timers get their turn', async () => {
    // A frame of 3200 runs, each 128 KiB of one byte; the last one ends it.
    const run = (isLast: boolean): Buffer => Buffer.from([((131072 << 3) | 2 | Number(isLast)) & 0xff, 0, 0x10, 0x61]);
    const runs = Array.from({ length: 3200 }, (_, i) => run(i === 3199));
    const packed = Buffer.concat([HEADER, Buffer.of(0, 0x38), ...runs]);
    let bytes = 0;
    let longest = 0;
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    await withoutCommands(async () => {
      for await (const chunk of unzstd(new PulledBytes(inChunks(packed, [MIB])))) {
        bytes += chunk.length;
        longest = Math.max(longest, chunk.length);
      }
    });
    clearInterval(timer);
    expect(bytes).toBe(3200 * 131072);
    expect(longest).toBeLessThanOrEqual(131072);
    expect(turns).toBeGreaterThan(3);
  });
});
