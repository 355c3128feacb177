import { SourceFault } from './fault.js';

const LONGEST_HELD = 1 << 20;
const MOST_COPIED = 256 << 10;

/**
 * The same bytes, but for a last line that a stop or a fault cut off: half a line would be read as a wrong one.
 * @throws SourceFault as the chunks do
 */
export async function* wholeLines(
  chunks: AsyncIterable<Buffer>,
  stop: { readonly aborted: boolean },
): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  try {
    for await (const chunk of chunks) {
      if (stop.aborted) return;
      const end = chunk.lastIndexOf(10) + 1;
      // A line longer than any that is kept is rejected, cut or not.
      if (end > 0 || heldBytes > LONGEST_HELD) {
        if (end > 0) held.push(chunk.subarray(0, end));
        // What pipes hand over is small: one copy costs less than one more chunk.
        if (held.length > 1 && heldBytes + end <= MOST_COPIED) yield Buffer.concat(held);
        else yield* held;
        held = [];
        heldBytes = 0;
      }
      if (end < chunk.length) {
        held.push(chunk.subarray(end));
        heldBytes += chunk.length - end;
      }
    }
  } catch (error) {
    if (error instanceof SourceFault && error.isBehindContent) yield* held;
    throw error;
  }
  if (!stop.aborted) yield* held;
}
