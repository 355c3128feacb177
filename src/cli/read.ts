import { bytesOf, type Input } from '../ingest/inputs.js';
import { readLogs } from '../ingest/read-logs.js';
import { readNew } from '../ingest/read-new.js';
import type { ReadOptions } from '../ingest/read-options.js';
import type { Store } from '../store/store.js';
import type { Analysis } from './analysis.js';
import { MOST_IN_MEMORY_BYTES } from './memory.js';
import { version } from './version.js';

/** Where a store that does not stay is held. */
export function placeFor(inputs: readonly Input[]): 'memory' | 'temporary' {
  const bytes = bytesOf(inputs);
  return bytes !== null && bytes <= MOST_IN_MEMORY_BYTES ? 'memory' : 'temporary';
}

/** Reads inputs into a store: all of them into one that does not stay, else what is new. */
export async function readInto(
  store: Store,
  inputs: readonly Input[],
  { reading, isKept, keeping, warn }: Analysis,
  watched: Pick<ReadOptions, 'stop' | 'onProgress' | 'onShown'>,
): Promise<void> {
  const options = { ...reading, ...watched };
  if (!isKept) return readLogs(store, inputs, options);
  const { left } = await readNew(store, inputs, { ...options, lastLine: 'take', version: version(), ...keeping });
  for (const { path, why } of left) warn(`${path} is not stored: ${why}`);
}
