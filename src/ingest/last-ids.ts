import type { Store } from '../store/store.js';
import type { LastIds, TextTableName } from './text-rows.js';

/** The highest ids of the texts of a store. */
export async function lastIdsOf(store: Store): Promise<LastIds> {
  const rows = await store.query<{ name: TextTableName; id: number }>('last_ids');
  return Object.fromEntries(rows.map(({ name, id }) => [name, id])) as Record<TextTableName, number>;
}
