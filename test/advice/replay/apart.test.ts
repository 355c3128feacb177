import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sums } from '../../../src/advice/replay/answered.js';
import { CacheApart } from '../../../src/advice/replay/apart.js';
import { replayCache } from '../../../src/advice/replay/cache.js';
import { replayFiles } from '../../../src/advice/replay/files.js';
import { withLogs } from '../../support/analyze.js';
import { logOf } from '../../support/lines.js';

interface Asked {
  startS: number;
  lateS: number;
  key: number;
  bytes: number;
}

const TTL_S = 10;

/** A log's requests as they are written once they are answered: up to so many seconds late. */
const log = (mostLateS: number) =>
  fc
    .array(
      fc.record({
        startS: fc.integer({ min: 0, max: 1200 }).map((tenths) => tenths / 10),
        lateS: fc.integer({ min: 0, max: mostLateS * 10 }).map((tenths) => tenths / 10),
        key: fc.integer({ min: 0, max: 2 }),
        bytes: fc.integer({ min: 0, max: 100 }),
      }),
      { maxLength: 300 },
    )
    .map((asked) => asked.sort((a, b) => a.startS + a.lateS - (b.startS + b.lateS)));

/** Null: one of them came too late. */
function asLogged(asked: readonly Asked[]): { hits: number; bytes: number; appS: number } | null {
  const sums: Sums = { hits: new Float64Array(1), bytes: new Float64Array(1), appS: new Float64Array(1) };
  const cache = new CacheApart(TTL_S, sums);
  const all = asked.map(({ startS, key, bytes }, line) => cache.ask(0, key, startS, line, bytes, bytes / 4));
  return all.includes(false) ? null : { hits: sums.hits[0]!, bytes: sums.bytes[0]!, appS: sums.appS[0]! };
}

function inOrder(asked: readonly Asked[]): { hits: number; bytes: number; appS: number } {
  const sorted = asked.toSorted((a, b) => a.startS - b.startS);
  const startS = Float64Array.from(sorted, (one) => one.startS);
  const bytes = Float64Array.from(sorted, (one) => one.bytes);
  const key = Int32Array.from(sorted, (one) => one.key);
  const isHit = replayCache({ key, startS, readyS: startS, bytes }, { ttlS: TTL_S, sizeBytes: null });
  const hitBytes = sorted.reduce((sum, one, i) => sum + (isHit[i] === 1 ? one.bytes : 0), 0);
  return { hits: isHit.reduce((sum, hit) => sum + hit, 0), bytes: hitBytes, appS: hitBytes / 4 };
}

describe('a cache that is asked in the order of a log', () => {
  it('answers what it would have answered in the order of coming', () => {
    fc.assert(
      fc.property(log(TTL_S - 1), (asked) => {
        expect(asLogged(asked)).toEqual(inOrder(asked));
      }),
      { numRuns: 500 },
    );
  });

  it('tells where the order is too far away from that', () => {
    fc.assert(
      fc.property(log(60), (asked) => {
        const answered = asLogged(asked);
        if (answered !== null) expect(answered).toEqual(inOrder(asked));
      }),
      { numRuns: 500 },
    );
    const startsS = [100, 80, 95];
    expect(asLogged(startsS.map((startS) => ({ startS, lateS: 0, key: 0, bytes: 1 })))).toBeNull();
  });
});

describe('a CDN that is asked for the files of a log', () => {
  const request = (path: string) => `GET ${path} HTTP/1.1`;
  const day = Array.from({ length: 400 }, (_, i) => ({
    at: i * 200,
    request: request(i % 3 === 0 ? `/a.css?v=${i % 2}` : '/b.png'),
    host: i % 5 === 0 ? 'one' : 'two',
    bytes: i,
    requestS: '0.100',
  }));
  const replayed = async (lines: typeof day) => {
    const log = logOf([...lines, { ...day[0]!, request: 'POST /a.css HTTP/1.1' }]);
    const answered = await withLogs(log, {}, (store) => replayFiles(store, [3600, 86_400]));
    return answered.toSorted((a, b) => a.host!.localeCompare(b.host!));
  };

  it('answers the same, whatever the order of its lines', async () => {
    const answered = await replayed(day);
    expect(await replayed(day.toReversed())).toEqual(answered);
    expect(answered.map(({ host, requests }) => [host, requests])).toEqual([
      ['one', 80],
      ['two', 320],
    ]);
    // Of three URLs and of two; an answer of a day is fetched once in 80,000 seconds.
    expect(answered.map(({ cached }) => cached[1]!.hits)).toEqual([77, 317]);
    expect(answered[0]!.cached[0]!.hits).toBeLessThan(77);
  });
});
