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
const keep = (...shapes: RouteShape[]) => adviseKeep(findings(shapes), 100);

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

  it('tells how long each waits, the CPU and the waiting for a worker taken away', () => {
    const [advice] = keep(
      waiting('/orders', { appSeconds: 20, queuedSeconds: 4 }),
      waiting('/users', { method: 'POST', appSeconds: 30 }),
    );
    expect(advice!.why).toContain(
      'They took 50.0 s of application time, 45.6 s of it waiting for IO, 4.0 s for a free worker.',
    );
    const lines = advice!.how.split('\n');
    expect(lines.slice(1, 3)).toEqual([
      '- POST /users: 29.8 s, 298 ms a request, nearly always the same: look at the query or call itself',
      '- GET /orders: 15.8 s, 158 ms a request',
    ]);
    // Little: 45.6 s of waiting in 100 s.
    expect(advice!.how).toContain('0.5 of them wait at a time on average');
    expect(advice!.how).toContain(
      'half of the waiting is 22.8 s, some 38 h a week at this rate (the log spans 1.7 minutes)',
    );
    expect(advice!.how).toContain('reading (GET) waits 15.8 s of it');
  });

  it('names the five that wait longest, and sums up the others', () => {
    const routes = Array.from({ length: 8 }, (_, i) => waiting(`/${i}`, { appSeconds: 10 + i, cpuMs: 0 }));
    const listed = keep(...routes)[0]!
      .how.split('\n')
      .slice(1, 7);
    expect(listed.map((line) => line.split(',')[0])).toEqual([
      ...['- GET /7: 17.0 s', '- GET /6: 16.0 s', '- GET /5: 15.0 s', '- GET /4: 14.0 s', '- GET /3: 13.0 s'],
      '- 3 others: 33.0 s',
    ]);
  });

  it('hints at locks and pools where the wait is now short and now long', () => {
    const times = { sum: 10, mean: 0.1, p50: 0.05, p90: 0.3, p95: 0.4, p99: 0.6, max: 1 };
    const route = { ...findings([waiting('/a')]).routes[0]!, upstreamTime: times };
    const { how } = adviseKeep({ ...findings([]), routes: [route] }, 100)[0]!;
    expect(how).toContain('now short and now long (95th percentile 8 times the median)');
  });
});
