import { UserError } from '../errors.js';
import type { RunQuery } from './store.js';

/** Of schema.sql, and what migrations/2.sql and on lead to from version 1. */
const SCHEMA_VERSION = 6;

/** What shows them to queries: of no version, made anew each time. */
export const VIEWS = ['views', 'analysis'] as const;

export interface SchemaStore {
  query: RunQuery;
  run(name: string): Promise<void>;
  begin(): Promise<void>;
  commit(): Promise<void>;
}

/**
 * Gives the database in a file the tables of this version, whether it is empty or of an older one: all of it, or nothing.
 * @param file for messages
 * @throws UserError where it is no store, or one of a newer version
 */
export async function prepareSchema(store: SchemaStore, file: string): Promise<void> {
  const [state] = await store.query<{ tables: number; is_store: boolean }>('schema_state');
  if (state!.tables > 0 && !state!.is_store) {
    throw new UserError(`${file} is a DuckDB database, but none of logsplit's.`, 'Give --db another file.');
  }
  const version = state!.is_store ? (await store.query<{ version: number }>('schema_version'))[0]!.version : 0;
  if (version > SCHEMA_VERSION) {
    throw new UserError(
      `${file} was written by a newer logsplit (schema ${version}; this one knows ${SCHEMA_VERSION}).`,
      'Install that version, or give --db another file.',
    );
  }
  if (version === SCHEMA_VERSION) return;
  await store.begin();
  if (version === 0) await store.run('schema');
  else for (let next = version + 1; next <= SCHEMA_VERSION; next++) await store.run(`migrations/${next}`);
  await store.commit();
}
