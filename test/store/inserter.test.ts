import { afterEach, beforeEach, expect, test } from 'vitest';
import { BATCH_COLUMNS } from '../../src/ingest/columns.js';
import { BATCH_ROWS, Column } from '../../src/store/column.js';
import type { ColumnKind } from '../../src/store/column-kinds.js';
import type { RowSource } from '../../src/store/inserter.js';
import type { Store } from '../../src/store/store.js';
import { type Database, openStore } from '../support/database.js';

let store: Store;
let database: Database;
beforeEach(async () => {
  ({ store, database } = await openStore());
});
afterEach(() => database.close());

const AGENTS: ColumnKind[] = ['id', 'text', 'text', 'text', 'text', 'text'];

async function hitKinds(): Promise<ColumnKind[]> {
  const stored = await store.query<{ name: keyof typeof BATCH_COLUMNS }>('stored_columns');
  return stored.map(({ name }) => BATCH_COLUMNS[name]);
}

/** Rows in batches of these sizes; now and then one without a value, or a whole batch. @param from number of the first row */
function rowsOf(kinds: readonly ColumnKind[], sizes: readonly number[], from = 0): RowSource {
  const columns = kinds.map((kind) => new Column(kind));
  const left = [...sizes];
  let at = from;
  const fill = (column: Column, i: number, row: number): void => {
    if (column.kind === 'id') column.setId(row, at + i);
    else if (column.kind === 'code') column.setCode(row, at % 2);
    else if ((at + i) % 3 === 0 || (at % 50_000 < 5000 && i % 2 === 0)) return;
    else if (column.kind === 'text') column.setText(row, `text ${i} of ${at} é`);
    else column.setNumber(row, column.kind === 'boolean' ? at % 2 : at * 1000);
  };
  return {
    get waiting() {
      return left.reduce((sum, size) => sum + size, 0);
    },
    take() {
      const rows = left.shift();
      if (rows === undefined) return null;
      for (const column of columns) column.clear();
      for (let row = 0; row < rows; row++, at++) for (const [i, column] of columns.entries()) fill(column, i, row);
      return { columns, rows };
    },
  };
}

const FULL = Array.from({ length: 20 }, () => BATCH_ROWS);
const SIZES = [...FULL, 1, 77, BATCH_ROWS, 1, ...FULL];
const ROWS = SIZES.reduce((sum, size) => sum + size, 0);

test.each([
  ['hits', hitKinds],
  ['agents', async () => AGENTS],
])(
  'the database stores many rows of %s as they would be appended, in batches of every size',
  async (table, kindsOf) => {
    const kinds = await kindsOf();
    let from = 0;
    for (const size of SIZES) {
      await store.insert(table, rowsOf(kinds, [size], from));
      from += size;
    }
    const differing = `SELECT count(*) AS n FROM
    ((FROM appended EXCEPT ALL FROM ${table}) UNION ALL (FROM ${table} EXCEPT ALL FROM appended))`;
    await database.run(`CREATE TABLE appended AS FROM ${table}; DELETE FROM ${table}`);
    await store.insert(table, rowsOf(kinds, SIZES));
    expect(await database.run(`SELECT count(*) AS n FROM ${table}`)).toEqual([{ n: BigInt(ROWS) }]);
    expect(await database.run(differing)).toEqual([{ n: 0n }]);
  },
);

test('so many rows are stored at a time, and what is appended meanwhile waits', async () => {
  const source = rowsOf(AGENTS, SIZES);
  const storing = store.insert('agents', source, 10 * BATCH_ROWS);
  await store.appendRows('state', ['text', 'text'], [['a', 'b']]);
  await storing;
  expect(source.waiting).toBe(ROWS - 10 * BATCH_ROWS);
  expect(await database.run('SELECT (SELECT count(*) FROM agents) AS n, (SELECT key FROM state) AS key')).toEqual([
    { n: BigInt(10 * BATCH_ROWS), key: 'a' },
  ]);
});

test('rows that cannot be had end the storing with the error, and others are stored behind it', async () => {
  const broken: RowSource = {
    waiting: 20 * BATCH_ROWS,
    take() {
      throw new Error('no rows today');
    },
  };
  await expect(store.insert('agents', broken)).rejects.toThrow('no rows today');
  await store.insert('agents', rowsOf(AGENTS, FULL));
  expect(await database.run('SELECT count(*) AS n FROM agents')).toEqual([{ n: BigInt(20 * BATCH_ROWS) }]);
});

test('what a transaction stored is undone with it, and more can be stored then', async () => {
  await store.begin();
  await store.insert('agents', rowsOf(AGENTS, FULL));
  await store.rollback();
  expect(await database.run('SELECT count(*) AS n FROM agents')).toEqual([{ n: 0n }]);
  await store.insert('agents', rowsOf(AGENTS, FULL));
  expect(await database.run('SELECT count(*) AS n FROM agents')).toEqual([{ n: BigInt(20 * BATCH_ROWS) }]);
});
