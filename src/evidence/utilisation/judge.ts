import type { Scope } from '../../cpu/series.js';
import type { Bound, Confidence } from '../../record/vocabulary.js';
import type { Evidence } from '../../report/types.js';
import { lower, ms, type Verdict } from '../verdict.js';
import type { RouteDemand } from './demands.js';

/** What holds for all routes of a log. */
export interface Quality {
  scope: Scope;
  bins: number;
  /** Of the variance of the CPU time, in bins that had no part in the fit. */
  foretold: number;
  areEndsWholeSeconds: boolean;
  /** Over how many stretches each CPU figure is an average; 1: of its own. */
  averaged: number;
}

// Of the share's 90% interval. An interval that reaches over the middle labels nothing, however good its centre looks.
const CPU = { value: 0.62, low: 0.5, clearLow: 0.62 };
const IO = { value: 0.3, high: 0.42, clearHigh: 0.38 };
const MIXED = { low: 0.2, high: 0.75 };
// The undisturbed time may be too long where the server is never quiet; the 5th percentile of all times is then nearer
// the truth, and a share of it too high to allow `io` or `mixed` speaks against them.
const IO_OF_SHORT = 0.7;
const MIXED_OF_SHORT = 0.9;
const MOST_DOUBT = 1.3;
// What other processes of the host use beside the application, and because of it, goes into its routes' figures;
// averages hide most of what tells routes apart; and where much of the CPU time is not foretold, requests differ too much
// from each other. Then the whole interval has to lie on one side.
const STRICT = { low: 0.62, high: 0.33 };
const SURE_FORETOLD = 0.8;
const SHORT_S = 0.005;

/** Rung R2 for one route: a label with its figures, or why they do not suffice. */
export function judgeDemand(
  demand: RouteDemand,
  quality: Quality,
  nameOf: (route: number) => string,
): Verdict | Evidence {
  const { cpuS, share, undisturbedS, requests } = demand;
  const whose = quality.scope === 'app' ? "the application's" : "the host's";
  const detail = [
    `Over ${quality.bins} stretches of time, ${whose} CPU time goes with ${ms(cpuS.value)} a request (90% interval ${ms(cpuS.low)} to ${ms(cpuS.high)}; ${requests} requests).`,
    `Undisturbed, a request takes ${ms(undisturbedS)}, so ${percent(share.value)} of it is CPU (${percent(share.low)} to ${percent(share.high)}).`,
  ];
  if (quality.scope === 'host')
    detail.push('Other programs on the host are in that figure: give the CPU time of the application alone.');
  if (quality.averaged > 1) {
    detail.push(
      `Its figures are averages over about ${quality.averaged} stretches, which hides much: query the counter itself, or its rate over one step.`,
    );
  }
  const isStrict = quality.scope === 'host' || quality.averaged > 1 || quality.foretold < SURE_FORETOLD;
  const bound = boundOf(demand, isStrict);
  if (bound === null) {
    if (demand.inStepWith.length > 0) {
      detail.push(
        `Its work rises and falls with that of ${demand.inStepWith.map(nameOf).join(', ')}, so the CPU time may be either's.`,
      );
    }
    detail.push('That is too wide to tell: more time or more traffic narrows it.');
    return { rung: 'R2', says: 'refused', detail: detail.join(' ') };
  }
  const confidence = confidenceOf(bound, demand, quality);
  return {
    bound,
    confidence,
    cpuMs: cpuS.value * 1e3,
    cpuShare: Math.min(1, share.value),
    evidence: [{ rung: 'R2', says: bound, detail: detail.join(' ') }],
  };
}

function boundOf(
  { cpuS, share, undisturbedS, shortS, othersComputing }: RouteDemand,
  isStrict: boolean,
): 'cpu' | 'io' | 'mixed' | null {
  // Where others computed even in the quietest moments, the undisturbed time is too long by as much at most: on one core.
  const most = share.high * (1 + othersComputing);
  const isShortToo = cpuS.high <= IO_OF_SHORT * shortS;
  if (isStrict) return share.low >= STRICT.low ? 'cpu' : most <= STRICT.high && isShortToo ? 'io' : null;
  if (share.value >= CPU.value && share.low >= CPU.low) return 'cpu';
  if (share.value <= IO.value && most <= IO.high && isShortToo) return 'io';
  const doubt = Math.min(MOST_DOUBT, Math.max(1, undisturbedS / shortS));
  const isBetween = share.value > IO.value && share.value < CPU.value;
  if (isBetween && share.low >= MIXED.low && most <= MIXED.high && share.high * doubt <= MIXED_OF_SHORT) return 'mixed';
  return null;
}

function confidenceOf(bound: Bound, { share, undisturbedS }: RouteDemand, quality: Quality): Confidence {
  const isClear = (bound === 'cpu' && share.low >= CPU.clearLow) || (bound === 'io' && share.high <= IO.clearHigh);
  const isSure =
    isClear &&
    quality.averaged === 1 &&
    quality.foretold >= SURE_FORETOLD &&
    undisturbedS >= SHORT_S &&
    !quality.areEndsWholeSeconds;
  return lower(quality.scope === 'host' ? 'low' : 'high', isSure ? 'high' : 'medium');
}

function percent(share: number): string {
  return `${Math.min(100, share * 100).toFixed(0)}%`;
}
