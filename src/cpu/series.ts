import { UserError } from '../errors.js';

/** Whose CPU time it is: the application's own, or that of all that runs on the host. */
export type Scope = 'app' | 'host';

/** What a value means. */
export const UNITS = {
  s: 'CPU seconds since the row before',
  'total-s': 'CPU seconds since the beginning: a counter',
  cores: 'CPU seconds per second: busy cores',
  '%core': 'percent of one core',
  '%all': 'percent of all cores',
} as const;
export type Unit = keyof typeof UNITS;

/** What a file of CPU times holds, as it was read. */
export interface Samples {
  /** Name of its format. */
  format: string;
  /** What was taken of it, in words: a column, the processes. */
  what: string;
  scope: Scope;
  /** null: percent, and it does not say of what. */
  unit: Unit | null;
  /** How many cores it tells of; null: it does not say. */
  cores: number | null;
  /** false: its times are a local clock's, given here as if that were UTC. */
  isZoneKnown: boolean;
  /** When each sample ends, seconds since the Unix epoch. */
  endS: number[];
  values: number[];
  /** Lines (of a JSON file: values). lines = used + ignored + rejected. */
  lines: number;
  used: number;
  /** Headings, averages, blank lines, other processes and other sections. */
  ignored: number;
  rejected: number;
}

/** CPU seconds used between two instants each, ascending; seconds since the Unix epoch. */
export interface CpuSeries extends Omit<Samples, 'endS' | 'values' | 'unit'> {
  unit: Unit;
  /** As the user named it. */
  path: string;
  fromS: Float64Array;
  toS: Float64Array;
  cpuS: Float64Array;
  /** Median time between two samples. */
  stepS: number;
}

const FEWEST = 3;
/** A pause that is longer than so many steps is one of the recording: the sample behind it covers one step only. */
const GAP_STEPS = 1.8;
/** More than this above all cores is no rounding. */
const TOO_BUSY = 1.1;

/**
 * Turns samples into CPU seconds per stretch of time. @param told cores that the user told
 * @throws UserError for too few samples, percent of an unknown number of cores, or more than all cores
 */
export function toSeries(path: string, samples: Samples, told: number | null): CpuSeries {
  const order = [...samples.endS.keys()].sort((a, b) => samples.endS[a]! - samples.endS[b]!);
  const rows = order.filter((i, k) => k === 0 || samples.endS[i] !== samples.endS[order[k - 1]!]);
  if (rows.length < FEWEST) {
    throw new UserError(
      `${path} holds ${samples.used} CPU sample${samples.used === 1 ? '' : 's'} (${samples.format}; ${samples.lines} lines, ${samples.rejected} rejected).`,
      'Record the CPU time once a second while requests come in: logsplit instrument cpu prints how.',
    );
  }
  const ends = rows.map((i) => samples.endS[i]!);
  const values = rows.map((i) => samples.values[i]!);
  const steps = ends.slice(1).map((end, i) => end - ends[i]!);
  const stepS = steps.slice().sort((a, b) => a - b)[steps.length >> 1]!;
  const cores = samples.cores ?? told;
  const unit = samples.unit ?? percentOf(path, cores);
  const taken: [from: number, to: number, cpu: number][] = [];
  for (const [i, to] of ends.entries()) {
    const isGap = i === 0 || to - ends[i - 1]! > GAP_STEPS * stepS;
    const from = isGap ? to - stepS : ends[i - 1]!;
    if (unit === 'total-s') {
      const grown = i === 0 ? Number.NaN : values[i]! - values[i - 1]!;
      // A counter that fell was begun anew: how much it had grown before is lost.
      if (grown >= 0) taken.push([ends[i - 1]!, to, grown]);
    } else if (unit === 's') taken.push([from, to, values[i]!]);
    else taken.push([from, to, values[i]! * (to - from) * coresPerUnit(path, unit, cores)]);
  }
  const { endS: _ends, values: _values, ...rest } = samples;
  const series: CpuSeries = {
    ...rest,
    path,
    unit,
    cores,
    stepS,
    fromS: Float64Array.from(taken, ([from]) => from),
    toS: Float64Array.from(taken, ([, to]) => to),
    cpuS: Float64Array.from(taken, ([, , cpu]) => cpu),
  };
  return checked(series);
}

function percentOf(path: string, cores: number | null): Unit {
  if (cores === 1) return '%core';
  throw new UserError(
    `${path} holds percent, and does not say whether of one core or of all.`,
    `Say it behind the column: --cpu ${path}:COLUMN:%core, or --cpu ${path}:COLUMN:%all with --cores.`,
  );
}

function coresPerUnit(path: string, unit: Unit, cores: number | null): number {
  if (unit === 'cores') return 1;
  if (unit === '%core') return 0.01;
  if (cores === null) {
    throw new UserError(`${path} tells percent of all cores, but not how many cores there are.`, 'Give --cores.');
  }
  return cores / 100;
}

function checked(series: CpuSeries): CpuSeries {
  const { path, cores, fromS, toS, cpuS, unit } = series;
  const busy = cpuS.map((cpu, i) => cpu / (toS[i]! - fromS[i]!)).sort();
  const nearlyMost = busy[Math.floor((busy.length - 1) * 0.98)]!;
  if (cores !== null && nearlyMost > TOO_BUSY * cores) {
    throw new UserError(
      `${path} tells of ${nearlyMost.toFixed(1)} busy cores, read as ${UNITS[unit]}, but there are ${cores}.`,
      `Correct --cores, or tell the unit (${Object.keys(UNITS).join(', ')}): --cpu FILE:COLUMN:UNIT.`,
    );
  }
  return series;
}
