import { describe, expect, it } from 'vitest';
import { Turns } from '../../src/store/turns.js';
import { together } from '../../src/together.js';
import { openStore } from '../support/database.js';

describe('turns', () => {
  it('come in the order in which they were asked for, but for the urgent', async () => {
    const turns = new Turns();
    const done: string[] = [];
    const work = (name: string) => async () => {
      done.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      done.push(`${name} ends`);
    };
    await Promise.all([
      turns.in(work('first')),
      turns.in(work('second')),
      turns.in(work('third')),
      turns.in(work('urgent'), true),
    ]);
    expect(done).toEqual(['first', 'urgent', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('go on behind work that failed', async () => {
    const turns = new Turns();
    const failed = turns.in(() => Promise.reject(new Error('no')));
    const next = turns.in(async () => 'done');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('done');
    expect(await turns.in(async () => 'again')).toBe('again');
  });
});

describe('what is done together', () => {
  it('has all ended before a failure is told, the first in their order', async () => {
    let isDone = false;
    const slow = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => {
      isDone = true;
      throw new Error('slow');
    });
    await expect(together([slow, Promise.reject(new Error('quick')), 7])).rejects.toThrow('slow');
    expect(isDone).toBe(true);
    expect(await together([Promise.resolve('a'), 7, null])).toEqual(['a', 7, null]);
  });
});

it('a store answers questions that are asked while it hands rows over', async () => {
  const { store, database } = await openStore();
  const rows = 200_000;
  await database.run("INSERT INTO words VALUES (1, 'GET')");
  await database.run(`
    INSERT INTO hits (ended_at, client_id, method_id, path_id, query_id, status, bytes, agent_id, template_id, content, served_by, is_bot)
    SELECT make_timestamp(1795426769000000 + i * 1000), 1, 1, i % 700, 0, 200, i, 0, 1, 'static', 'nginx', false FROM range(${rows}) r(i)`);
  const sumOf = async (batches: AsyncIterable<{ rows: number; doubles(name: string): Float64Array }>) => {
    let sum = 0;
    for await (const batch of batches) {
      for (const bytes of batch.doubles('bytes')) sum += bytes;
      await new Promise(setImmediate);
    }
    return sum;
  };
  const [first, [counted], stretches, second] = await together([
    sumOf(store.batches('static_requests')),
    store.query<{ rows: number }>('row_count'),
    sumOf(store.stretches('static_requests_as_logged')),
    sumOf(store.batches('static_requests')),
  ]);
  const sum = (rows * (rows - 1)) / 2;
  expect([first, counted!.rows, stretches, second]).toEqual([sum, rows, sum, sum]);
  database.close();
});
