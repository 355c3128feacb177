import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Connection, Database } from '@duckdb/node-bindings';
import { UserError } from '../errors.js';
import { duckdb } from './bindings.js';
import { fullDisk } from './full-disk.js';
import { loadQuery } from './query-file.js';
import { VIEWS } from './schema.js';
import { ScratchFolder } from './scratch.js';

/** Where a store is held that does not stay. 'small': in memory, and asked by one thread, which wakes no other. */
export type PassingPlace = 'small' | 'memory' | 'temporary';

export interface StoreOptions {
  /** In memory; in a temporary file, for a log larger than memory should hold; or in a file that stays. */
  place: PassingPlace | { file: string };
  /** What DuckDB may take; beyond it, it writes to a temporary folder. Null: its own default. */
  memoryBytes: number | null;
}

/** An open database; one that does not stay has the tables and views of a store. */
export interface OpenDatabase {
  path: string;
  database: Database;
  connection: Connection;
  scratch: ScratchFolder;
}

/** How DuckDB's settings write a size. */
export function sizeSetting(bytes: number): string {
  return `${Math.round(bytes / 1e6)}MB`;
}

let ahead: { options: StoreOptions; opening: Promise<OpenDatabase> } | null = null;

/** Begins to open the database that will be asked for with the same options. */
export function openDatabaseAhead(options: StoreOptions): void {
  const opening = openDatabase(options);
  // Whoever asks for it is told.
  opening.catch(() => {});
  ahead = { options, opening };
}

/**
 * Opens the database of a store, or takes the one that was begun to be opened.
 * @throws UserError for a file that cannot be opened, or that another process has open
 */
export async function takeDatabase(options: StoreOptions): Promise<OpenDatabase> {
  const begun = ahead;
  ahead = null;
  if (begun === null) return openDatabase(options);
  if (isDeepStrictEqual(begun.options, options)) return begun.opening;
  begun.opening.then(close, () => {});
  return openDatabase(options);
}

/** DuckDB does so in threads of its own, while the rest of the program is loaded. */
async function openDatabase({ place, memoryBytes }: StoreOptions): Promise<OpenDatabase> {
  const scratch = new ScratchFolder();
  try {
    const path =
      typeof place === 'object' ? place.file : place === 'temporary' ? join(scratch.path, 'store.duckdb') : ':memory:';
    const database = await open(path, {
      duckdb_api: 'node-neo-api',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      temp_directory: join(scratch.path, 'spill'),
      ...(place === 'small' ? { threads: '1' } : {}),
      ...(memoryBytes === null ? {} : { memory_limit: sizeSetting(memoryBytes) }),
    });
    try {
      const connection = await duckdb.connect(database);
      if (typeof place !== 'object') {
        const names = ['schema', ...VIEWS, 'steps/close_at_once'];
        // In one go: between statements it would wait for whatever is being loaded.
        await duckdb.query(connection, names.map((name) => loadQuery(name).sql).join('\n'));
      }
      return { path, database, connection, scratch };
    } catch (error) {
      duckdb.close_sync(database);
      throw error;
    }
  } catch (error) {
    scratch.remove();
    throw error;
  }
}

function close({ connection, database, scratch }: OpenDatabase): void {
  duckdb.disconnect_sync(connection);
  duckdb.close_sync(database);
  scratch.remove();
}

async function open(path: string, settings: Record<string, string>): Promise<Database> {
  const config = duckdb.create_config();
  for (const [name, value] of Object.entries(settings)) duckdb.set_config(config, name, value);
  try {
    return await duckdb.open(path, config);
  } catch (cause) {
    const full = fullDisk(cause, null);
    if (full !== null) throw full;
    const { message } = cause as Error;
    const holder = /Conflicting lock is held in .*?\(PID (\d+)\)/.exec(message);
    if (holder) {
      throw new UserError(
        `${path} is in use by another process (${holder[1]}).`,
        'Wait for it to end, or stop it: one process at a time can open a store.',
        { cause },
      );
    }
    throw new UserError(
      `${path} cannot be opened as a store: ${message.split('\n')[0]}`,
      'Give --db a file that logsplit made, or one that does not exist yet in a folder that exists.',
      { cause },
    );
  }
}
