import type { UtilisationRung } from '../evidence/utilisation-rung.js';
import type { CpuInput } from './types.js';

const WHY = {
  'no overlap': 'It has too little time in common with the log.',
  'no correlation': "It does not rise and fall with the log's requests.",
  'several zones': 'Its times have no zone, and the log fits several.',
} as const;

/** What was read as CPU time, and how its clock was found to lie against the log's. */
export function collectCpu({ placed, refusal }: UtilisationRung['cpu']): CpuInput[] {
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
    fault: failure === null ? refusal : WHY[failure],
  }));
}
