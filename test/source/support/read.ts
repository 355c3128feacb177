import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** What came out of a source, and the error that it ended with. */
export interface Drained {
  text: string;
  bytes: Buffer;
  longestChunk: number;
  error: Error | null;
}

/** Takes all chunks, up to an error if there is one. */
export async function drain(chunks: AsyncIterable<Buffer>): Promise<Drained> {
  const taken: Buffer[] = [];
  let error: Error | null = null;
  try {
    for await (const chunk of chunks) taken.push(Buffer.from(chunk));
  } catch (caught) {
    error = caught as Error;
  }
  const bytes = Buffer.concat(taken);
  return { text: bytes.toString(), bytes, longestChunk: Math.max(0, ...taken.map(({ length }) => length)), error };
}

/** The bytes in chunks of these sizes, over and over. */
export async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const end = at + Math.max(1, sizes[turn % sizes.length] ?? bytes.length);
    yield bytes.subarray(at, end);
    at = end;
  }
}

/** Lines of which no two are equal, so that a lost, doubled or moved one shows. */
export function numberedLines(count: number): string {
  return Array.from({ length: count }, (_, i) => `line ${i} ${((i + 1) * 2654435761) % 1_000_003}\n`).join('');
}

/** A folder of its own for the tests of a file, gone when they are done. */
export function testFolder(): () => string {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'logsplit-source-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}
