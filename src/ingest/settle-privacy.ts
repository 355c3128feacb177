import { UserError } from '../errors.js';
import type { Privacy } from '../record/privacy.js';
import type { Store } from '../store/store.js';
import { readState, writeState } from './store-state.js';

/**
 * What a reading leaves out: what its options say, and what the store has left out before.
 * @param isEmpty whether the store holds no request
 * @throws UserError where the store holds what is to be left out
 */
export async function settlePrivacy(
  store: Store,
  { anonymizeIp, dropQuery }: Privacy,
  isEmpty: boolean,
): Promise<Privacy> {
  const state = await readState(store);
  const settle = async (key: 'anonymize_ip' | 'drop_query', asked: boolean, what: string): Promise<boolean> => {
    if (state.has(key)) return true;
    if (!asked) return false;
    if (!isEmpty) {
      throw new UserError(
        `The store holds ${what} already, so --${key.replace('_', '-')} comes too late for it.`,
        'Give --db a new file, and read the logs into it with the option.',
      );
    }
    await writeState(store, key, 'yes');
    return true;
  };
  return {
    anonymizeIp: await settle('anonymize_ip', anonymizeIp, "clients' addresses"),
    dropQuery: await settle('drop_query', dropQuery, 'queries'),
  };
}
