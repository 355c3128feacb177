import { binLengthS, binsWithin, type CpuBins, shiftBins } from './bins.js';
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

/**
 * Finds the offset between two clocks by how well the log's work explains the CPU time: first over all zones with two
 * simple measures of work (requests begun, seconds in flight), then closely with the whole regression.
 * @param isZoneKnown the series says its zone: only the clocks' difference is searched
 */
export function findOffset(intervals: Intervals, series: CpuBins, isZoneKnown: boolean): ClockOffset | OffsetFailure {
  const work = cumulativeWork(intervals, binLengthS(series) / 4);
  const zones = isZoneKnown ? [0] : zonesByNearness();
  const found = zones.flatMap((zoneS) => bestClock(work, series, zoneS) ?? []);
  if (found.length === 0) return 'no overlap';
  const best = found.reduce((a, b) => (b.gain > a.gain ? b : a));
  if (best.explained < LEAST_EXPLAINED) return 'no correlation';
  const rival = found.some(({ zoneS, gain }) => zoneS !== best.zoneS && gain > best.gain - CLEARLY_BETTER);
  if (rival) return 'several zones';
  const { zoneS, explained } = best;
  return { zoneS, clockS: refine(intervals, shiftBins(series, zoneS), best.clockS), explained };
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
  zoneS: number;
  clockS: number;
  explained: number;
  /** Log-likelihood gained over a constant. */
  gain: number;
}

function bestClock(work: CumulativeWork, series: CpuBins, zoneS: number): Match | null {
  const step = Math.max(0.5, binLengthS(series) / 2);
  const steps = Math.ceil(Math.max(FARTHEST_CLOCK_S, 2 * binLengthS(series)) / step);
  let best: Match | null = null;
  for (let i = -steps; i <= steps; i++) {
    const clockS = i * step;
    const match = explainedBy(work, shiftBins(series, zoneS + clockS));
    if (match !== null && (best === null || match.gain > best.gain)) best = { zoneS, clockS, ...match };
  }
  return best;
}

function explainedBy(work: CumulativeWork, shifted: CpuBins): { explained: number; gain: number } | null {
  const from = lowerBound(shifted.fromS, work.firstS);
  const to = lowerBound(shifted.toS, work.lastS);
  const n = to - from;
  if (n < FEWEST_BINS) return null;
  // Least squares of the CPU rate on both measures, through sums of products of what is centred.
  const rows = Array.from({ length: n }, (_, k) => {
    const [a, b] = [shifted.fromS[from + k]!, shifted.toS[from + k]!];
    return [shifted.cpuS[from + k]!, work.begun(b) - work.begun(a), work.inFlightS(b) - work.inFlightS(a)].map(
      (value) => value / (b - a),
    ) as [number, number, number];
  });
  const means = [0, 1, 2].map((j) => rows.reduce((sum, row) => sum + row[j]!, 0) / n);
  const product = (i: number, j: number): number =>
    rows.reduce((sum, row) => sum + (row[i]! - means[i]!) * (row[j]! - means[j]!), 0);
  const [yy, ya, yb, aa, ab, bb] = [
    product(0, 0),
    product(0, 1),
    product(0, 2),
    product(1, 1),
    product(1, 2),
    product(2, 2),
  ];
  const determinant = aa * bb - ab * ab;
  const regression =
    determinant > 1e-9 * aa * bb
      ? (ya * ya * bb - 2 * ya * yb * ab + yb * yb * aa) / determinant
      : (ya * ya) / (aa || 1);
  const explained = yy > 0 ? Math.min(1 - 1e-9, Math.max(0, regression / yy)) : 0;
  return { explained, gain: (-n / 2) * Math.log(1 - explained) };
}

/** A difference that explains hardly more than none is none. */
const WORTH = 0.98;

function refine(intervals: Intervals, series: CpuBins, coarseS: number): number {
  const bin = binLengthS(series);
  const unexplained = new Map<number, number>();
  const window = searchWindow(intervals, shiftBins(series, coarseS));
  const unshifted = shiftBins(window.bins, -coarseS);
  const rms = (clockS: number): number => {
    const known = unexplained.get(clockS);
    if (known !== undefined) return known;
    const bins = binsWithin(shiftBins(unshifted, clockS), window.intervals.startS[0]!, window.intervals.startS.at(-1)!);
    const value =
      bins.fromS.length < FEWEST_BINS ? Number.POSITIVE_INFINITY : regress(model(window.intervals, bins).problem).rms;
    unexplained.set(clockS, value);
    return value;
  };
  let best = coarseS;
  for (const step of [bin / 2, bin / 4, bin / 8]) {
    for (const candidate of [-2, -1, 1, 2].map((k) => best + k * step))
      if (rms(candidate) < rms(best)) best = candidate;
  }
  return rms(0) * WORTH <= rms(best) ? 0 : best;
}
