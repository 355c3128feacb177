import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceFault, trailing, truncated } from '../../src/source/fault.js';
import { wholeLines } from '../../src/source/whole-lines.js';
import { drain, inChunks } from './support/read.js';

const NEVER = new AbortController().signal;

async function* failing(bytes: Buffer, sizes: readonly number[], error: Error): AsyncGenerator<Buffer> {
  yield* inChunks(bytes, sizes);
  throw error;
}

describe('whole lines', () => {
  test('nothing is lost or moved, whatever the chunks', async () => {
    const bytes = fc
      .uint8Array({ maxLength: 200 })
      .map((array) => Buffer.from(array.map((byte) => (byte < 60 ? 10 : byte))));
    await fc.assert(
      fc.asyncProperty(bytes, fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), async (text, sizes) => {
        expect((await drain(wholeLines(inChunks(text, sizes), NEVER))).bytes.equals(text)).toBe(true);
      }),
    );
  });

  test('a line that a fault cut is left out', async () => {
    const ran = await drain(wholeLines(failing(Buffer.from('one\ntwo\nthr'), [2], truncated('gzip')), NEVER));
    expect(ran).toMatchObject({ text: 'one\ntwo\n', error: expect.any(SourceFault) });
  });

  test('a last line without an end is kept where the fault is behind it', async () => {
    const ran = await drain(wholeLines(failing(Buffer.from('one\ntwo'), [2], trailing('gzip')), NEVER));
    expect(ran).toMatchObject({ text: 'one\ntwo', error: expect.any(SourceFault) });
  });

  test('a line that a stop cut is left out, and nothing is asked for afterwards', async () => {
    const stop = new AbortController();
    async function* chunks(): AsyncGenerator<Buffer> {
      yield Buffer.from('one\ntw');
      yield Buffer.from('o\nthr');
      stop.abort();
      yield Buffer.from('ee\n');
      throw new Error('asked for more');
    }
    expect(await drain(wholeLines(chunks(), stop.signal))).toMatchObject({ text: 'one\ntwo\n', error: null });
  });

  test('an endless line is handed on, not hoarded', async () => {
    const chunk = Buffer.alloc(1 << 20, 'a');
    let asked = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) {
        asked++;
        yield chunk;
      }
    }
    const lines = wholeLines(endless(), NEVER);
    for (let i = 0; i < 20; i++) expect((await lines.next()).value?.length).toBe(1 << 20);
    expect(asked).toBeLessThan(24);
    await lines.return(undefined);
  });
});
