import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { networkOf, withoutQuery } from '../../src/record/privacy.js';
import { collectReport } from '../../src/report/collect.js';
import type { Store } from '../../src/store/store.js';
import { logsplit } from '../cli/logsplit.js';
import { readAgain } from '../db/support.js';
import { readInto, reportOf } from '../support/analyze.js';
import { type Database, openStore } from '../support/database.js';
import { logLine, logOf } from '../support/lines.js';

const FORMAT = '$remote_addr "$request" $status "$http_referer" "$http_user_agent" "$http_x_forwarded_for"';
const LOG = [
  '192.0.2.77 "GET /a?token=s3cret HTTP/1.1" 200 "https://x.example/?q=s3cret" "Firefox/115.0.1.2" "198.51.100.9, 10.0.0.7"',
  '192.0.2.78 "GET /a?token=other-s3cret HTTP/1.1" 200 "https://x.example/?q=1" "-" "-"',
  '2001:db8:1:2::7 "GET /b HTTP/1.1" 200 "-" "-" "::ffff:192.0.2.77"',
  '192.0.2.77 "PROXY TCP4 192.0.2.77 10.0.0.7 1 2" 400 "-" "-" "-"',
  '192.0.2.77 "/c?token=s3cret" 400 "-" "-" "-"',
  'no request of 192.0.2.77 for /x?token=s3cret',
  '',
].join('\n');

let store: Store;
let database: Database;
beforeEach(async () => {
  ({ store, database } = await openStore());
});
afterEach(() => database.close());

/** All texts of all tables. */
async function stored(): Promise<string> {
  const tables = await database.run('SELECT table_name FROM duckdb_tables()');
  const rows = await Promise.all(
    tables.map(({ table_name }) => database.run(`SELECT t::VARCHAR AS row FROM ${String(table_name)} t`)),
  );
  return rows
    .flat()
    .map(({ row }) => String(row))
    .join('\n');
}

describe('with --anonymize-ip', () => {
  const privacy = { anonymizeIp: true, dropQuery: false };

  it('no table holds an address, wherever it stood', async () => {
    await readInto(store, LOG, { logFormat: FORMAT, privacy });
    const texts = await stored();
    expect(texts).not.toMatch(/192\.0\.2\.7|198\.51\.100\.9|10\.0\.0\.7|2001:db8:1:2/);
    expect(texts).toContain('192.0.2.0');
    // A version is none, and queries were not asked for.
    expect(texts).toContain('Firefox/115.0.1.2');
    expect(texts).toContain('token=s3cret');
  });

  it('clients of one network are one, and the report says that it counts networks', async () => {
    const { totals, input } = await reportOf(LOG, { logFormat: FORMAT, privacy });
    expect([totals.clients, input.anonymized, input.parsed, input.rejected]).toEqual([2, true, 5, 1]);
    expect(input.rejectedLines[0]!.sample).toContain('192.0.2.0');
  });
});

describe('with --drop-query', () => {
  it('no table holds a query, wherever it stood', async () => {
    await readInto(store, LOG, { logFormat: FORMAT, privacy: { anonymizeIp: false, dropQuery: true } });
    const texts = await stored();
    expect(texts).not.toMatch(/s3cret|q=1/);
    expect(texts).toContain('192.0.2.77');
    expect(await database.run('SELECT DISTINCT path, query, referrer FROM requests ORDER BY ALL')).toEqual([
      { path: '/a', query: null, referrer: 'https://x.example/' },
      { path: '/b', query: null, referrer: null },
      { path: null, query: null, referrer: null },
    ]);
  });
});

it('rows keep their networks and referrers where memory for texts is short', async () => {
  const log = logOf(
    Array.from({ length: 30_000 }, (_, i) => ({
      client: `10.${i % 7}.${i % 200}.${i % 251}`,
      referrer: `https://x.example/${i % 3000}?visit=${i}`,
      request: `GET /p/${i}?n=${i} HTTP/1.1`,
    })),
  );
  await readInto(store, log, { privacy: { anonymizeIp: true, dropQuery: true }, mostTextBytes: 1 << 20 });
  const rows = await database.run('SELECT client, referrer, query FROM requests ORDER BY line');
  expect(rows).toHaveLength(30_000);
  const expected = (i: number) => ({
    client: networkOf(`10.${i % 7}.${i % 200}.${i % 251}`),
    referrer: withoutQuery(`https://x.example/${i % 3000}?visit=${i}`),
    query: null,
  });
  expect(rows.every((row, i) => JSON.stringify(row) === JSON.stringify(expected(i)))).toBe(true);
  const [twins] = await database.run('SELECT count(*) - count(DISTINCT client) AS n FROM clients');
  expect(twins).toEqual({ n: 0n });
});

it('the thread that parses standard input keeps to it too', async () => {
  const ran = await logsplit(
    ['analyze', '-', '--log-format', FORMAT, '--output', 'json', '--anonymize-ip', '--drop-query'],
    { input: LOG },
  );
  expect(ran.stderr).toBe('');
  expect(ran.stdout).not.toMatch(/192\.0\.2\.7|s3cret/);
  expect(ran.stdout).toContain('no request of 192.0.2.0 for /x?');
});

it('a text report says networks', async () => {
  const ran = await logsplit(['analyze', '-', '--output', 'text', '--anonymize-ip'], {
    input: `${logLine({ client: '192.0.2.1' })}\n`,
  });
  expect(ran.stdout).toContain('requests: 1 from 1 client network,');
});

describe('a store that stays', () => {
  const privacy = { anonymizeIp: true, dropQuery: true };
  const folder = mkdtempSync(join(tmpdir(), 'logsplit-privacy-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function log(name: string, client: string): string {
    const path = join(folder, name);
    writeFileSync(path, `${logLine({ client, request: `GET /${name}?token=s3cret HTTP/1.1` })}\n`);
    return path;
  }

  it('goes on leaving out what it left out', async () => {
    await readAgain(store, [log('first', '192.0.2.77')], { privacy });
    await readAgain(store, [log('second', '192.0.2.78'), join(folder, 'first')]);
    expect(await stored()).not.toMatch(/192\.0\.2\.7|s3cret/);
    const { input, totals } = await collectReport(store);
    expect([input.anonymized, input.parsed, totals.clients]).toEqual([true, 2, 1]);
  });

  it('that holds addresses is not read into as if it held none', async () => {
    await readAgain(store, [log('full', '192.0.2.77')]);
    const refused = readAgain(store, [log('next', '192.0.2.78')], { privacy });
    await expect(refused).rejects.toThrow(
      "The store holds clients' addresses already, so --anonymize-ip comes too late",
    );
    expect(await database.run('SELECT path FROM requests')).toEqual([{ path: '/full' }]);
  });
});
