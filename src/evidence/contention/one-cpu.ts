import { demandsOf, MOST_NEIGHBOURS, neighboursIn, shortDemands, thinned } from './delayed.js';
import type { Demands } from './demands.js';
import { baseOf, type Estimate, isJudged, type Scale, scaleOf } from './estimate.js';
import { overlapsOf, workOfOthers } from './overlaps.js';
import { quantile, type Served } from './served.js';
import { type Placing, workTimes } from './work-times.js';

/** How one CPU is had: by threads in turns under a global interpreter lock, or by an event loop's steps as they come. */
export type Turns = 'turns' | 'loop';

/** What one CPU for all requests would mean for the routes. */
export interface OneCpu {
  turns: Turns;
  estimates: OneCpuEstimate[];
  /** Of every way to fit it. */
  scales: Scale[];
  /** Of the delays that were not fitted, and of those of short requests: by the way that explains the least. */
  explained: number;
  explainedShort: number;
  /** The latter by the other way to have the CPU. */
  explainedByRival: number;
}

export interface OneCpuEstimate extends Estimate {
  /** The share by the mean of the time instead of its median: low where rare long waits were taken for work. */
  meanShare: number;
  /** The share as far as only the delays of short requests tell, and its error. */
  shortShare: number;
  shortShareError: number;
}

const PLACINGS: Record<Turns, readonly Placing[]> = { turns: ['rest', 'life'], loop: ['end'] };
const MOST_SHARE_ROWS = 400;
const MOST_OF_CPU = 0.95;

/** Fits one CPU for all requests, taken in the way that better explains the delays of the short ones. */
export function fitOneCpu(served: Served): OneCpu {
  const [[turns, plain], [, rival]] = (['turns', 'loop'] as const)
    .map((way): [Turns, Demands] => [way, demandsOf(served, PLACINGS[way][0]!, 'plain')])
    .sort(([, a], [, b]) => (b.explainedShort || -1) - (a.explainedShort || -1)) as [
    [Turns, Demands],
    [Turns, Demands],
  ];
  const [main, ...others] = PLACINGS[turns];
  const elsewhere = others.map((placing) => ({ placing, demands: demandsOf(served, placing, 'plain', plain.cpuS) }));
  const fits = [
    { placing: main!, demands: plain },
    { placing: main!, demands: demandsOf(served, main!, 'fitted', plain.cpuS) },
    ...elsewhere,
  ].map(({ placing, demands }) => ({ demands, shares: sharesOf(served, placing, demands.cpuS) }));
  const short = shortDemands(served, main!, plain.cpuS);
  const shortShares = sharesOf(served, main!, short.cpuS);
  const plainFits = [plain, ...elsewhere.map(({ demands }) => demands)];
  return {
    turns,
    estimates: served.times.map((_, route) => {
      const base = baseOf(served, route);
      const cpu = middle(fits.map(({ demands }) => demands.cpuS[route]!));
      const share = middle(fits.map(({ shares }) => shares.median[route]!));
      const errorS = Math.max(...fits.map(({ demands }) => demands.errorS[route]!));
      return {
        cpuS: cpu.value,
        cpuErrorS: Math.hypot(errorS, cpu.half),
        share: share.value,
        shareError: Math.hypot(errorS / base, share.half),
        meanShare: Math.max(...fits.map(({ shares }) => shares.mean[route]!)),
        shortShare: shortShares.median[route]!,
        shortShareError: short.errorS[route]! / base,
      };
    }),
    scales: plainFits.map((demands) =>
      scaleOf(
        served,
        Array.from(demands.cpuS, (cpuS, route) => ({
          value: cpuS / baseOf(served, route),
          error: demands.errorS[route]! / baseOf(served, route),
        })),
      ),
    ),
    explainedByRival: rival.explainedShort,
    explained: Math.min(...plainFits.map(({ explained }) => explained)),
    explainedShort: Math.min(...plainFits.map(({ explainedShort }) => explainedShort)),
  };
}

/** How much of the delays of short requests one CPU explains, of requests whose begin is taken to be another. */
export function explainedShortAt(served: Served, turns: Turns): number {
  return demandsOf(served, PLACINGS[turns][0]!, 'plain').explainedShort;
}

function middle(values: readonly number[]): { value: number; half: number } {
  const least = Math.min(...values);
  const most = Math.max(...values);
  return { value: (least + most) / 2, half: (most - least) / 2 };
}

/**
 * A request that computes for D while others take a fraction f of the CPU is through in D / (1 - f); what is left of its
 * time it waited, for whatever it was.
 */
function sharesOf(served: Served, placing: Placing, cpuS: Float64Array): { median: Float64Array; mean: Float64Array } {
  const { routes, tookS } = served;
  const median = new Float64Array(routes);
  const mean = new Float64Array(routes);
  const judged = [...Array(routes).keys()].filter((route) => isJudged(served, route));
  const neighbours = neighboursIn(served);
  const chosen = judged.map((route) => {
    const of = served.of(route);
    return thinned(of, Math.min(MOST_SHARE_ROWS, (2 * MOST_NEIGHBOURS) / judged.length / neighbours(of)));
  });
  const rows = Int32Array.from(chosen.flatMap((of) => [...of])).sort();
  const overlaps = overlapsOf(served, rows, workTimes(served, placing, cpuS));
  const rowOf = new Map(Array.from(rows, (i, row) => [i, row]));
  const waitBeside = (took: number, cpu: number, others: number): number =>
    took - cpu / (1 - Math.min(MOST_OF_CPU, others / took));
  for (const [at, route] of judged.entries()) {
    const cpu = cpuS[route]!;
    let took = 0;
    let others = 0;
    const waits = Float64Array.from(chosen[at]!, (i) => {
      const other = workOfOthers(overlaps, rowOf.get(i)!, cpuS);
      took += tookS[i]!;
      others += other;
      return waitBeside(tookS[i]!, cpu, other);
    }).sort();
    median[route] = besideWait(cpu, quantile(waits, 0.5));
    mean[route] = besideWait(cpu, waitBeside(took / waits.length, cpu, others / waits.length));
  }
  return { median, mean };
}

function besideWait(cpuS: number, waitS: number): number {
  return cpuS > 0 ? cpuS / (cpuS + Math.max(0, waitS)) : 0;
}
