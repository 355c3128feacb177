import { open, rename, rm, stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Copies a database to a new file and puts that in its place: what was deleted gives its room back. The file is the old
 * one until the new one is whole.
 * @param connection to the database in `file`, which nobody may use from then on
 */
export async function compactInto(connection: DuckDBConnection, file: string): Promise<void> {
  const copy = `${file}.compact`;
  await rm(copy, { force: true });
  try {
    await connection.run('CHECKPOINT');
    await connection.run(`ATTACH ${literal(copy)} AS compact`);
    const [row] = (await connection.runAndReadAll('SELECT current_database() AS name')).getRowObjectsJS();
    await connection.run(`COPY FROM DATABASE ${identifier(String(row!.name))} TO compact`);
    await connection.run('DETACH compact');
    const { mode } = await stat(file);
    const handle = await open(copy, 'r+');
    await handle.chmod(mode);
    await handle.sync();
    await handle.close();
    await rename(copy, file);
  } catch (error) {
    await rm(copy, { force: true });
    throw error;
  }
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
