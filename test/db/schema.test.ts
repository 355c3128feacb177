import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Store } from '../../src/store/store.js';
import { numbered, readAgain } from './support.js';

const QUERIES = new URL('../../queries/', import.meta.url);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-schema-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const open = () => Store.open({ place: { file: at('site.db') }, memoryBytes: null });

/** A database of statements, as another version of the program left it. */
async function left(...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(at('site.db'));
  const connection = await instance.connect();
  for (const sql of statements) await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

/** What a query says of the database, asked of it without the program. */
async function asked(sql: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(at('site.db'));
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

const file = (name: string): string => readFileSync(new URL(name, QUERIES), 'utf8');
const VERSION_1 = '../test/fixtures/schema-1.sql';
/** A request of version 1, in the columns that each of its stores has. */
const REQUEST = `
  INSERT INTO files VALUES (1, 'old.log', 'combined', NULL, 'detected', NULL, 1, 1, 0, 0, NULL, NULL);
  INSERT INTO words VALUES (1, 'GET');
  INSERT INTO paths VALUES (1, '/r/7');
  INSERT INTO templates VALUES (1, '/r/:id');
  INSERT INTO hits (file_id, line, ended_at, client_id, user_id, method_id, path_id, query_id, protocol_id, malformed_id,
    status, bytes, referrer_id, agent_id, template_id, content, served_by, is_bot)
  VALUES (1, 1, '2023-11-14', 0, 0, 1, 1, 0, 0, 0, 200, 5, 0, 0, 1, 'dynamic', 'unknown', false);`;

test.each([
  ['1', []],
  ['2', ['migrations/2.sql']],
  ['3', ['migrations/2.sql', 'migrations/3.sql']],
  ['5', [2, 3, 4, 5].map((version) => `migrations/${version}.sql`)],
])('a store of version %s is brought up to date, and goes on', async (_, migrations) => {
  await left(file(VERSION_1), REQUEST, ...migrations.map(file));
  const store = await open();
  try {
    expect(await store.query('schema_version')).toEqual([{ version: 6 }]);
    writeFileSync(at('new.log'), numbered(0, 3));
    await readAgain(store, [at('new.log')]);
    const files = await store.query<{ path: string; requests: number }>('store_files');
    expect(files.map(({ path, requests }) => [path, requests])).toEqual([
      ['old.log', 1],
      [at('new.log'), 3],
    ]);
    expect(await store.query('totals')).toMatchObject([{ requests: 4 }]);
    // One route, and one word, for old and new alike.
    expect(await store.query('routes')).toHaveLength(1);
  } finally {
    store.close();
  }
});

test('times that an earlier version stored as fractions stand beside those that are stored as milliseconds', async () => {
  const times = ['ALTER TABLE hits DROP COLUMN request_s', 'ALTER TABLE hits ADD COLUMN request_s DOUBLE'];
  await left(file(VERSION_1), REQUEST, ...times, 'UPDATE hits SET request_s = 0.25');
  writeFileSync(at('new.log'), numbered(7, 2));
  const store = await open();
  await readAgain(store, [at('new.log')]).finally(() => store.close());
  expect(await asked('SELECT request_s FROM requests ORDER BY time')).toEqual(
    [0.25, 0.007, 0.008].map((request_s) => ({ request_s })),
  );
});

test('whether an upstream was asked is told of requests of an earlier version by who served them', async () => {
  const stored = ['ALTER TABLE hits DROP COLUMN upstream_asked', 'ALTER TABLE hits ADD COLUMN upstream_asked BOOLEAN'];
  const hit = REQUEST.slice(REQUEST.indexOf('INSERT INTO hits'));
  const served = ['nginx', 'cache', 'app'].map((by) => hit.replace("'unknown'", `'${by}'`));
  await left(file(VERSION_1), REQUEST, ...stored, ...served);
  (await open()).close();
  expect(await asked('SELECT served_by, upstream_asked FROM requests ORDER BY ALL')).toEqual([
    { served_by: 'app', upstream_asked: true },
    { served_by: 'cache', upstream_asked: false },
    { served_by: 'nginx', upstream_asked: false },
    { served_by: 'unknown', upstream_asked: null },
  ]);
});

test('a store that was brought up to date has the tables of a new one', async () => {
  const tables = async (): Promise<unknown> => {
    (await open()).close();
    const columns = await asked('SELECT table_name, column_name, data_type FROM duckdb_columns() ORDER BY ALL');
    rmSync(at('site.db'));
    return columns;
  };
  const fresh = await tables();
  await left(file(VERSION_1));
  expect(await tables()).toEqual(fresh);
});

test('a store of a newer version is refused, and stays as it is', async () => {
  await left(file(VERSION_1), 'INSERT INTO schema_version VALUES (99)');
  await expect(open()).rejects.toThrow(/was written by a newer logsplit \(schema 99; this one knows 6\)/);
  const runs = await asked("SELECT count(*)::INT AS n FROM duckdb_tables() WHERE table_name = 'runs'");
  expect(runs).toEqual([{ n: 0 }]);
});

test("somebody else's database is refused", async () => {
  await left('CREATE TABLE mine (a INTEGER)');
  await expect(open()).rejects.toThrow(/none of logsplit's/);
});
