import { describe, expect, it } from 'vitest';
import { adviseKeep } from '../../src/advice/keep.js';
import { BOUNDS } from '../../src/record/vocabulary.js';
import { findings, type RouteShape } from '../support/findings.js';

const waiting = (route: string, shape: RouteShape = {}): RouteShape => ({
  route,
  bound: 'io',
  confidence: 'high',
  cpuMs: 2,
  cpuShare: 0.02,
  ...shape,
});
const keep = (...shapes: RouteShape[]) => adviseKeep(findings(shapes));

describe('leaving IO-bound routes alone', () => {
  it('lists them, and saves nothing', () => {
    const computing: RouteShape = { route: '/risk', bound: 'cpu', confidence: 'high', cpuMs: 90 };
    expect(keep(waiting('/orders'), computing, waiting('/users', { method: 'POST', appSeconds: 30 }))).toEqual([
      expect.objectContaining({
        id: 'keep:io',
        action: 'keep',
        target: '2 IO-bound routes',
        routes: ['GET /orders', 'POST /users'],
        saving: { requests: 0, bytes: 0, appSeconds: 0, low: 0, high: 0, share: 0 },
        confidence: 'high',
        // 2 × 100 requests of 2 ms CPU in 40 s.
        why: 'They took 40.0 s of application time, nearly all of it waiting. Compiling them gains nothing. Even if their code took no time at all, 0.4 s would be saved (1.0%).',
      }),
    ]);
  });

  it('speaks of one route in the singular', () => {
    expect(keep(waiting('/orders'))[0]!.target).toBe('1 IO-bound route');
  });

  it('is for IO-bound answers alone, not for files, and not for those of low confidence', () => {
    for (const bound of BOUNDS)
      expect(keep({ route: '/a', bound, confidence: 'medium' })).toHaveLength(bound === 'io' ? 1 : 0);
    expect(keep(waiting('/orders', { confidence: 'low' }))).toEqual([]);
    expect(keep(waiting('/a.css', { kind: 'static' }))).toEqual([]);
    expect(keep()).toEqual([]);
  });

  it('is as sure as the least sure of them', () => {
    expect(keep(waiting('/a'), waiting('/b', { confidence: 'medium' }))[0]!.confidence).toBe('medium');
  });

  it('does not claim what their code costs where one of them reports no CPU time', () => {
    const [advice] = keep(waiting('/a'), waiting('/b', { cpuMs: null, cpuShare: null, confidence: 'medium' }));
    expect(advice!.why).toBe(
      'They took 20.0 s of application time, nearly all of it waiting. Compiling them gains nothing.',
    );
  });
});
