import { type Delays, type Demands, fitDemands, judgeDemands, type Weighting } from './demands.js';
import { blockOf } from './least-squares.js';
import { type Overlaps, overlapsOf } from './overlaps.js';
import { LEAST_S, type Served } from './served.js';
import { type Placing, workTimes } from './work-times.js';

/** Requests of routes whose fastest tenth takes at most this are delayed by others more than they vary: seconds. */
const DELAYED_BASE_S = 0.015;
/** Too short to wait for anything but the CPU. */
export const SHORT_BASE_S = 0.0015;
const MOST_DELAYED = 10_000;
/** Neighbours that are looked at in all. */
export const MOST_NEIGHBOURS = 2_000_000;
const ROUNDS = 4;
const MORE_ROUNDS = 2;

/** CPU by route from the delays of requests that are short enough. @param start to set out from */
export function demandsOf(served: Served, placing: Placing, weighting: Weighting, start?: Float64Array): Demands {
  const rows = delayedRows(served, DELAYED_BASE_S);
  const rounds = start === undefined ? ROUNDS : MORE_ROUNDS;
  return inTurn(served, rows, start === undefined ? 'life' : placing, placing, rounds, weighting, start);
}

/**
 * CPU as short requests alone tell it: these wait for nothing, but there are few of them. While one computes itself no
 * other thread does, which matters beside delays as short as it is.
 */
export function shortDemands(served: Served, placing: Placing, start: Float64Array): Demands {
  const rows = delayedRows(served, SHORT_BASE_S);
  return inTurn(served, rows, placing, placing, MORE_ROUNDS, 'plain', start, placing !== 'end');
}

/** Demands and the times of the work depend on each other, so they are found in turn. */
function inTurn(
  served: Served,
  rows: Int32Array,
  first: Placing,
  placing: Placing,
  rounds: number,
  weighting: Weighting,
  start?: Float64Array,
  isOwnLeftOut = false,
): Demands {
  const delays = delaysOf(served, rows);
  let cpuS = start ?? new Float64Array(served.routes);
  for (let round = 0; ; round++) {
    const overlaps = overlapsOf(served, rows, workTimes(served, round === 0 ? first : placing, cpuS));
    if (isOwnLeftOut) leaveOutOwn(served, rows, overlaps, cpuS);
    const fit = fitDemands(overlaps, delays, served.routes, weighting, round === 0 ? start : cpuS);
    if (round === rounds) return judgeDemands(overlaps, delays, served.routes, fit);
    cpuS = fit.cpuS;
  }
}

function leaveOutOwn(
  { route, times, tookS }: Served,
  rows: Int32Array,
  { offsets, work }: Overlaps,
  cpuS: Float64Array,
): void {
  for (const [row, i] of rows.entries()) {
    const own = Math.min(cpuS[route[i]!]!, times[route[i]!]!.p10, 0.95 * tookS[i]!);
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) work[at] = work[at]! * (1 - own / tookS[i]!);
  }
}

/** Whole requests of routes up to that base, evenly thinned out where there are very many. */
function delayedRows(served: Served, mostBaseS: number): Int32Array {
  const { count, route, times, isWhole } = served;
  const rows: number[] = [];
  for (let i = 0; i < count; i++) if (isWhole[i] && times[route[i]!]!.p10 <= mostBaseS) rows.push(i);
  const of = Int32Array.from(rows);
  return thinned(of, Math.min(MOST_DELAYED, MOST_NEIGHBOURS / neighboursIn(served)(of)));
}

/** At most about so many of them, evenly chosen. */
export function thinned(of: Int32Array, most: number): Int32Array {
  const every = Math.ceil(of.length / most);
  return of.filter((_, at) => at % every === 0);
}

/** Gives how many others requests meet on average: those in progress when they begin, and those that begin meanwhile. */
export function neighboursIn({ count, beginS, endS, tookS }: Served): (rows: Int32Array) => number {
  const span = Math.max(beginS[count - 1]! - beginS[0]!, LEAST_S);
  let seconds = 0;
  for (let i = 0; i < count; i++) seconds += endS[i]! - beginS[i]!;
  return (rows) => {
    let took = 0;
    for (const i of rows) took += tookS[i]! / rows.length;
    return 1 + (seconds + count * took) / span;
  };
}

function delaysOf({ tookS, route, times, count }: Served, rows: Int32Array): Delays {
  return {
    delayS: Float64Array.from(rows, (i) => tookS[i]! - times[route[i]!]!.p10),
    route: Int32Array.from(rows, (i) => route[i]!),
    block: Uint8Array.from(rows, (i) => blockOf(i, count)),
    isShort: Uint8Array.from(rows, (i) => (times[route[i]!]!.p10 <= SHORT_BASE_S ? 1 : 0)),
  };
}
