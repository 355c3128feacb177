import { describe, expect, it } from 'vitest';
import { type SetApartRow, setApart } from '../../src/evidence/set-apart.js';

const row = (fields: Partial<SetApartRow>): SetApartRow => ({
  method: 'GET',
  host: null,
  route: '/',
  answered: 30,
  app_p10: 0.05,
  transfer_median: 0.1,
  transfer_p50_s: 0.01,
  ...fields,
});

describe('a route whose time is not the application’s', () => {
  it.each<[name: string, fields: Partial<SetApartRow>, bound: 'transfer' | 'trivial' | null]>([
    ['half of the median time outside is not more than half', { transfer_median: 0.5 }, null],
    ['more than half of it, and 5 ms', { transfer_median: 0.501, transfer_p50_s: 0.005 }, 'transfer'],
    [
      'more than half of it, but under 5 ms, the grain of two clocks',
      { transfer_median: 0.9, transfer_p50_s: 0.0049 },
      null,
    ],
    ['five requests', { transfer_median: 0.9, answered: 5 }, 'transfer'],
    ['four requests, which may be chance', { transfer_median: 0.9, answered: 4 }, null],
    ['no request time', { transfer_median: null, transfer_p50_s: null }, null],
    ['a tenth of the requests under 2 ms', { app_p10: 0.0019 }, 'trivial'],
    ['a tenth of the requests at 2 ms', { app_p10: 0.002 }, null],
    ['a download that costs the application nothing', { transfer_median: 0.9, app_p10: 0 }, 'transfer'],
    ['an upstream time beyond the request time, by a tick', { transfer_median: -0.01, transfer_p50_s: -0.001 }, null],
  ])('%s', (_name, fields, bound) => {
    expect(setApart(row(fields))?.bound ?? null).toBe(bound);
  });

  it.each([
    [2, 'none'],
    [3, 'low'],
    [9, 'low'],
    [10, 'medium'],
    [29, 'medium'],
    [30, 'high'],
  ])('is told from %d requests with confidence %s', (answered, confidence) => {
    expect(setApart(row({ app_p10: 0.001, answered }))).toMatchObject({ bound: 'trivial', confidence });
  });

  it('says why, with its figures, and claims nothing of CPU', () => {
    expect(setApart(row({ transfer_median: 0.72, transfer_p50_s: 0.25 }))).toEqual({
      bound: 'transfer',
      confidence: 'high',
      cpuMs: null,
      cpuShare: null,
      evidence: [
        { rung: 'R0', says: 'transfer', detail: expect.stringMatching(/72%.*\(250 ms\).*outside the application/) },
      ],
    });
    expect(setApart(row({ app_p10: 0.001 }))!.evidence[0]!.detail).toContain('less than 2.0 ms');
  });
});
