import { describe, expect, it } from 'vitest';
import type { ForeignCpuRow } from '../../src/evidence/clock.js';
import type { ExplicitRow } from '../../src/evidence/explicit.js';
import type { SetApartRow } from '../../src/evidence/set-apart.js';
import { rowsOf } from '../support/analyze.js';
import { type LineFields, logOf } from '../support/lines.js';

describe('evidence_set_apart', () => {
  it('measures what of the request time passes outside of the application, over answers of the application', async () => {
    const timed = (upstreamS: string, requestS: string) => ({ upstreamS, requestS });
    const rows = await rowsOf<SetApartRow>(
      'evidence_set_apart',
      logOf([
        timed('0.010', '0.010'),
        timed('0.020', '0.080'),
        timed('0.030', '0.300'),
        // Neither of these was answered by the application; and a request time of 0 has no share.
        timed('-', '9.000'),
        { ...timed('-', '9.000'), cache: 'HIT' },
        timed('0.040', '0.000'),
      ]),
    );
    expect(rows).toEqual([
      {
        method: 'GET',
        host: null,
        route: '/',
        answered: 4,
        // Of 0.01, 0.02, 0.03, 0.04: three tenths of the way from the first to the second.
        app_p10: expect.closeTo(0.013),
        // Of 0, 0.75 and 0.9.
        transfer_median: expect.closeTo(0.75),
        // Of -0.04, 0, 0.06 and 0.27.
        transfer_p50_s: expect.closeTo(0.03),
      },
    ]);
  });

  it('has no transfer where the log has no request time', async () => {
    const [row] = await rowsOf<SetApartRow>('evidence_set_apart', logOf([{ upstreamS: '0.010' }]));
    expect(row).toMatchObject({ answered: 1, transfer_median: null, transfer_p50_s: null });
  });
});

describe('evidence_explicit', () => {
  const explicitOf = (lines: readonly Partial<LineFields>[]) => rowsOf<ExplicitRow>('evidence_explicit', logOf(lines));
  const told = (upstreamS: string, cpuS: string): Partial<LineFields> => ({ upstreamS, cpuS });

  it('measures CPU and waiting of each route', async () => {
    // CPU 10 ms each; waits of 10, 20, 30, 40 and 50 ms.
    const rows = await explicitOf(
      ['0.020', '0.030', '0.040', '0.050', '0.060'].map((upstream) => told(upstream, '0.010')),
    );
    expect(rows).toEqual([
      {
        method: 'GET',
        host: null,
        route: '/',
        cpu_rows: 5,
        cpu_mean: expect.closeTo(0.01),
        app_mean: expect.closeTo(0.04),
        until_mean: expect.closeTo(0.04),
        wait_p20: expect.closeTo(0.018),
        wait_p50: expect.closeTo(0.03),
        wait_p80: expect.closeTo(0.042),
        impossible: 0,
        told_rows: 0,
        told_wait_mean: null,
        rest_p20: null,
      },
    ]);
  });

  it('takes only answers of one attempt, whose upstream was asked, that the client waited for', async () => {
    const rows = await explicitOf([
      told('0.020', '0.010'),
      { ...told('-', '0.500'), cache: 'HIT' },
      told('0.100, 0.100', '0.500'),
      { ...told('0.100', '0.500'), status: 499 },
      told('0.100', '-'),
    ]);
    expect(rows).toEqual([expect.objectContaining({ cpu_rows: 1, cpu_mean: 0.01, app_mean: 0.02 })]);
  });

  it('counts CPU times that cannot be: above the upstream time by more than a tenth and 5 ms', async () => {
    const rows = await explicitOf([
      told('0.100', '0.115'),
      told('0.100', '0.116'),
      told('0.000', '0.005'),
      told('0.000', '0.006'),
    ]);
    expect(rows[0]).toMatchObject({ cpu_rows: 4, impossible: 2, wait_p20: 0 });
  });

  it('holds CPU against the time until the header, where the log has that', async () => {
    const logFormat =
      '"$request" $status urt=$upstream_response_time uht=$upstream_header_time cpu=$upstream_http_x_cpu_time';
    const log = '"GET / HTTP/1.1" 200 urt=0.900 uht=0.050 cpu=0.010\n';
    const [row] = await rowsOf<ExplicitRow>('evidence_explicit', log, { logFormat });
    expect(row).toMatchObject({
      app_mean: 0.9,
      until_mean: 0.05,
      wait_p20: expect.closeTo(0.04),
      wait_p80: expect.closeTo(0.04),
    });
  });

  it('measures reported waiting, and what remains of the time', async () => {
    const rows = await explicitOf(['0.040', '0.050', '0.060'].map((upstreamS) => ({ upstreamS, sqlS: '0.030' })));
    expect(rows[0]).toMatchObject({
      cpu_rows: 0,
      cpu_mean: null,
      told_rows: 3,
      told_wait_mean: expect.closeTo(0.03),
      // Of 0.01, 0.02, 0.03: two fifths of the way from the first to the second.
      rest_p20: expect.closeTo(0.014),
    });
  });

  it('leaves out routes of which nothing is reported', async () => {
    expect(await explicitOf([{ upstreamS: '0.100' }])).toEqual([]);
  });
});

describe('evidence_foreign_cpu', () => {
  // A short request that waits a second, while another one computes for `otherMs` and ends in the middle of it.
  const pair = (i: number, otherMs: number, shortMs: number): Partial<LineFields>[] => [
    { at: i * 10 + 0.5, request: 'GET /long HTTP/1.1', upstreamS: '0.100', cpuS: (otherMs / 1e3).toFixed(4) },
    { at: i * 10 + 1, request: 'GET /short HTTP/1.1', upstreamS: '1.000', cpuS: (shortMs / 1e3).toFixed(4) },
  ];
  const foreignOf = async (lines: readonly Partial<LineFields>[]): Promise<ForeignCpuRow> =>
    (await rowsOf<ForeignCpuRow>('evidence_foreign_cpu', logOf(lines)))[0]!;
  const others = Array.from({ length: 32 }, (_, i) => 10 + i * 2);

  it('finds by how much reported CPU grows with the CPU of what ended meanwhile', async () => {
    // Each short request reports 1 ms of its own and a tenth of the other's: 2 to 8.2 ms.
    const row = await foreignOf(others.flatMap((ms, i) => pair(i, ms, 1 + ms / 10)));
    expect(row).toMatchObject({ rows: 32, routes: 1, growth: expect.closeTo(0.1, 6) });
    expect(row.growth_error!).toBeLessThan(1e-6);
    // 32 values in steps of 0.2 around 5.1: their sample variance is 0.2² × 32 × 33 / 12.
    expect(row.spread).toBeCloseTo(Math.sqrt((0.04 * 32 * 33) / 12) / 5.1, 6);
  });

  it('finds no growth where a request reports its own CPU alone', async () => {
    const row = await foreignOf(others.flatMap((ms, i) => pair(i, ms, 3 + (i % 2))));
    expect(Math.abs(row.growth!)).toBeLessThan(3 * row.growth_error!);
  });

  it('compares routes that need little CPU, and all where those have fewer than 30 requests', async () => {
    const rowsWith = async (pairs: number, shortMs: number) => {
      const { rows, routes } = await foreignOf(others.slice(0, pairs).flatMap((ms, i) => pair(i, ms, shortMs)));
      return { rows, routes };
    };
    expect(await rowsWith(30, 4.9)).toEqual({ rows: 30, routes: 1 });
    expect(await rowsWith(29, 4.9)).toEqual({ rows: 58, routes: 2 });
    expect(await rowsWith(30, 5.1)).toEqual({ rows: 60, routes: 2 });
    expect(await rowsWith(9, 4.9)).toEqual({ rows: 0, routes: 0 });
  });

  it('is one row of nothing for a log without CPU times', async () => {
    expect(await foreignOf([{ upstreamS: '0.1' }])).toEqual({
      rows: 0,
      routes: 0,
      growth: null,
      growth_error: null,
      spread: null,
    });
  });

  it('bears with times that no clock can tell', async () => {
    const line = (s: string) =>
      JSON.stringify({
        msec: '1700000000.000',
        request_uri: '/',
        status: 200,
        upstream_response_time: s,
        cpu_time: '0.1',
      });
    const log = ['1e99', '999999999999999', '0.1'].map((s) => `${line(s)}\n`).join('');
    expect(await rowsOf('evidence_foreign_cpu', log, { logFormat: null })).toHaveLength(1);
  });
});
