import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeyedRequests, replayCache } from '../../../src/advice/replay/cache.js';

interface Asked {
  startS: number;
  tookS: number;
  key: number;
  bytes: number;
}

const KEYS = 5;

function requestsOf(asked: readonly Asked[]): KeyedRequests {
  return {
    key: Int32Array.from(asked, ({ key }) => key),
    startS: Float64Array.from(asked, ({ startS }) => startS),
    readyS: Float64Array.from(asked, ({ startS, tookS }) => startS + tookS),
    bytes: Float64Array.from(asked, ({ bytes }) => bytes),
  };
}

/** A cache as one would write it down: a list, the most recently used first, searched and summed anew each time. */
function bruteForce(asked: readonly Asked[], ttlS: number, sizeBytes: number | null): number[] {
  let stored: { key: number; bytes: number; until: number }[] = [];
  return asked.map(({ startS, tookS, key, bytes }) => {
    if (key < 0) return 0;
    const found = stored.find((entry) => entry.key === key);
    const isFresh = found !== undefined && Math.floor(startS) <= found.until;
    const entry = isFresh ? found : { key, bytes, until: Math.floor(startS + tookS) + ttlS };
    stored = [entry, ...stored.filter((other) => other.key !== key)];
    while (sizeBytes !== null && stored.reduce((sum, one) => sum + one.bytes, 0) > sizeBytes) stored.pop();
    return isFresh ? 1 : 0;
  });
}

const log = fc
  .array(
    fc.record({
      startS: fc.integer({ min: 0, max: 60_000 }).map((ms) => ms / 1e3),
      tookS: fc.integer({ min: 0, max: 3000 }).map((ms) => ms / 1e3),
      key: fc.integer({ min: -1, max: KEYS - 1 }),
      bytes: fc.integer({ min: 0, max: 100 }),
    }),
    { maxLength: 200 },
  )
  .map((asked) => asked.sort((a, b) => a.startS - b.startS));

describe('a cache replayed over a log', () => {
  it('answers what a brute-force cache answers, of any size and time to live', () => {
    const size = fc.option(fc.integer({ min: 1, max: 400 }));
    fc.assert(
      fc.property(log, fc.integer({ min: 1, max: 30 }), size, (asked, ttlS, sizeBytes) => {
        expect([...replayCache(requestsOf(asked), { ttlS, sizeBytes })]).toEqual(bruteForce(asked, ttlS, sizeBytes));
      }),
      { numRuns: 500 },
    );
  });

  it('answers at least as much with more room', () => {
    const hits = (asked: Asked[], sizeBytes: number | null): number =>
      replayCache(requestsOf(asked), { ttlS: 20, sizeBytes }).reduce((sum, hit) => sum + hit, 0);
    // Of equal sizes: with different ones a larger LRU cache can do worse.
    const equal = log.map((asked) => asked.map((one) => ({ ...one, bytes: 10 })));
    fc.assert(
      fc.property(equal, (asked) => {
        const rising = [10, 20, 30, 50, null].map((size) => hits(asked, size));
        expect(rising).toEqual([...rising].sort((a, b) => a - b));
      }),
    );
  });

  const at = (startS: number, fields: Partial<Asked> = {}): Asked => ({
    startS,
    tookS: 0,
    key: 0,
    bytes: 10,
    ...fields,
  });
  it.each<[name: string, asked: Asked[], hits: number[]]>([
    ['keeps an answer to the end of the second in which its time is over', [at(0.9), at(10.999), at(11)], [0, 1, 0]],
    ['counts the time to live from when the answer was there', [at(0, { tookS: 5 }), at(15.9), at(16)], [0, 1, 0]],
    ['lets a request wait for what is being fetched', [at(0, { tookS: 5 }), at(1)], [0, 1]],
    ['does not live longer for being asked', [at(0), at(9), at(18)], [0, 1, 0]],
    ['is not asked by what must pass it by', [at(0, { key: -1 }), at(1, { key: -1 })], [0, 0]],
  ])('%s', (_name, asked, hits) => {
    expect([...replayCache(requestsOf(asked), { ttlS: 10, sizeBytes: null })]).toEqual(hits);
  });
});
