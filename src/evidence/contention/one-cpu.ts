import { type Delays, type Demands, fitDemands, judgeDemands, type Weighting } from './demands.js';
import { type Estimate, isJudged, type Scale, scaleOf } from './estimate.js';
import { blockOf } from './least-squares.js';
import { overlapsOf, type WorkTimes, workOfOthers } from './overlaps.js';
import { LEAST_S, quantile, type Served } from './served.js';

/** How one CPU is had: by threads in turns under a global interpreter lock, or by an event loop's steps as they come. */
export type Turns = 'turns' | 'loop';

/** What one CPU for all requests would mean for the routes. */
export interface OneCpu {
  turns: Turns;
  estimates: OneCpuEstimate[];
  scale: Scale;
  explained: number;
  explainedShort: number;
}

export interface OneCpuEstimate extends Estimate {
  /** The share by the mean of the time instead of its median: low where rare long waits were taken for work. */
  meanShare: number;
  /** The share as far as only the delays of short requests tell, and its error. */
  shortShare: number;
  shortShareError: number;
}

/** Requests of routes whose fastest tenth takes at most this are delayed by others more than they vary: seconds. */
const DELAYED_BASE_S = 0.015;
/** Too short to wait for anything but the CPU. */
export const SHORT_BASE_S = 0.0015;
const MOST_DELAYED = 12_000;
/** Neighbours that are looked at in all. */
const MOST_NEIGHBOURS = 3_000_000;
const ROUNDS = 4;
const MORE_ROUNDS = 2;
const LEAST_WORK_S = 0.001;
const MOST_SHARE_ROWS = 400;

/** Fits one CPU for all requests, taken in the way that better explains the delays of the short ones. */
export function fitOneCpu(served: Served): OneCpu {
  const rows = delayedRows(served, DELAYED_BASE_S);
  const [turns, plain] = (['turns', 'loop'] as const)
    .map((way): [Turns, Demands] => [way, demandsOf(served, rows, way, 'plain')])
    .sort(([, a], [, b]) => (b.explainedShort || -1) - (a.explainedShort || -1))[0]!;
  const fitted = demandsOf(served, rows, turns, 'fitted', plain.cpuS);
  const shortOnly = demandsOf(served, delayedRows(served, SHORT_BASE_S), turns, 'plain', plain.cpuS);

  const shares = [plain, fitted].map(({ cpuS }) => sharesOf(served, turns, cpuS));
  const ofShort = sharesOf(served, turns, shortOnly.cpuS);
  const estimates = served.times.map((_, route): OneCpuEstimate => {
    const base = baseOf(served, route);
    const medians = shares.map(({ median }) => median[route]!);
    const errorS = Math.max(plain.errorS[route]!, fitted.errorS[route]!);
    return {
      cpuS: (plain.cpuS[route]! + fitted.cpuS[route]!) / 2,
      cpuErrorS: Math.hypot(errorS, (plain.cpuS[route]! - fitted.cpuS[route]!) / 2),
      share: (medians[0]! + medians[1]!) / 2,
      shareError: Math.hypot(errorS / base, (medians[0]! - medians[1]!) / 2),
      meanShare: Math.max(...shares.map(({ mean }) => mean[route]!)),
      shortShare: ofShort.median[route]!,
      shortShareError: shortOnly.errorS[route]! / base,
    };
  });
  const ofBase = estimates.map(({ cpuS, cpuErrorS }, route) => ({
    value: cpuS / baseOf(served, route),
    error: cpuErrorS / baseOf(served, route),
  }));
  return {
    turns,
    estimates,
    scale: scaleOf(served, ofBase),
    explained: plain.explained,
    explainedShort: plain.explainedShort,
  };
}

/** How much of the delays of short requests one CPU explains, of requests whose begin is taken to be another. */
export function explainedShortAt(served: Served, turns: Turns): number {
  return demandsOf(served, delayedRows(served, DELAYED_BASE_S), turns, 'plain').explainedShort;
}

function baseOf({ times }: Served, route: number): number {
  const { p10 } = times[route]!;
  return p10 > LEAST_S ? p10 : LEAST_S;
}

/** Whole requests of routes up to that base, evenly thinned out where there are very many. */
function delayedRows(served: Served, mostBaseS: number): Int32Array {
  const { count, route, times, isWhole } = served;
  const rows: number[] = [];
  for (let i = 0; i < count; i++) if (isWhole[i] && times[route[i]!]!.p10 <= mostBaseS) rows.push(i);
  const of = Int32Array.from(rows);
  return thinned(of, Math.min(MOST_DELAYED, MOST_NEIGHBOURS / neighboursIn(served)(of)));
}

/** Gives how many others requests meet on average: those in progress when they begin, and those that begin meanwhile. */
function neighboursIn({ count, beginS, endS, tookS }: Served): (rows: Int32Array) => number {
  const span = Math.max(beginS[count - 1]! - beginS[0]!, LEAST_S);
  let seconds = 0;
  for (let i = 0; i < count; i++) seconds += endS[i]! - beginS[i]!;
  return (rows) => {
    let took = 0;
    for (const i of rows) took += tookS[i]! / rows.length;
    return 1 + (seconds + count * took) / span;
  };
}

/** Demands and the times of the work depend on each other, so they are found in turn. @param start to set out from */
function demandsOf(
  served: Served,
  rows: Int32Array,
  turns: Turns,
  weighting: Weighting,
  start?: Float64Array,
): Demands {
  const { routes, beginS } = served;
  const delays = delaysOf(served, rows);
  const times =
    start === undefined ? { fromS: beginS, toS: workEnds(served, beginS) } : workTimes(served, turns, start);
  let overlaps = overlapsOf(served, rows, times);
  let fit = fitDemands(overlaps, delays, routes, weighting, start);
  for (let round = start === undefined ? ROUNDS : MORE_ROUNDS; round > 0; round--) {
    overlaps = overlapsOf(served, rows, workTimes(served, turns, fit.cpuS));
    fit = fitDemands(overlaps, delays, routes, weighting, fit.cpuS);
  }
  return judgeDemands(overlaps, delays, routes, fit);
}

function delaysOf(served: Served, rows: Int32Array): Delays {
  const { tookS, route, times, count } = served;
  return {
    delayS: Float64Array.from(rows, (i) => tookS[i]! - times[route[i]!]!.p10),
    route: Int32Array.from(rows, (i) => route[i]!),
    block: Uint8Array.from(rows, (i) => blockOf(i, count)),
    isShort: Uint8Array.from(rows, (i) => (times[route[i]!]!.p10 <= SHORT_BASE_S ? 1 : 0)),
  };
}

/** Work is done after the waiting: on a loop in one piece at the end, in turns spread over all the time that is left. */
function workTimes(served: Served, turns: Turns, cpuS: Float64Array): WorkTimes {
  const { beginS, endS, tookS, route, times } = served;
  const fromS = beginS.map((begin, i) => {
    const work = Math.max(cpuS[route[i]!]!, LEAST_WORK_S);
    if (turns === 'loop') return Math.max(begin, endS[i]! - work);
    const waits = Math.max(0, times[route[i]!]!.p10 - cpuS[route[i]!]!);
    return Math.min(begin + (waits || 0), endS[i]! - Math.min(tookS[i]!, work));
  });
  return { fromS, toS: workEnds(served, fromS) };
}

function workEnds({ endS }: Served, fromS: Float64Array): Float64Array {
  return endS.map((end, i) => Math.max(end, fromS[i]! + LEAST_WORK_S));
}

/**
 * A request that computes for D while others take a fraction f of the CPU is through in D / (1 - f); what is left of its
 * time it waited, for whatever it was.
 */
function sharesOf(served: Served, turns: Turns, cpuS: Float64Array): { median: Float64Array; mean: Float64Array } {
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
  const overlaps = overlapsOf(served, rows, workTimes(served, turns, cpuS));
  const rowOf = new Map(Array.from(rows, (i, row) => [i, row]));
  for (const [at, route] of judged.entries()) {
    const cpu = cpuS[route]!;
    let took = 0;
    let others = 0;
    const waits = Float64Array.from(chosen[at]!, (i) => {
      const other = workOfOthers(overlaps, rowOf.get(i)!, cpuS);
      took += tookS[i]!;
      others += other;
      return tookS[i]! - cpu / Math.max(0.05, 1 - other / tookS[i]!);
    }).sort();
    const meanWait = took / waits.length - cpu / Math.max(0.05, 1 - others / took);
    median[route] = besideWait(cpu, quantile(waits, 0.5));
    mean[route] = besideWait(cpu, meanWait);
  }
  return { median, mean };
}

function besideWait(cpuS: number, waitS: number): number {
  return cpuS > 0 ? cpuS / (cpuS + Math.max(0, waitS)) : 0;
}

function thinned(of: Int32Array, most: number): Int32Array {
  const every = Math.ceil(of.length / most);
  return of.filter((_, at) => at % every === 0);
}
