import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TableAppender } from '../../src/store/appender.js';
import { BATCH_ROWS, Column } from '../../src/store/column.js';
import type { ColumnKind } from '../../src/store/column-kinds.js';
import { type Cell, setCell } from '../../src/store/store.js';
import { type Database, openDatabase } from '../support/database.js';

const TYPES: Record<ColumnKind, string> = {
  id: 'INTEGER',
  code: "ENUM ('first', 'second')",
  integer: 'INTEGER',
  bigint: 'BIGINT',
  timestamp: 'TIMESTAMP',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
};

let database: Database;
beforeEach(async () => {
  database = await openDatabase();
});
afterEach(() => database.close());

/** Appends cells to a new column and reads them back through SQL; times come back as microseconds. */
async function through(kind: ColumnKind, cells: readonly Cell[]): Promise<unknown[]> {
  await database.run(`CREATE OR REPLACE TABLE t (n INTEGER, v ${TYPES[kind]})`);
  const appender = await TableAppender.open(database.connection, 't');
  const columns = [new Column('id'), new Column(kind)] as const;
  for (let from = 0; from < cells.length; from += BATCH_ROWS) {
    const batch = cells.slice(from, from + BATCH_ROWS);
    batch.forEach((cell, row) => {
      columns[0].setId(row, from + row);
      setCell(columns[1], row, cell);
    });
    appender.append(columns, batch.length);
  }
  appender.close();
  const value = kind === 'timestamp' ? 'epoch_us(v)' : 'v';
  return (await database.run(`SELECT ${value} AS v FROM t ORDER BY n`)).map((row) => row.v);
}

describe('a column appended and read back', () => {
  it.each<[ColumnKind, Cell[], unknown[]]>([
    ['id', [0, 1, 2_147_483_647, null], [0, 1, 2_147_483_647, 0]],
    ['code', [0, 1], ['first', 'second']],
    ['integer', [0, null, 404, -1, 2_147_483_647], [0, null, 404, -1, 2_147_483_647]],
    ['double', [0, 0.1, null, 1e-9, 1e99], [0, 0.1, null, 1e-9, 1e99]],
    ['boolean', [1, 0, null], [true, false, null]],
    [
      'bigint',
      [0, 4_294_967_295, 4_294_967_296, 5_000_000_001, null, 999_999_999_999_999, Number.MAX_SAFE_INTEGER],
      [0n, 4_294_967_295n, 4_294_967_296n, 5_000_000_001n, null, 999_999_999_999_999n, 9_007_199_254_740_991n],
    ],
    [
      'timestamp',
      [0, 1, 1_700_000_000_123_456, -1, null, -62_135_596_800_000_000],
      [0n, 1n, 1_700_000_000_123_456n, -1n, null, -62_135_596_800_000_000n],
    ],
    ['text', ['', 'a', null, '-', '123'], ['', 'a', null, '-', '123']],
  ])('keeps what an %s column can hold, and its nulls', async (kind, cells, expected) => {
    expect(await through(kind, cells)).toEqual(expected);
  });

  it('has no value where a number does not fit, rather than another number', async () => {
    expect(await through('integer', [99_999_999_999, 2_147_483_648, -2_147_483_649, 1.5, 200])).toEqual([
      null,
      null,
      null,
      null,
      200,
    ]);
  });

  it.each([
    ['NUL bytes', 'a\0b\0', 'a\0b\0'],
    ['a NUL alone', '\0', '\0'],
    ['control bytes', '\x16\x03\x01\x7f\x9b', '\x16\x03\x01\x7f\x9b'],
    ['emoji and CJK', '🚀 商品/東京', '🚀 商品/東京'],
    ['half a surrogate pair, which is no Unicode', 'a\ud83db', 'a\ufffdb'],
    ['quotes and backslashes', `'"\\;--`, `'"\\;--`],
    ['a megabyte', 'é'.repeat(1 << 19), 'é'.repeat(1 << 19)],
  ])('keeps texts with %s', async (_name, text, kept) => {
    const rows = await through('text', ['before', text, 'after']);
    expect(rows).toEqual(['before', kept, 'after']);
  });

  it('keeps any doubles, integers, times and texts in any number', async () => {
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 4, nil: null });
    const columns = fc.record({
      double: fc.array(maybe(fc.double({ noNaN: true })), { maxLength: 5000 }),
      bigint: fc.array(maybe(fc.maxSafeInteger()), { maxLength: 5000 }),
      text: fc.array(maybe(fc.string({ unit: 'grapheme', maxLength: 20 })), { maxLength: 3000 }),
    });
    await fc.assert(
      fc.asyncProperty(columns, async ({ double, bigint, text }) => {
        expect(await through('double', double)).toEqual(double);
        expect(await through('timestamp', bigint)).toEqual(bigint.map((n) => (n === null ? null : BigInt(n))));
        expect(await through('text', text)).toEqual(text);
      }),
      { numRuns: 15 },
    );
  });

  it.each([BATCH_ROWS - 1, BATCH_ROWS, BATCH_ROWS + 1, 3 * BATCH_ROWS + 7])('keeps %d rows', async (rows) => {
    // Every third is null, so that a batch whose validity is not reset would show.
    const cells = Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? null : i));
    expect(await through('integer', cells)).toEqual(cells);
    expect(await through('text', cells)).toEqual(cells.map((cell) => (cell === null ? null : String(cell))));
  });
});
