import { binLengthS, binsWithin, type CpuBins, mergeBins, shiftBins } from './bins.js';
import { type Intervals, lowerBound } from './intervals.js';
import { model } from './model.js';
import { regress } from './regression.js';
import { searchWindow } from './window.js';

/** What turns the times of a CPU series into those of the log. */
export interface ClockOffset {
  /** To be added to the series' times for its zone, seconds: whole quarters of an hour. */
  zoneS: number;
  /** To be added besides, seconds. */
  clockS: number;
  /** Over how many of its own steps each of its figures is an average: 1 for a difference of counters. */
  averaged: number;
  /** Part of the CPU time's variance that requests and their seconds in flight explain there. */
  explained: number;
}

export type OffsetFailure = 'no overlap' | 'no correlation' | 'several zones';

const ZONE_STEP_S = 900;
const FARTHEST_ZONE_S = 14 * 3600;
/** Clocks of servers are rarely further apart. */
const FARTHEST_CLOCK_S = 60;
const FEWEST_BINS = 20;
const LEAST_EXPLAINED = 0.1;
/** Of log-likelihood: another zone that explains nearly as much makes the zone a guess. */
const CLEARLY_BETTER = 10;

/** Stretches in which a zone is looked for: it shows in the coarse, and there are many zones. */
const STRETCHES_FOR_ZONE = 1_500;

/**
 * Finds the offset between two clocks by how well the log's work explains the CPU time: first the zone, then the clocks,
 * both with two simple measures of work (requests begun, seconds in flight), then closely with the whole regression.
 * @param isZoneKnown the series says its zone: only the clocks' difference is searched
 * @param mayBeAveraged its figures may be averages over more than a step, as Prometheus' rate() and what is drawn from it
 */
export function findOffset(
  intervals: Intervals,
  series: CpuBins,
  isZoneKnown: boolean,
  mayBeAveraged: boolean,
): ClockOffset | OffsetFailure {
  const zone = isZoneKnown ? 0 : findZone(intervals, series);
  if (typeof zone === 'string') return zone;
  const inZone = shiftBins(series, zone);
  const near = searchWindow(
    intervals,
    binsWithin(inZone, firstOf(intervals) - FARTHEST_CLOCK_S, lastOf(intervals) + FARTHEST_CLOCK_S),
  );
  if (near.bins.fromS.length < FEWEST_BINS) return 'no overlap';
  const match = bestClock(cumulativeWork(near.intervals, binLengthS(series) / 4), near.bins);
  if (match === null) return 'no overlap';
  if (match.explained < LEAST_EXPLAINED) return 'no correlation';
  const averaged = mayBeAveraged ? findAveraged(near.intervals, near.bins, match.clockS) : 1;
  return {
    zoneS: zone,
    clockS: refine(near.intervals, near.bins, match.clockS, averaged),
    averaged,
    explained: match.explained,
  };
}

function findZone(intervals: Intervals, series: CpuBins): number | OffsetFailure {
  const spanS = series.toS.at(-1)! - series.fromS[0]!;
  const coarse = mergeBins(series, Math.max(binLengthS(series), spanS / STRETCHES_FOR_ZONE));
  const work = cumulativeWork(intervals, binLengthS(coarse) / 4);
  const found = zonesByNearness().flatMap((zoneS) => {
    const match = bestClock(work, shiftBins(coarse, zoneS));
    return match === null ? [] : [{ zoneS, ...match }];
  });
  if (found.length === 0) return 'no overlap';
  const best = found.reduce((a, b) => (b.gain > a.gain ? b : a));
  if (best.explained < LEAST_EXPLAINED) return 'no correlation';
  const rival = found.some(({ zoneS, gain }) => zoneS !== best.zoneS && gain > best.gain - CLEARLY_BETTER);
  return rival ? 'several zones' : best.zoneS;
}

function zonesByNearness(): number[] {
  const steps = FARTHEST_ZONE_S / ZONE_STEP_S;
  return Array.from({ length: 2 * steps + 1 }, (_, i) => (i % 2 === 0 ? i / 2 : -(i + 1) / 2) * ZONE_STEP_S);
}

/** Requests begun, and request seconds in flight, up to an instant of the log's clock. */
interface CumulativeWork {
  firstS: number;
  lastS: number;
  begun: (t: number) => number;
  inFlightS: (t: number) => number;
}

function cumulativeWork({ startS, endS }: Intervals, stepS: number): CumulativeWork {
  const firstS = startS[0]!;
  const lastS = endS.reduce((last, end) => Math.max(last, end), firstS);
  const steps = Math.max(1, Math.min(1e6, Math.ceil((lastS - firstS) / stepS)));
  const width = (lastS - firstS) / steps || 1;
  const begun = new Float64Array(steps + 2);
  const held = new Float64Array(steps + 2);
  for (let i = 0; i < startS.length; i++) {
    begun[Math.floor((startS[i]! - firstS) / width) + 1]!++;
    // In flight from the middle of one step to that of another: good enough for a first search.
    held[Math.floor((startS[i]! - firstS) / width)]!++;
    held[Math.min(steps, Math.floor((endS[i]! - firstS) / width)) + 1]!--;
  }
  const seconds = new Float64Array(steps + 2);
  let now = 0;
  for (let s = 0; s <= steps; s++) {
    begun[s + 1]! += begun[s]!;
    now += held[s]!;
    seconds[s + 1] = seconds[s]! + now * width;
  }
  const at = (values: Float64Array) => (t: number) => {
    const place = Math.min(steps, Math.max(0, (t - firstS) / width));
    const below = Math.floor(place);
    return values[below]! + (values[below + 1]! - values[below]!) * (place - below);
  };
  return { firstS, lastS, begun: at(begun), inFlightS: at(seconds) };
}

interface Match {
  clockS: number;
  explained: number;
  /** Log-likelihood gained over a constant. */
  gain: number;
}

function bestClock(work: CumulativeWork, series: CpuBins): Match | null {
  const step = Math.max(0.5, binLengthS(series) / 2);
  const steps = Math.ceil(Math.max(FARTHEST_CLOCK_S, 2 * binLengthS(series)) / step);
  let best: Match | null = null;
  for (let i = 0; i <= 2 * steps; i++) {
    // The nearest first, so that a difference which explains no more than a smaller one is not taken.
    const clockS = (i % 2 === 0 ? i / 2 : -(i + 1) / 2) * step;
    const match = explainedBy(work, series, clockS);
    if (match !== null && (best === null || match.gain > best.gain)) best = { clockS, ...match };
  }
  return best;
}

function explainedBy(work: CumulativeWork, series: CpuBins, clockS: number): Omit<Match, 'clockS'> | null {
  const from = lowerBound(series.fromS, work.firstS - clockS);
  const to = lowerBound(series.toS, work.lastS - clockS);
  const n = to - from;
  if (n < FEWEST_BINS) return null;
  // Sums of products of the CPU rate y and both measures a and b, all as rates.
  const sums = { y: 0, a: 0, b: 0, yy: 0, ya: 0, yb: 0, aa: 0, ab: 0, bb: 0 };
  for (let i = from; i < to; i++) {
    const fromS = series.fromS[i]! + clockS;
    const toS = series.toS[i]! + clockS;
    const y = series.cpuS[i]! / (toS - fromS);
    const a = (work.begun(toS) - work.begun(fromS)) / (toS - fromS);
    const b = (work.inFlightS(toS) - work.inFlightS(fromS)) / (toS - fromS);
    sums.y += y;
    sums.a += a;
    sums.b += b;
    sums.yy += y * y;
    sums.ya += y * a;
    sums.yb += y * b;
    sums.aa += a * a;
    sums.ab += a * b;
    sums.bb += b * b;
  }
  const yy = sums.yy - (sums.y * sums.y) / n;
  const ya = sums.ya - (sums.y * sums.a) / n;
  const yb = sums.yb - (sums.y * sums.b) / n;
  const aa = sums.aa - (sums.a * sums.a) / n;
  const ab = sums.ab - (sums.a * sums.b) / n;
  const bb = sums.bb - (sums.b * sums.b) / n;
  const determinant = aa * bb - ab * ab;
  const regression =
    determinant > 1e-9 * aa * bb
      ? (ya * ya * bb - 2 * ya * yb * ab + yb * yb * aa) / determinant
      : (ya * ya) / (aa || 1);
  const explained = yy > 1e-12 ? Math.min(1 - 1e-9, Math.max(0, regression / yy)) : 0;
  return { explained, gain: (-n / 2) * Math.log(1 - explained) };
}

const AVERAGES = [2, 3, 4, 5, 6, 8, 10, 12, 16, 20] as const;
/** An average has to leave so much less unexplained than none. */
const CLEARLY_AVERAGED = 0.85;

// Unnoticed, an average would hide the ups and downs that tell routes apart, and make all of them seem to need little.
function findAveraged(intervals: Intervals, series: CpuBins, clockS: number): number {
  const bins = binsWithin(shiftBins(series, clockS), firstOf(intervals), lastOf(intervals));
  const tried = AVERAGES.filter((width) => width * 3 <= bins.fromS.length).map((width) => ({
    width,
    rms: regress(model(intervals, bins, width).problem, 1).rms,
  }));
  const best = tried.reduce((a, b) => (b.rms < a.rms ? b : a), { width: 1, rms: Number.POSITIVE_INFINITY });
  return best.rms < CLEARLY_AVERAGED * regress(model(intervals, bins).problem, 1).rms ? best.width : 1;
}

/** A difference that explains hardly more than none is none. */
const WORTH = 0.98;

function refine(intervals: Intervals, series: CpuBins, coarseS: number, averaged: number): number {
  const step = binLengthS(series);
  const unexplained = new Map<number, number>();
  const rms = (clockS: number): number => {
    const known = unexplained.get(clockS);
    if (known !== undefined) return known;
    const bins = binsWithin(shiftBins(series, clockS), firstOf(intervals), lastOf(intervals));
    const value =
      bins.fromS.length < FEWEST_BINS
        ? Number.POSITIVE_INFINITY
        : regress(model(intervals, bins, averaged).problem, 1).rms;
    unexplained.set(clockS, value);
    return value;
  };
  let best = coarseS;
  for (const part of [step / 2, step / 4, step / 8]) {
    for (const candidate of [-2, -1, 1, 2].map((k) => best + k * part))
      if (rms(candidate) < rms(best)) best = candidate;
  }
  return rms(0) * WORTH <= rms(best) ? 0 : best;
}

const firstOf = ({ startS }: Intervals): number => startS[0]!;
const lastOf = ({ startS }: Intervals): number => startS.at(-1)!;
