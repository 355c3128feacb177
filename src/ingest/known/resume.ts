import { PulledBytes } from '../../source/pulled-bytes.js';
import { printOf } from './fingerprint.js';
import type { FileMark } from './mark.js';

/** How a file compares with what is stored, by its bytes. */
export type Resumed =
  /** Another file. */
  | { kind: 'other' }
  /** It ends before, or right where, what is stored does. */
  | { kind: 'shorter' | 'same' }
  /** It goes on behind the mark's offset, ahead of which stands `tail`. */
  | { kind: 'longer'; tail: Buffer; chunks: AsyncGenerator<Buffer> };

/** @param chunks of the file, from byte `fromBytes` on, which is ahead of the mark's tail */
export async function resume(chunks: AsyncIterable<Buffer>, fromBytes: number, mark: FileMark): Promise<Resumed> {
  const bytes = new PulledBytes(chunks);
  const { tail, held } = mark;
  for (let left = mark.offsetBytes - tail.bytes - fromBytes; left > 0; ) {
    const { length } = await bytes.some(left);
    if (length === 0) return { kind: 'shorter' };
    left -= length;
  }
  const found = await bytes.take(tail.bytes);
  if (found.length < tail.bytes) return { kind: 'shorter' };
  if (printOf(found) !== tail.print) return { kind: 'other' };
  const heldBytes = held?.bytes ?? 0;
  const next = await bytes.take(heldBytes + 1);
  const { length } = next;
  bytes.giveBack(length);
  if (held?.print && length >= heldBytes && printOf(next.subarray(0, heldBytes)) !== held.print)
    return { kind: 'other' };
  if (length <= heldBytes) return { kind: length < heldBytes ? 'shorter' : 'same' };
  // The bytes taken may lie in memory that is used again.
  return { kind: 'longer', tail: Buffer.from(found), chunks: bytes.rest() };
}
