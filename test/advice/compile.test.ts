import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviseCompile } from '../../src/advice/compile.js';
import { BOUNDS, CONFIDENCES } from '../../src/record/vocabulary.js';
import { findings, type RouteShape } from '../support/findings.js';

/** 100 requests of 50 ms CPU each: 5 s of CPU in 10 s of application time. */
const computing: RouteShape = {
  route: '/risk',
  bound: 'cpu',
  confidence: 'high',
  cpuMs: 50,
  cpuShare: 0.9,
};
const compile = (shape: Partial<RouteShape> = {}, ...others: RouteShape[]) =>
  adviseCompile(findings([{ ...computing, ...shape }, ...others]), null);

describe('compiling what computes', () => {
  it('saves by Amdahl’s law: nothing, half, or all but a fourteenth of the CPU seconds', () => {
    expect(compile()).toEqual([
      expect.objectContaining({
        id: 'compile:GET /risk',
        action: 'compile',
        target: 'GET /risk',
        routes: ['GET /risk'],
        saving: {
          requests: 0,
          bytes: 0,
          appSeconds: 2.5,
          low: 0,
          high: expect.closeTo((5 * 13) / 14),
          share: 0.25,
        },
        why: '90% of its undisturbed time is CPU: 5.0 s over 100 requests. Typed loops would save 4.6 s to 5.0 s (a request 6.0 ms to 9.1 ms, not 55.6 ms); Cython with the source unchanged −0.6 s to 3.1 s; work that runs in C already 0.7 s at most.',
      }),
    ]);
  });

  it('is advised for CPU-bound routes of which the application reports the CPU, and for no others', () => {
    for (const bound of BOUNDS) expect(compile({ bound })).toHaveLength(bound === 'cpu' ? 1 : 0);
    expect(compile({ cpuMs: null, cpuShare: null })).toEqual([]);
    expect(compile({ kind: 'static' })).toEqual([]);
  });

  it('is of medium confidence at most: no log says what the code is made of', () => {
    for (const confidence of CONFIDENCES)
      expect(compile({ confidence })[0]!.confidence).toBe(confidence === 'high' ? 'medium' : confidence);
  });

  it.each([
    ['a hundredth of all application time', 490, 1],
    ['less', 491, 0],
  ])('is worth it for CPU of %s', (_name, otherSeconds, advised) => {
    expect(compile({}, { route: '/other', appSeconds: otherSeconds })).toHaveLength(advised);
  });

  it('counts the requests that the application answered alone', () => {
    const servedBy = { nginx: 300, cache: 600, app: 100, unknown: 0 };
    expect(compile({ servedBy, requests: 1000 })[0]!.saving.appSeconds).toBe(2.5);
  });

  it('never promises more than the CPU seconds there are', () => {
    const shape = fc.record({
      cpuMs: fc.double({ min: 0.001, max: 1e4, noNaN: true }),
      app: fc.integer({ min: 3, max: 1e6 }),
    });
    fc.assert(
      fc.property(shape, ({ cpuMs, app }) => {
        const [advice] = compile({ cpuMs, app, appSeconds: (cpuMs / 1e3) * app * 1.5 });
        const { low, appSeconds, high } = advice!.saving;
        expect(low).toBeLessThanOrEqual(appSeconds!);
        expect(appSeconds).toBeLessThanOrEqual(high!);
        expect(high).toBeLessThan((cpuMs / 1e3) * app);
      }),
    );
  });

  it('says to profile first, and what each kind of work gains', () => {
    const { how } = compile()[0]!;
    expect(how).toContain('\n    py-spy record');
    expect(how).toMatch(/- re, json, .* 1–1.15×: leave it/);
    expect(how).toMatch(/- loops over numbers .*: Numba \(@njit\), 14–125×/);
    expect(how).toMatch(/Threads: PyPy, .* keep the GIL: .* nogil=True/);
  });

  it('tells what the CPU time comes to in a week, and from how long a log', () => {
    const why = (span_s: number | null) =>
      adviseCompile(findings([computing]), span_s)[0]!.why.match(/5.0 s over .*?\.(?= Typed)/)![0];
    expect(why(null)).toBe('5.0 s over 100 requests.');
    expect(why(600)).toBe('5.0 s over 100 requests, some 5,040 s a week at this rate (the log spans 10 minutes).');
    expect(why(60)).toBe('5.0 s over 100 requests, some 14 h a week at this rate (the log spans 60 seconds).');
    expect(why(7 * 86_400)).toBe('5.0 s over 100 requests, some 5.0 s a week at this rate (the log spans 7 days).');
  });

  it.each([
    ['two routes', 1, 'Of the 2 routes worth compiling GET /risk has 50% of the CPU time: begin there'],
    [
      'many alike',
      4,
      'Of the 5 routes worth compiling GET /risk has 20% of the CPU time: if the profiles show Python in general, PyPy',
    ],
  ])('begins with functions or the interpreter by how the CPU time is spread: %s', (_name, others, says) => {
    const alike = Array.from({ length: others }, (_, i): RouteShape => ({ ...computing, route: `/other/${i}` }));
    const advice = compile({}, ...alike);
    expect(advice[0]!.how).toContain(says);
    expect(new Set(advice.map(({ how }) => how)).size).toBe(1);
  });
});
