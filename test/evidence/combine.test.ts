import { describe, expect, it } from 'vitest';
import { combine, type Said } from '../../src/evidence/combine.js';
import type { Verdict } from '../../src/evidence/verdict.js';
import type { Bound, Confidence } from '../../src/record/vocabulary.js';
import type { Evidence } from '../../src/report/types.js';

const label = (rung: Evidence['rung'], bound: Bound, confidence: Confidence, cpuMs: number | null = 9): Verdict => ({
  bound,
  confidence,
  cpuMs,
  cpuShare: cpuMs === null ? null : 0.9,
  evidence: [{ rung, says: bound, detail: `${rung} saw it.` }],
});
const refusal = (rung: Evidence['rung']): Evidence => ({ rung, says: 'refused', detail: `${rung} cannot.` });

describe('what several rungs say of one route', () => {
  it.each<[first: [Bound, Confidence], second: [Bound, Confidence], confidence: Confidence]>([
    [['cpu', 'high'], ['cpu', 'medium'], 'high'],
    [['cpu', 'medium'], ['cpu', 'low'], 'medium'],
    // A neighbour is a matter of degree, the opposite a contradiction.
    [['cpu', 'high'], ['mixed', 'medium'], 'medium'],
    [['io', 'high'], ['mixed', 'high'], 'medium'],
    [['mixed', 'high'], ['io', 'medium'], 'medium'],
    [['cpu', 'high'], ['io', 'medium'], 'low'],
    [['io', 'high'], ['cpu', 'medium'], 'low'],
    [['io', 'medium'], ['cpu', 'medium'], 'low'],
    [['cpu', 'low'], ['io', 'high'], 'low'],
    // An unsure rung counts for less.
    [['cpu', 'high'], ['mixed', 'low'], 'high'],
    [['cpu', 'high'], ['io', 'low'], 'medium'],
  ])('%j above %j: the first labels, with %s confidence', (first, second, confidence) => {
    const verdict = combine(null, [label('R1', ...first), label('R3', ...second)]);
    expect(verdict).toMatchObject({ bound: first[0], confidence });
    expect(verdict.evidence.map(({ rung, says }) => [rung, says])).toEqual([
      ['R1', first[0]],
      ['R3', second[0]],
    ]);
    const said = verdict.evidence[0]!.detail;
    expect(said).toContain(first[0] === second[0] ? 'R3 agrees.' : `R3 says ${second[0]} instead.`);
    expect(said.includes('lowers the confidence')).toBe(confidence !== first[1]);
  });

  it('is lowered by the one that contradicts most, once', () => {
    const verdict = combine(null, [
      label('R1', 'cpu', 'high'),
      label('R2', 'mixed', 'high'),
      label('R3', 'mixed', 'medium'),
    ]);
    expect(verdict).toMatchObject({ bound: 'cpu', confidence: 'medium' });
    expect(verdict.evidence[0]!.detail).toBe(
      'R1 saw it. R2 says mixed instead. R3 says mixed instead. That lowers the confidence from high to medium.',
    );
  });

  it('names all that agree', () => {
    const said: Said[] = [label('R1', 'io', 'high'), label('R2', 'io', 'high'), label('R3', 'io', 'medium')];
    expect(combine(null, said).evidence[0]!.detail).toBe('R1 saw it. R2 and R3 agree.');
  });

  it('is the label of the highest rung that has one, above which refusals are shown', () => {
    const verdict = combine(null, [refusal('R1'), undefined, label('R3', 'io', 'medium')]);
    expect(verdict).toMatchObject({ bound: 'io', confidence: 'medium' });
    expect(verdict.evidence).toEqual([
      { rung: 'R1', says: 'refused', detail: 'R1 cannot.' },
      { rung: 'R3', says: 'io', detail: 'R3 saw it.' },
    ]);
  });

  it('is unknown where every rung refuses, with each reason and the way to find out', () => {
    const verdict = combine(null, [refusal('R1'), undefined, refusal('R3')]);
    expect(verdict).toMatchObject({ bound: 'unknown', confidence: 'none', cpuMs: null, cpuShare: null });
    expect(verdict.evidence.map(({ rung, says }) => [rung, says])).toEqual([
      ['R1', 'refused'],
      ['R3', 'refused'],
      ['R4', 'unknown'],
    ]);
    expect(verdict.evidence[2]!.detail).toContain('logsplit instrument');
  });

  it('does not change what is set apart, whose CPU figures are those of the highest rung', () => {
    const verdict = combine(label('R0', 'transfer', 'medium', null), [
      label('R1', 'cpu', 'high', 80),
      label('R3', 'io', 'low', 3),
    ]);
    expect(verdict).toMatchObject({ bound: 'transfer', confidence: 'medium', cpuMs: 80 });
    expect(verdict.evidence.map(({ rung }) => rung)).toEqual(['R0', 'R1', 'R3']);
  });

  it('takes CPU figures that the labelling rung lacks from a lower one that agrees, and from no other', () => {
    const waitingTold = label('R1', 'io', 'medium', null);
    expect(combine(null, [waitingTold, label('R2', 'io', 'high', 4)])).toMatchObject({ bound: 'io', cpuMs: 4 });
    expect(combine(null, [waitingTold, label('R2', 'cpu', 'high', 90)])).toMatchObject({ bound: 'io', cpuMs: null });
  });
});
