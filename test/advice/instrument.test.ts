import { describe, expect, it } from 'vitest';
import { adviseInstrument, type LoggedFields } from '../../src/advice/instrument.js';
import { findings, type RouteShape } from '../support/findings.js';

const NO_UPSTREAM: Partial<LoggedFields> = { upstream_known: 0, upstream_time: 0, cpu_time: 0 };
const NO_CPU: Partial<LoggedFields> = { cpu_time: 0 };
const known: RouteShape = { route: '/known', bound: 'io', confidence: 'high', cpuMs: 1 };
const unknown: RouteShape = { route: '/unknown' };

const instrument = (shapes: RouteShape[], logged: Partial<LoggedFields> = {}) =>
  adviseInstrument(findings(shapes, logged));
const pasted = (how: string) => how.split('\n').filter((line) => line.startsWith('    '));

describe('a log that does not say who answered', () => {
  const untimed: RouteShape = { ...unknown, appSeconds: null, servedBy: { nginx: 0, cache: 0, app: 0, unknown: 100 } };

  it('gets the log_format that does', () => {
    const [advice, ...others] = instrument([untimed], NO_UPSTREAM);
    expect(others).toEqual([]);
    expect(advice).toMatchObject({
      id: 'instrument:upstream',
      action: 'instrument',
      routes: ['GET /unknown'],
      saving: { requests: 0, bytes: 0, appSeconds: null, low: null, high: null, share: null },
    });
    expect(pasted(advice!.how).join('\n')).toMatch(/log_format logsplit\n.*\$upstream_response_time/s);
  });

  it.each<[name: string, logged: Partial<LoggedFields>, why: string]>([
    [
      'request times',
      {},
      'The log has the request time only: it does not say who answered, nor how long the application took.',
    ],
    [
      'no times',
      { request_time: 0 },
      'The log has no times: it does not say who answered, nor how long the application took.',
    ],
  ])('is told what it lacks, with %s', (_name, logged, why) => {
    expect(instrument([untimed], { ...NO_UPSTREAM, ...logged })[0]!.why).toBe(why);
  });

  it('is told of its static files, which may be the application’s', () => {
    const [advice] = instrument([untimed, { ...untimed, route: '/a.css', kind: 'static' }], NO_UPSTREAM);
    expect(advice!.why).toMatch(/50% of the requests are for static files: if your application serves them/);
  });

  it('is told the truth where it says who answered but not how long that took', () => {
    const [advice] = instrument([{ ...unknown, appSeconds: null }], { upstream_time: 0, cpu_time: 0 });
    expect(advice).toMatchObject({
      id: 'instrument:upstream',
      why: 'The log says who answered, but not how long the application took.',
    });
  });
});

describe('a log that does not say what the time was spent on', () => {
  it('gets the header that does, for the routes that are unknown', () => {
    const [advice, ...others] = instrument([unknown, known], NO_CPU);
    expect(others).toEqual([]);
    expect(advice).toMatchObject({
      id: 'instrument:cpu',
      routes: ['GET /unknown'],
      saving: { appSeconds: 0, share: 0 },
      why: '1 route with 10.0 s of application time (50%) may compute or wait: time alone cannot tell.',
    });
    const code = pasted(advice!.how).join('\n');
    expect(code).toMatch(/logsplit instrument wsgi > cputime\.py/);
    expect(code).toMatch(/logsplit instrument asgi > cputime\.py/);
    expect(code).toMatch(/\$upstream_http_x_cpu_time/);
  });

  it.each([
    ['a twentieth of the application time', 19, 1],
    ['less', 19.1, 0],
  ])('is worth it for %s', (_name, times, advised) => {
    const shapes = [
      { ...unknown, appSeconds: 1 },
      { ...known, appSeconds: times },
    ];
    expect(instrument(shapes, NO_CPU)).toHaveLength(advised);
  });

  it('says why a CPU time that is logged was refused', () => {
    const refused: RouteShape = {
      ...unknown,
      evidence: [{ rung: 'R1', says: 'refused', detail: 'The clock counts other requests too.' }],
    };
    expect(instrument([refused])[0]!.why).toMatch(/cannot tell\. The clock counts other requests too\.$/);
    expect(instrument([refused], NO_CPU)[0]!.why).toMatch(/cannot tell\.$/);
  });
});

describe('a log that says it all', () => {
  it.each<[name: string, shapes: RouteShape[]]>([
    ['every route is known', [known]],
    ['the unknown ones were never asked of the application', [known, { route: '/a.css', app: 0, appSeconds: null }]],
  ])('is left as it is: %s', (_name, shapes) => {
    expect(instrument(shapes)).toEqual([]);
  });

  it('is left as it is where nothing is left to analyse', () => {
    expect(instrument([], NO_UPSTREAM)).toEqual([]);
  });
});
