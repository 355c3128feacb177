import type { CpuSeries } from '../../cpu/series.js';
import { addSeries, binLengthS, binsWithin, type CpuBins, mergeBins, shiftBins } from './bins.js';
import { type ClockOffset, findOffset, type OffsetFailure } from './clock-offset.js';
import { type Demands, findDemands } from './demands.js';
import { type Intervals, lowerBound, sliceIntervals } from './intervals.js';
import { searchWindow } from './window.js';
import { findWorkers } from './workers.js';

/** How a series lies on the log's time axis, or why it cannot be laid there. */
interface Placed {
  series: CpuSeries;
  offset: ClockOffset | null;
  failure: OffsetFailure | null;
}

export interface Utilisation {
  placed: readonly Placed[];
  /** Null: refused, with the reason in a sentence. */
  demands: Demands | null;
  refusal: string | null;
}

const SHORTEST_BIN_S = 1;
/** End times of whole seconds put work up to a second wrong: in bins of so many seconds that matters little. */
const BIN_FOR_WHOLE_SECONDS_S = 10;
const MOST_BINS = 20_000;
const FEWEST_BINS = 40;
const LEAST_FORETOLD = 0.3;
const LEAST_FORETOLD_HOST = 0.9;
const MOST_OVER_BOUNDS = 0.2;
/** A host with all cores busy does not show what more an application would have used. */
const SATURATED = 0.95;
const MOST_SATURATED = 0.1;

/**
 * Lays the CPU series on the log's time axis and solves the utilisation law for the routes' demands.
 * @param areEndsWholeSeconds the log's end times have no fraction
 */
export function utilise(
  intervals: Intervals,
  series: readonly CpuSeries[],
  workers: number | null,
  areEndsWholeSeconds: boolean,
): Utilisation {
  const refused = (refusal: string, placed: readonly Placed[] = []): Utilisation => ({
    placed,
    demands: null,
    refusal,
  });
  if (intervals.startS.length === 0)
    return refused('No request of the log has both an end and a time at the application.');
  const placed = series.map((one) => place(intervals, one));
  const lost = placed.find(({ failure }) => failure !== null);
  if (lost !== undefined) return refused(whyNotPlaced(lost, intervals), placed);

  const logEndS = intervals.endS.reduce((last, end) => Math.max(last, end), 0);
  const together = addSeries(placed.map(({ series: one, offset }) => shiftBins(one, offset!.zoneS + offset!.clockS)));
  const covered = binsWithin(together, intervals.startS[0]!, logEndS);
  const shortest = areEndsWholeSeconds ? BIN_FOR_WHOLE_SECONDS_S : SHORTEST_BIN_S;
  const bins = mergeBins(covered, Math.max(shortest, spanS(covered) / MOST_BINS));
  if (bins.fromS.length < FEWEST_BINS) {
    const why =
      areEndsWholeSeconds && binLengthS(together) < BIN_FOR_WHOLE_SECONDS_S
        ? ' of 10 s, which end times of whole seconds need: log $msec'
        : '';
    return refused(
      `The CPU times and the log have ${bins.fromS.length} stretches of time in common${why}; ${FEWEST_BINS} are the least, 150 are good.`,
      placed,
    );
  }
  const isHost = series.some(({ scope }) => scope === 'host');
  const saturated = isHost ? saturatedPart(bins, series) : 0;
  if (saturated > MOST_SATURATED) {
    return refused(
      `All cores of the host were busy ${percent(saturated)} of the time, so its CPU time does not show what the application would have used: give the application's own.`,
      placed,
    );
  }
  const near = sliceIntervals(intervals, 0, lowerBound(intervals.startS, bins.toS.at(-1)!));
  const window = searchWindow(near, bins);
  const averagedS = Math.max(
    ...placed.map(({ series: one, offset }) => (offset!.averaged > 1 ? offset!.averaged * one.stepS : 0)),
  );
  const averaged = Math.max(1, Math.round(averagedS / binLengthS(bins)));
  const demands = findDemands(near, bins, workers ?? findWorkers(window.intervals, window.bins, averaged), averaged);
  if (demands.foretold < (isHost ? LEAST_FORETOLD_HOST : LEAST_FORETOLD)) {
    return refused(
      `The requests foretell ${percent(Math.max(0, demands.foretold))} of the ups and downs of the CPU time, too little to divide it among them${isHost ? " (90% of a whole host's are needed): give the application's own CPU time" : ': other work uses the CPU, or it is the CPU time of something else'}.`,
      placed,
    );
  }
  if (demands.overBounds > MOST_OVER_BOUNDS) {
    return refused(
      'The file tells more CPU time than the requests took: its unit or the number of cores is wrong, or requests compute in several threads at once.',
      placed,
    );
  }
  return { placed, demands, refusal: null };
}

function place(intervals: Intervals, series: CpuSeries): Placed {
  const found = findOffset(intervals, mergeBins(series, SHORTEST_BIN_S), series.isZoneKnown, mayBeAveraged(series));
  return typeof found === 'string'
    ? { series, offset: null, failure: found }
    : { series, offset: found, failure: null };
}

// Counters, and what the tools print, are of one step; rates and gauges are of what the query or the panel took.
function mayBeAveraged({ format, unit }: CpuSeries): boolean {
  return (format === 'prometheus' || format === 'table') && unit !== 's' && unit !== 'total-s';
}

function whyNotPlaced({ series, failure }: Placed, { startS, endS }: Intervals): string {
  const time = (s: number): string => new Date(s * 1e3).toISOString().slice(0, 19).replace('T', ' ');
  const { path } = series;
  if (failure === 'several zones') {
    return `The times of ${path} have no zone, and the log fits several: give times in UTC or with a zone.`;
  }
  if (failure === 'no overlap') {
    return `${path} covers ${time(series.fromS[0]!)} to ${time(series.toS.at(-1)!)}, the log ${time(startS[0]!)} to ${time(endS.at(-1)!)} UTC: too little in common.`;
  }
  return `The CPU time in ${path} does not rise and fall with the log's requests: it is of another time, or of something else.`;
}

function saturatedPart({ fromS, toS, cpuS }: CpuBins, series: readonly CpuSeries[]): number {
  const cores = series.reduce((sum, one) => sum + (one.cores ?? Number.POSITIVE_INFINITY), 0);
  return cpuS.filter((cpu, i) => cpu > SATURATED * cores * (toS[i]! - fromS[i]!)).length / cpuS.length;
}

function spanS({ fromS, toS }: CpuBins): number {
  return fromS.length === 0 ? 0 : toS.at(-1)! - fromS[0]!;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(0)}%`;
}
