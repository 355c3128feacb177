import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/evidence/verdict.js';
import { whyOf } from '../../src/evidence/why.js';
import { BOUNDS } from '../../src/record/vocabulary.js';
import type { RUNGS } from '../../src/report/types.js';

const verdict = (
  bound: Verdict['bound'],
  figures: [cpuMs: number, cpuShare: number] | null,
  rung: (typeof RUNGS)[number] = 'R1',
): Verdict => ({
  bound,
  confidence: 'high',
  cpuMs: figures === null ? null : figures[0],
  cpuShare: figures === null ? null : figures[1],
  evidence: [{ rung, says: bound, detail: '' }],
});

describe('the reason of a label, in words', () => {
  it.each<[name: string, verdict: Verdict, says: RegExp]>([
    [
      'computing',
      verdict('cpu', [90, 0.9]),
      /^It computes for 90\.0 ms of the 100\.0 ms .* database saves 10\.0 ms at most/,
    ],
    ['waiting', verdict('io', [5, 0.1]), /^It waits for 45\.0 ms of the 50\.0 ms .* computes for 5\.0 ms: compiled/],
    ['both', verdict('mixed', [20, 0.5]), /^It computes for 20\.0 ms and waits for 20\.0 ms/],
    [
      'an estimate',
      verdict('cpu', [90, 0.9], 'R3'),
      /computes for about 90\.0 ms of the 100\.0 ms .* saves about 10\.0 ms/,
    ],
    ['waiting without a figure', verdict('io', null), /^It waits for its database or another service for most/],
    ['no CPU time at all', verdict('io', [0, 0], 'R3'), /^It waits for its database or another service for most/],
    ['slow clients', verdict('transfer', null, 'R0'), /before the client has the answer/],
    ['next to no time', verdict('trivial', [0.2, 1], 'R0'), /next to no time/],
    ['no evidence', verdict('unknown', null, 'R4'), /a guess could cost weeks/],
    ['never asked', verdict('unknown', null, 'R0'), /never asked/],
  ])('%s', (_name, given, says) => {
    expect(whyOf(given)).toMatch(says);
  });

  it('is there for every label, with and without figures', () => {
    for (const bound of BOUNDS) {
      for (const figures of [null, [0, 0], [10, 0.5]] as const) {
        const why = whyOf(verdict(bound, figures === null ? null : [...figures]));
        expect(why).toMatch(/^[A-Z].*\.$/);
        expect(why).not.toMatch(/NaN|Infinity|null|undefined/);
      }
    }
  });
});
