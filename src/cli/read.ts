import type { Input } from '../ingest/inputs.js';
import { readLogs } from '../ingest/read-logs.js';
import { readNew } from '../ingest/read-new.js';
import type { ReadOptions } from '../ingest/read-options.js';
import type { Store } from '../store/store.js';
import type { Analysis } from './analysis.js';
import { version } from './version.js';

/** Reads inputs into a store: all of them into one that does not stay, else what is new. */
export async function readInto(
  store: Store,
  inputs: readonly Input[],
  { reading, isKept, keeping, warn }: Analysis,
  watched: Pick<ReadOptions, 'purpose' | 'stop' | 'onProgress' | 'onShown'>,
): Promise<void> {
  const options = { ...reading, ...watched };
  if (!isKept) return readLogs(store, inputs, options);
  const { left } = await readNew(store, inputs, { ...options, lastLine: 'take', version: version(), ...keeping });
  for (const { path, why } of left) warn(`${path} is not stored: ${why}`);
}
