import { afterEach, beforeEach, expect, test } from 'vitest';
import { HIT_COLUMNS } from '../../src/ingest/columns.js';
import { HitTable } from '../../src/ingest/hit-table.js';
import { packBatch } from '../../src/ingest/packed-batch.js';
import { RowBatch } from '../../src/ingest/row-batch.js';
import { Column } from '../../src/store/column.js';
import type { Store } from '../../src/store/store.js';
import { type Database, openStore } from '../support/database.js';

let store: Store;
let database: Database;
beforeEach(async () => {
  ({ store, database } = await openStore());
});
afterEach(() => database.close());

const NAMES = Object.keys(HIT_COLUMNS) as (keyof typeof HIT_COLUMNS)[];

/** One row, by column. */
function row(line: number, userId: number): Column[] {
  return NAMES.map((name) => {
    const column = new Column(HIT_COLUMNS[name]);
    if (name === 'line') column.setNumber(0, line);
    if (name === 'user_id') column.setId(0, userId);
    if (name === 'file_id') column.setId(0, 1);
    return column;
  });
}

test('rows that come while the table gets a column for those before them lose nothing, nor do those', async () => {
  let table: HitTable | null = null;
  let line = 0;
  const add = (userId = line + 1): void => {
    if (table === null) return;
    const packed = packBatch(row(++line, userId), 1, (bytes) => new ArrayBuffer(bytes));
    table.add(new RowBatch(packed, () => {}));
  };
  // Rows come ahead of every statement, and behind it.
  const busy = new Proxy(store, {
    get(target, name: keyof Store) {
      const value = target[name];
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        add();
        const result: unknown = await (value as (...args: unknown[]) => unknown).apply(target, args);
        add();
        return result;
      };
    },
  });
  table = await HitTable.open(busy, 'all');
  add(0);
  for (let i = 0; i < 3; i++) {
    add();
    await table.prepare();
    await store.insert('hits', table, table.waiting);
  }
  const stored = await database.run('SELECT line, user_id FROM hits ORDER BY line');
  expect(stored).toEqual(stored.map((_, i) => ({ line: BigInt(i + 1), user_id: i === 0 ? 0 : i + 1 })));
  expect(stored.length).toBe(line);
});
