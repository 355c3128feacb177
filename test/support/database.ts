import { readFileSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance, type JS } from '@duckdb/node-api';
import { Store } from '../../src/store/store.js';

const QUERIES = new URL('../../queries/', import.meta.url);

/** A database of the test's own, to which any SQL can be put. Counts arrive as bigint. */
export interface Database {
  connection: DuckDBConnection;
  run(sql: string): Promise<Record<string, JS>[]>;
  close(): void;
}

/** Opens an empty database; `files` of queries/ are run first. */
export async function openDatabase(files: readonly string[] = []): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:');
  const database = await connect(instance, () => instance.closeSync());
  for (const file of files) await database.connection.run(readFileSync(new URL(file, QUERIES), 'utf8'));
  return database;
}

/** Opens a store, and a second connection to its database: what the program can only ask by name, a test may ask freely. */
export async function openStore(): Promise<{ store: Store; database: Database }> {
  const store = await Store.open();
  const { instance } = store as unknown as { instance: DuckDBInstance };
  const database = await connect(instance, () => store.close());
  // Temporary views are a connection's own.
  await database.connection.run(readFileSync(new URL('analysis.sql', QUERIES), 'utf8'));
  return { store, database };
}

async function connect(instance: DuckDBInstance, closeAll: () => void): Promise<Database> {
  const connection = await instance.connect();
  return {
    connection,
    run: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS(),
    close: () => {
      connection.closeSync();
      closeAll();
    },
  };
}
