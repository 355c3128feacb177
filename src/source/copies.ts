import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { UserError } from '../errors.js';
import { openSource } from './open.js';

const HEAD_BYTES = 64 << 10;

/** Whether two files begin with the same lines, packed or not: gzip -k keeps both, and so does logrotate while it packs. */
export async function beginAlike(a: string, b: string): Promise<boolean> {
  const [first, second] = [await headOf(a), await headOf(b)];
  const shared = Math.min(first.length, second.length);
  return shared > 0 && first.subarray(0, shared).equals(second.subarray(0, shared));
}

/** The first whole lines; empty where nothing can be read. */
async function headOf(path: string): Promise<Buffer> {
  try {
    if (!(await stat(path)).isFile()) return Buffer.alloc(0);
    const source = await openSource(path, Readable.from([]));
    const head: Buffer[] = [];
    for await (const chunk of source.chunks) {
      head.push(chunk);
      if (head.reduce((sum, { length }) => sum + length, 0) >= HEAD_BYTES) break;
    }
    await source.close();
    return Buffer.concat(head).subarray(0, HEAD_BYTES);
  } catch (error) {
    // Whoever reads it is told why it cannot be.
    if (error instanceof UserError) return Buffer.alloc(0);
    throw error;
  }
}
