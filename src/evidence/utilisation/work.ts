import type { CpuBins } from './bins.js';
import { type Intervals, lowerBound } from './intervals.js';

/** Work of each column in each bin: `values[bin * columns + column]`. */
export interface WorkMatrix {
  values: Float64Array;
  columns: number;
}

/** The mean work of `width` bins around each; fewer at the ends. */
export function averageOver(width: number, { values, columns }: WorkMatrix): WorkMatrix {
  if (width === 1) return { values, columns };
  const bins = values.length / columns;
  const averages = new Float64Array(values.length);
  for (let column = 0; column < columns; column++) {
    const upto = new Float64Array(bins + 1);
    for (let bin = 0; bin < bins; bin++) upto[bin + 1] = upto[bin]! + values[bin * columns + column]!;
    // Linear between bins, for an even width reaches half a bin further on both sides.
    const at = (place: number): number => {
      const below = Math.min(bins, Math.max(0, Math.floor(place)));
      return upto[below]! + (upto[Math.min(bins, below + 1)]! - upto[below]!) * Math.min(1, Math.max(0, place - below));
    };
    for (let bin = 0; bin < bins; bin++) {
      const [from, to] = [Math.max(0, bin + 0.5 - width / 2), Math.min(bins, bin + 0.5 + width / 2)];
      averages[bin * columns + column] = (at(to) - at(from)) / (to - from);
    }
  }
  return { values: averages, columns };
}

/** A request is never shorter than this: an instant has no length to spread work over. */
const SHORTEST_S = 1e-4;

/**
 * How much of its work each column had done in each bin: a request of route r does `weight[r]` in all, evenly over its
 * life. O(requests + bins × columns): a long request costs no more than a short one.
 * @param columnOf the column that a route counts in; -1: none
 */
export function workPerBin(
  { startS, endS, route }: Intervals,
  { fromS, toS }: CpuBins,
  { columnOf, weight, columns }: { columnOf: Int32Array; weight: Float64Array; columns: number },
): WorkMatrix {
  const bins = fromS.length;
  const values = new Float64Array(bins * columns);
  // Change of the work per second from a bin on, for the bins that lie wholly inside a request.
  const changes = new Float64Array((bins + 1) * columns);
  // Starts ascend, so the first bin that a request reaches does too.
  let first = 0;
  for (let i = 0; i < startS.length; i++) {
    const column = columnOf[route[i]!]!;
    const end = endS[i]!;
    const start = Math.min(startS[i]!, end - SHORTEST_S);
    while (first > 0 && toS[first - 1]! > start) first--;
    while (first < bins && toS[first]! <= start) first++;
    if (column < 0 || first === bins) continue;
    const rate = weight[route[i]!]! / (end - start);
    const overlap = Math.min(end, toS[first]!) - Math.max(start, fromS[first]!);
    if (overlap > 0) values[first * columns + column]! += rate * overlap;
    if (end <= toS[first]!) continue;
    const last = lowerBound(fromS, end) - 1;
    if (last === first) continue;
    values[last * columns + column]! += rate * (Math.min(end, toS[last]!) - fromS[last]!);
    changes[(first + 1) * columns + column]! += rate;
    changes[last * columns + column]! -= rate;
  }
  for (let column = 0; column < columns; column++) {
    let rate = 0;
    for (let bin = 0; bin < bins; bin++) {
      rate += changes[bin * columns + column]!;
      values[bin * columns + column]! += rate * (toS[bin]! - fromS[bin]!);
    }
  }
  return { values, columns };
}
