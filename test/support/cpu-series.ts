import type { CpuSeries } from '../../src/cpu/series.js';
import type { Intervals } from '../../src/evidence/utilisation/intervals.js';
import type { Served } from './simulate.js';

/** As a recorder of the application's CPU time would have it: each request computes at the end of its life. */
export function cpuSeriesOf(served: readonly Served[], stepS = 1, given: Partial<CpuSeries> = {}): CpuSeries {
  const lastS = Math.max(...served.map(({ end }) => end));
  const n = Math.floor(lastS / stepS);
  const cpuS = new Float64Array(n);
  for (const { end, cpu } of served) {
    for (let bin = Math.floor((end - cpu) / stepS); bin <= end / stepS; bin++) {
      if (bin >= 0 && bin < n) {
        cpuS[bin]! += Math.max(0, Math.min(end, (bin + 1) * stepS) - Math.max(end - cpu, bin * stepS));
      }
    }
  }
  return seriesOf(cpuS, stepS, given);
}

/** A series that begins at 0. */
export function seriesOf(cpuS: Float64Array, stepS = 1, given: Partial<CpuSeries> = {}): CpuSeries {
  return {
    path: 'cpu.csv',
    format: 'table',
    what: 'column cpu',
    scope: 'app',
    unit: 's',
    cores: null,
    isZoneKnown: true,
    lines: cpuS.length,
    used: cpuS.length,
    ignored: 0,
    rejected: 0,
    stepS,
    fromS: cpuS.map((_, i) => i * stepS),
    toS: cpuS.map((_, i) => (i + 1) * stepS),
    cpuS,
    ...given,
  };
}

/** The requests as the log has them, routes numbered by the order of the paths given. */
export function intervalsOf(served: readonly Served[], paths: readonly string[]): Intervals {
  const inOrder = [...served].sort((a, b) => a.arrival - b.arrival);
  const ms = (s: number): number => Math.round(s * 1e3) / 1e3;
  return {
    startS: Float64Array.from(inOrder, ({ arrival }) => ms(arrival)),
    endS: Float64Array.from(inOrder, ({ end }) => ms(end)),
    route: Int32Array.from(inOrder, ({ path }) => paths.indexOf(path)),
    routes: paths.length,
  };
}
