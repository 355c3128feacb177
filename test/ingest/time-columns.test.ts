import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.js';
import { readInto } from '../support/analyze.js';
import { type Database, openStore } from '../support/database.js';

let store: Store;
let database: Database;
beforeEach(async () => {
  ({ store, database } = await openStore());
});
afterEach(() => database.close());

const FORMAT = '$remote_addr [$time_local] "$request" $status $body_bytes_sent $request_time "$upstream_response_time"';
const line = (request: string, upstream: string): string =>
  `192.0.2.1 [14/Nov/2023:22:13:20 +0000] "GET / HTTP/1.1" 200 5 ${request} "${upstream}"\n`;

const times = (): Promise<Record<string, unknown>[]> =>
  database.run('SELECT request_s, upstream_s FROM requests ORDER BY line');

test('a time that a log tells is shown as it stands there, however fine and long', async () => {
  const decimal = fc
    .tuple(fc.oneof(fc.nat(30), fc.nat(40 * 86_400), fc.nat(999_999_999)), fc.integer({ min: 0, max: 6 }), fc.nat())
    .map(
      ([whole, digits, fraction]) =>
        `${whole}${digits === 0 ? '' : `.${String(fraction).padStart(digits, '0').slice(-digits)}`}`,
    );
  const pairs = fc.sample(fc.tuple(decimal, decimal), 2000);
  await readInto(store, pairs.map(([request, upstream]) => line(request, upstream)).join(''), { logFormat: FORMAT });
  const expected = pairs.map(([request, upstream]) => ({ request_s: Number(request), upstream_s: Number(upstream) }));
  expect(await times()).toEqual(expected);
});

test('times of nginx are stored as whole milliseconds, attempts added up', async () => {
  await readInto(store, line('0.065', '0.010, 0.020 : 0.030') + line('86400.001', '-'), { logFormat: FORMAT });
  expect(await times()).toEqual([
    { request_s: 0.065, upstream_s: 0.06 },
    { request_s: 86_400.001, upstream_s: null },
  ]);
  const stored = await store.query<{ name: string }>('stored_columns');
  expect(stored.map(({ name }) => name).filter((name) => /_(ms|s)$/.test(name))).toEqual(['request_ms', 'upstream_ms']);
});

test('times that are stored as integers and as fractions are counted alike', async () => {
  const lines = [
    ...[line('0.030', '0.010'), line('0.030', '0.010'), line('0.030', '0.020')],
    ...[line('0.0305', '0.0105'), line('0.0305', '0.020'), line('0.000', '0.0105'), line('0.5', '-')],
    // A thousand days.
    line('86400000', '86400000'),
  ];
  await readInto(store, lines.join(''), { logFormat: FORMAT });
  expect(await database.run('SELECT v, times FROM counted_request_times ORDER BY v')).toEqual([
    { v: 0, times: 1n },
    { v: 0.03, times: 3n },
    { v: 0.0305, times: 2n },
    { v: 0.5, times: 1n },
    { v: 86_400_000, times: 1n },
  ]);
  expect(await database.run('SELECT v, times, times_known, mostly_outside FROM counted_app_times ORDER BY v')).toEqual([
    { v: 0.01, times: 2n, times_known: 2n, mostly_outside: 2n },
    { v: 0.0105, times: 2n, times_known: 1n, mostly_outside: 1n },
    { v: 0.02, times: 2n, times_known: 2n, mostly_outside: 0n },
    { v: 86_400_000, times: 1n, times_known: 1n, mostly_outside: 0n },
  ]);
});
