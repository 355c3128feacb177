import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import type { Narrowed, Reader } from '../../src/store/reader.js';
import { Store } from '../../src/store/store.js';
import { readInto } from '../support/analyze.js';
import { logOf, START_S } from '../support/lines.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
// One a second; each has a bit of its own in the sum of bytes.
const LINES = [
  { request: 'GET /a HTTP/1.1', host: 'one', client: '192.0.2.1', agent: FIREFOX, upstreamS: '0.1', type: 'text/html' },
  { request: 'GET /a HTTP/1.1', host: 'two', client: '192.0.2.2', agent: 'curl/8.5.0', status: 404, cache: 'HIT' },
  { request: 'POST /a HTTP/1.1', host: 'one', client: '192.0.2.2', agent: FIREFOX, status: 502, upstreamS: '0.2' },
  { request: 'GET /b.css HTTP/1.1', client: '192.0.2.3', type: 'text/css' },
].map((line, i) => ({ ...line, at: i, bytes: 2 ** i }));

let store: Store;
let reader: Reader;
beforeAll(async () => {
  store = await Store.open();
  await readInto(store, logOf(LINES));
  reader = await store.reader();
});
afterAll(() => {
  reader.close();
  store.close();
});

async function passing(to: Narrowed): Promise<number[]> {
  await reader.narrow(null, to);
  const [totals] = await reader.query<{ bytes: number }>('totals');
  return LINES.flatMap((_, i) => (totals!.bytes & (1 << i) ? [i] : []));
}

describe('a reader', () => {
  it.each<[name: string, to: Narrowed, expected: number[]]>([
    ['nothing', {}, [0, 1, 2, 3]],
    ['a route with its method and host', { method: 'GET', host: 'one', route: '/a' }, [0]],
    ['a host', { host: 'one' }, [0, 2]],
    ['requests that name no host', { host: null }, [3]],
    ['a client', { client: '192.0.2.2' }, [1, 2]],
    ['a browser', { agent: { name: 'Firefox', isBot: false } }, [0, 2]],
    ['a bot', { agent: { name: 'curl', isBot: true } }, [1]],
    ['a bot of that name, not a browser', { agent: { name: 'curl', isBot: false } }, []],
    ['a class of statuses', { status: [400, 499] }, [1]],
    ['what the application answered', { servedBy: 'app' }, [0, 2]],
    ['static content', { content: 'static' }, [3]],
    ['a cache status', { cacheStatus: 'HIT' }, [1]],
    ['a span of time', { timeUs: [(START_S + 1) * 1e6, (START_S + 3) * 1e6] }, [1, 2]],
    ['several at once', { host: 'one', client: '192.0.2.2' }, [2]],
    ['a text that no request has', { client: "'; DROP TABLE hits; --" }, []],
  ])('is narrowed to %s', async (_name, to, expected) => {
    expect(await passing(to)).toEqual(expected);
  });

  it('leaves the store itself as it is, and the other way round', async () => {
    await reader.narrow(null, { host: 'one' });
    expect((await store.query<{ requests: number }>('totals'))[0]!.requests).toBe(4);
    const other = await store.reader();
    expect((await other.query<{ requests: number }>('totals'))[0]!.requests).toBe(4);
    other.close();
  });

  it('takes the filters of the whole analysis besides', async () => {
    const nothing = { sinceUs: null, untilUs: null, hosts: null, methods: null, statuses: null, paths: null };
    const people = { ...nothing, excludedPaths: null, bots: false, conditions: ['bytes < 4'] };
    const other = await store.reader();
    await other.narrow(people, {});
    expect((await other.query<{ bytes: number }>('totals'))[0]!.bytes).toBe(1);
    await other.narrow(people, { client: '192.0.2.2' });
    expect((await other.query<{ bytes: number }>('totals'))[0]!.bytes).toBe(0);
    other.close();
  });

  it('answers a query of the user, narrowed, each value as it can be shown', async () => {
    await reader.narrow(null, { host: 'one' });
    const sql = 'SELECT path, count(*) AS n, max(time) AS at, [1, 2] AS list FROM requests GROUP BY path';
    const { columns, rows, isCut } = await reader.table(sql, 10);
    expect(columns).toEqual(['path', 'n', 'at', 'list']);
    expect(rows).toEqual([{ path: '/a', n: 2, at: '2023-11-14 22:13:22', list: '[1,2]' }]);
    expect(isCut).toBe(false);
    expect(await reader.table('SELECT * FROM range(5) t (x);', 3)).toMatchObject({
      rows: [{ x: 0 }, { x: 1 }, { x: 2 }],
      isCut: true,
    });
  });

  it.each([
    ['DELETE FROM hits', /Only a query is run/],
    ["COPY hits TO '/tmp/hits.csv'", /no file written/],
    ['SELECT 1; DROP TABLE hits', /Only a query is run/],
    ['SELECT 1; SELECT 2', /more than one/],
    ['SELECT nothing FROM requests', /nothing/],
    ['SELEC', /syntax error/],
    ['', /./],
  ])('refuses %j, and says why', async (sql, reason) => {
    await reader.narrow(null, {});
    await expect(reader.table(sql, 10)).rejects.toThrow(UserError);
    await expect(reader.table(sql, 10)).rejects.toThrow(reason);
    expect(await passing({})).toEqual([0, 1, 2, 3]);
  });

  it('can be broken off', async () => {
    await reader.narrow(null, {});
    const asked = reader.query('totals');
    reader.interrupt();
    // Where it was done before, it is done.
    await asked.catch((error: Error) => expect(error.message).toMatch(/interrupt/i));
    expect(await passing({})).toEqual([0, 1, 2, 3]);
  });
});
