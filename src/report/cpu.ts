import type { Placed } from '../evidence/utilisation/utilise.js';
import type { CpuInput } from './types.js';

const WHY = {
  'no overlap': 'too little in common with the log',
  'no correlation': "does not rise and fall with the log's requests",
  'several zones': 'its times have no zone, and the log fits several',
} as const;

/** What was read as CPU time, and how its clock was found to lie against the log's. */
export function collectCpu(placed: readonly Placed[]): CpuInput[] {
  return placed.map(({ series, offset, failure }) => ({
    path: series.path,
    format: series.format,
    what: series.what,
    scope: series.scope,
    unit: series.unit,
    cores: series.cores,
    lines: series.lines,
    used: series.used,
    ignored: series.ignored,
    rejected: series.rejected,
    samples: series.fromS.length,
    stepSeconds: series.stepS,
    zoneSeconds: offset?.zoneS ?? null,
    clockSeconds: offset?.clockS ?? null,
    fault: failure && WHY[failure],
  }));
}
