import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gunzip } from '../../src/source/gunzip.js';
import { PulledBytes } from '../../src/source/pulled-bytes.js';
import { type Drained, drain, inChunks, numberedLines } from './support/read.js';

const MIB = 1 << 20;

function unpack(packed: Buffer, sizes: readonly number[] = [MIB]): Promise<Drained> {
  return drain(gunzip(new PulledBytes(inChunks(packed, sizes))));
}

/** A member whose header has every optional field. */
function withFullHeader(text: string): Buffer {
  const plain = gzipSync(text);
  const header = Buffer.from(plain.subarray(0, 10));
  header[3] = 0b11110;
  const fields = Buffer.concat([
    Buffer.of(3, 0),
    Buffer.from('abc'),
    Buffer.from('access.log\0nightly\0'),
    Buffer.of(0, 0),
  ]);
  return Buffer.concat([header, fields, plain.subarray(10)]);
}

describe('gzip', () => {
  test('members one behind the other are all read, whatever their headers hold', async () => {
    const packed = Buffer.concat([gzipSync('one\n'), withFullHeader('two\n'), gzipSync(''), gzipSync('three\n')]);
    expect(await unpack(packed)).toMatchObject({ text: 'one\ntwo\nthree\n', error: null });
  });

  test('the sizes of the chunks change nothing', async () => {
    const packed = Buffer.concat([gzipSync(numberedLines(300)), withFullHeader(numberedLines(50)), gzipSync('')]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
        expect(await unpack(packed, sizes)).toMatchObject({
          text: numberedLines(300) + numberedLines(50),
          error: null,
        });
      }),
      { numRuns: 25 },
    );
  });

  test('zeros behind the end are padding', async () => {
    const packed = Buffer.concat([gzipSync('one\n'), Buffer.alloc(3000)]);
    expect(await unpack(packed)).toMatchObject({ text: 'one\n', error: null });
  });

  test.each([
    ['text', Buffer.from('and then some')],
    ['one byte', Buffer.from('x')],
    ['text behind zeros', Buffer.from('\0\0\0x')],
  ])('other data behind the end is told, and costs nothing of what came before: %s', async (_, garbage) => {
    const ran = await unpack(Buffer.concat([gzipSync(numberedLines(100)), garbage]));
    expect(ran.text).toBe(numberedLines(100));
    expect(ran.error?.message).toContain('other data follows the end of the gzip archive');
  });

  test('cut off anywhere, it gives what came before and says that it is truncated', async () => {
    const first = gzipSync('first\n');
    const packed = Buffer.concat([first, withFullHeader(numberedLines(20))]);
    const whole = `first\n${numberedLines(20)}`;
    for (let length = 1; length < packed.length; length++) {
      const ran = await unpack(packed.subarray(0, length));
      if (length === first.length) {
        expect(ran).toMatchObject({ text: 'first\n', error: null });
        continue;
      }
      expect(ran.error?.message).toBe('the gzip archive is truncated; what came before is kept');
      expect(whole.startsWith(ran.text)).toBe(true);
      if (length > first.length) expect(ran.text.startsWith('first\n')).toBe(true);
    }
  });

  test('half of an archive gives about half of its lines', async () => {
    const text = numberedLines(50_000);
    const packed = gzipSync(text);
    const ran = await unpack(packed.subarray(0, packed.length >> 1));
    expect(text.startsWith(ran.text)).toBe(true);
    expect(ran.text.length / text.length).toBeGreaterThan(0.45);
  });

  test('damaged in the middle, it gives most of what came before, and says so', async () => {
    const text = numberedLines(50_000);
    const sound = deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
    // A block of the fourth kind, of which there are three.
    const packed = Buffer.concat([gzipSync('').subarray(0, 10), sound, Buffer.of(0b111), sound]);
    const ran = await unpack(packed);
    expect(ran.error?.message).toBe('the gzip archive is damaged (invalid block type); what came before is kept');
    expect(text.startsWith(ran.text)).toBe(true);
    expect(ran.text.length).toBeGreaterThan(text.length * 0.75);
  });

  test('a checksum that does not fit is told; the lines are kept', async () => {
    const packed = gzipSync('one\ntwo\n');
    packed[packed.length - 5]! ^= 1;
    const ran = await unpack(packed);
    expect(ran.text).toBe('one\ntwo\n');
    expect(ran.error?.message).toContain('checksum of the gzip archive does not fit');
  });

  test('a length that does not fit is told', async () => {
    const packed = gzipSync('one\ntwo\n');
    packed[packed.length - 4]! += 1;
    expect((await unpack(packed)).error?.message).toContain('checksum of the gzip archive does not fit');
  });
});
