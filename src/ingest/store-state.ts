import type { Store } from '../store/store.js';

/**
 * What holds for a whole store: how its routes are named; whether a reading was broken off; how long it keeps requests;
 * what it is not to hold.
 */
export type StateKey = 'naming' | 'unsettled' | 'keep' | 'anonymize_ip' | 'drop_query';

export async function readState(store: Store): Promise<Map<StateKey, string>> {
  const rows = await store.query<{ key: StateKey; value: string }>('state');
  return new Map(rows.map(({ key, value }) => [key, value]));
}

/** @param value null: nothing holds any more */
export async function writeState(store: Store, key: StateKey, value: string | null): Promise<void> {
  await store.step('drop_state', { key });
  if (value !== null) await store.appendRows('state', ['text', 'text'], [[key, value]]);
}
