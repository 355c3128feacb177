import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.js';
import { readInto } from '../support/analyze.js';
import { type Database, openStore } from '../support/database.js';

const LINES = 12_000;

let store: Store;
let database: Database;
beforeEach(async () => {
  ({ store, database } = await openStore());
});
afterEach(() => database.close());

/** Ten megabytes of paths, all of them distinct, some with what could be taken for the end of a text. */
function pathOf(line: number): string {
  const filling = `/${'x'.repeat(60)}`.repeat(14);
  const odd = ['', '\n', 'é', '\n\n', '\u0000', '"\\', '\r\n', '😀'][line % 8]!;
  return line % 500 < 8 ? `/${line}${odd}${filling}` : `/${line}${filling}`;
}

it('texts that are stored in bulk are those of the lines', async () => {
  const log = Array.from({ length: LINES }, (_, i) =>
    JSON.stringify({
      remote_addr: '192.0.2.1',
      request_method: 'GET',
      uri: pathOf(i),
      args: i % 3 === 0 ? `n=${i}` : '',
      status: 200,
      http_referer: `https://x.example/${i % 700}`,
    }),
  ).join('\n');
  await readInto(store, `${log}\n`, { logFormat: null });
  const rows = await database.run(
    `SELECT h.line, p.path, q.query, r.referrer FROM hits h LEFT JOIN paths p ON p.id = h.path_id
     LEFT JOIN queries q ON q.id = h.query_id LEFT JOIN referrers r ON r.id = h.referrer_id ORDER BY h.line`,
  );
  expect(rows.length).toBe(LINES);
  rows.forEach(({ path, query, referrer }, i) => {
    expect([path, query, referrer]).toEqual([pathOf(i), i % 3 === 0 ? `n=${i}` : null, `https://x.example/${i % 700}`]);
  });
});
