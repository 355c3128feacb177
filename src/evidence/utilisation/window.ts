import { binsWithin, type CpuBins } from './bins.js';
import { type Intervals, lowerBound, sliceIntervals } from './intervals.js';

const MOST_REQUESTS = 150_000;
const MOST_BINS = 1_000;
/** Fewer would find nothing, however many requests they have. */
const FEWEST_BINS = 100;

/**
 * A part of a long log in which to search for what holds for all of it (clock offset, workers): the stretch with the most
 * requests, of about so many requests or bins.
 */
export function searchWindow(intervals: Intervals, bins: CpuBins): { intervals: Intervals; bins: CpuBins } {
  const wanted = Math.ceil(Math.max(intervals.startS.length / MOST_REQUESTS, bins.fromS.length / MOST_BINS));
  const parts = Math.min(wanted, Math.floor(bins.fromS.length / FEWEST_BINS));
  if (parts <= 1) return { intervals, bins };
  const length = Math.floor(bins.fromS.length / parts);
  const stretches = Array.from({ length: parts }, (_, part) => {
    const fromS = bins.fromS[part * length]!;
    const toS = bins.toS[(part + 1) * length - 1]!;
    return { fromS, toS, from: lowerBound(intervals.startS, fromS), to: lowerBound(intervals.startS, toS) };
  });
  const best = stretches.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
  return {
    intervals: sliceIntervals(intervals, best.from, best.to),
    bins: binsWithin(bins, best.fromS, best.toS),
  };
}
