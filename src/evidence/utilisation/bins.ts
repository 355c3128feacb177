/** CPU seconds used in stretches of time that follow one another, maybe with gaps. Seconds of any one clock, ascending. */
export interface CpuBins {
  fromS: Float64Array;
  toS: Float64Array;
  /** CPU seconds used between the two. */
  cpuS: Float64Array;
}

/** Two ends of neighbouring bins are one instant where they are closer than this part of a bin. */
const SAME = 0.01;

/** The median length of the bins, seconds. */
export function binLengthS({ fromS, toS }: CpuBins): number {
  const lengths = toS.map((to, i) => to - fromS[i]!).sort();
  return lengths[lengths.length >> 1]!;
}

/** Neighbours put together until a bin is at least so long; a bin never spans a gap, and a short rest before it is left out. */
export function mergeBins({ fromS, toS, cpuS }: CpuBins, leastS: number): CpuBins {
  const merged: [from: number, to: number, cpu: number][] = [];
  let open: [from: number, to: number, cpu: number] | null = null;
  for (let i = 0; i < fromS.length; i++) {
    const length = toS[i]! - fromS[i]!;
    if (open === null || fromS[i]! - open[1] > SAME * length) open = [fromS[i]!, toS[i]!, cpuS[i]!];
    else {
      open[1] = toS[i]!;
      open[2] += cpuS[i]!;
    }
    if (open[1] - open[0] >= leastS * (1 - SAME)) {
      merged.push(open);
      open = null;
    }
  }
  return fromRows(merged);
}

/** The bins that lie between two instants. */
export function binsWithin({ fromS, toS, cpuS }: CpuBins, firstS: number, lastS: number): CpuBins {
  const inside = (_: number, i: number): boolean => fromS[i]! >= firstS && toS[i]! <= lastS;
  return { fromS: fromS.filter(inside), toS: toS.filter(inside), cpuS: cpuS.filter(inside) };
}

/** The same bins by a clock that is ahead by so many seconds. */
export function shiftBins({ fromS, toS, cpuS }: CpuBins, byS: number): CpuBins {
  return { fromS: fromS.map((t) => t + byS), toS: toS.map((t) => t + byS), cpuS };
}

/**
 * What several series used together: where they overlap they are added (the containers of one application), where they
 * follow one another they are joined (one day's file after another's). The longest bins give the grid.
 */
export function addSeries(series: readonly CpuBins[]): CpuBins {
  const tracks: CpuBins[] = [];
  for (const bins of [...series].sort((a, b) => a.fromS[0]! - b.fromS[0]!)) {
    const before = tracks.findIndex(({ toS }) => toS.at(-1)! <= bins.fromS[0]! + binLengthS(bins) / 2);
    if (before < 0) tracks.push(bins);
    else tracks[before] = joined(tracks[before]!, bins);
  }
  const [grid, ...others] = tracks.sort((a, b) => binLengthS(b) - binLengthS(a));
  return others.reduce(added, grid!);
}

function joined(a: CpuBins, b: CpuBins): CpuBins {
  const both = (x: Float64Array, y: Float64Array): Float64Array => Float64Array.from([...x, ...y]);
  return { fromS: both(a.fromS, b.fromS), toS: both(a.toS, b.toS), cpuS: both(a.cpuS, b.cpuS) };
}

// Within a bin the use is taken as even; a bin that the other series does not cover wholly is left out.
function added(grid: CpuBins, other: CpuBins): CpuBins {
  const rows: [from: number, to: number, cpu: number][] = [];
  let j = 0;
  for (let i = 0; i < grid.fromS.length; i++) {
    const [from, to] = [grid.fromS[i]!, grid.toS[i]!];
    while (j < other.toS.length && other.toS[j]! <= from) j++;
    let covered = 0;
    let cpu = grid.cpuS[i]!;
    for (let k = j; k < other.fromS.length && other.fromS[k]! < to; k++) {
      const overlap = Math.min(to, other.toS[k]!) - Math.max(from, other.fromS[k]!);
      covered += overlap;
      cpu += (other.cpuS[k]! * overlap) / (other.toS[k]! - other.fromS[k]!);
    }
    if (covered >= (to - from) * (1 - SAME)) rows.push([from, to, cpu]);
  }
  return fromRows(rows);
}

function fromRows(rows: readonly (readonly [from: number, to: number, cpu: number])[]): CpuBins {
  return {
    fromS: Float64Array.from(rows, ([from]) => from),
    toS: Float64Array.from(rows, ([, to]) => to),
    cpuS: Float64Array.from(rows, ([, , cpu]) => cpu),
  };
}
