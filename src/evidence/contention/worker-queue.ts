import { busiestStretch, followedBy, type Requests, sampleOf } from './requests.js';
import { LEAST_S, type RouteTimes, type Served, served } from './served.js';

/**
 * When a worker takes each request, first come first served: at its start, or when the last but k - 1 of the earlier ones
 * leaves. One pass with a heap of the k latest departures.
 */
export function serviceStarts(
  { count, startS, endS }: Pick<Requests, 'count' | 'startS' | 'endS'>,
  workers: number,
): Float64Array {
  const begin = new Float64Array(count);
  const heap = new Float64Array(workers);
  let size = 0;
  for (let i = 0; i < count; i++) {
    const end = endS[i]!;
    if (size < workers) {
      begin[i] = startS[i]!;
      siftUp(heap, size++, end);
    } else {
      begin[i] = Math.max(startS[i]!, heap[0]!);
      if (end > heap[0]!) siftDown(heap, end);
    }
  }
  return begin;
}

function siftUp(heap: Float64Array, from: number, value: number): void {
  let at = from;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (heap[above]! <= value) break;
    heap[at] = heap[above]!;
    at = above;
  }
  heap[at] = value;
}

function siftDown(heap: Float64Array, value: number): void {
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && heap[below + 1]! < heap[below]!) below++;
    if (heap[below]! >= value) break;
    heap[at] = heap[below]!;
    at = below;
  }
  heap[at] = value;
}

const SEARCHED_REQUESTS = 100_000;
const MOST_WORKERS = 512;
// A true number leaves hardly a request faster than its route can be (0.5% on the busiest server: ends lag behind).
const MOST_TOO_FAST = 0.01;
const TOO_FAST = 0.7;
const FAST_ROUTE_S = 0.008;
const SHORT_ROUTE_S = 0.0015;
// Where workers are short, taking their queue away leaves each route's times far less spread out.
const SPREAD_LEFT = 0.85;
// Or, where the spread is another queue's, that of the short routes alone: and one worker more leaves much of it.
const SHORT_SPREAD_LEFT = 0.7;
const SHORT_SPREAD_STEP = 1.2;
const FEWEST_ROWS = 8;
const STEP = 1.12;

/** A number of workers, and what its queue would explain. */
interface Candidate {
  workers: number;
  /** Spread of the times within routes, of short routes alone, as fractions of those with no queue taken away. */
  spread: number;
  shortSpread: number;
  tooFast: number;
}

/** What the search finds. */
export interface FoundWorkers {
  /** The number that explains the log; null: nothing shows that requests ever wait for one. */
  workers: number | null;
  /** The likeliest number even where it explains too little; null: none is possible. */
  likeliest: number | null;
}

/** Searches the number of requests that the application works on at a time. */
export function findWorkers(all: Requests): FoundWorkers {
  const requests = searched(all);
  const direct = served(requests, requests.startS);
  const { times } = direct;
  const raw = spreadOf(direct, times);
  const judge = (workers: number): Candidate => {
    const beginS = serviceStarts(requests, workers);
    const left = spreadOf({ ...direct, beginS }, times);
    return {
      workers,
      spread: left.spread / raw.spread,
      shortSpread: Number.isNaN(left.shortSpread) ? left.spread / raw.spread : left.shortSpread / raw.shortSpread,
      tooFast: tooFastShare({ ...direct, beginS }, times),
    };
  };
  const most = Math.min(mostInProgress(requests), MOST_WORKERS);
  const coarse = bestOf(numbersUpTo(most).map(judge));
  if (coarse === undefined) return { workers: null, likeliest: null };
  const near = Math.ceil(coarse.workers / STEP);
  const best = bestOf([coarse, ...range(near, Math.min(most, Math.ceil(coarse.workers * STEP))).map(judge)])!;
  const next = judge(Math.max(best.workers + 1, Math.ceil(best.workers * STEP)));
  const isSharp = best.shortSpread <= SHORT_SPREAD_LEFT && next.shortSpread >= best.shortSpread * SHORT_SPREAD_STEP;
  return { workers: best.spread <= SPREAD_LEFT || isSharp ? best.workers : null, likeliest: best.workers };
}

// Where it is busiest, and all over the log: a number can only be told where some requests wait and some do not.
function searched(all: Requests): Requests {
  if (all.count <= SEARCHED_REQUESTS) return all;
  return followedBy(busiestStretch(all, SEARCHED_REQUESTS / 2), sampleOf(all, SEARCHED_REQUESTS / 2));
}

function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates
    .filter((one) => one.tooFast <= MOST_TOO_FAST && Number.isFinite(unlikeliness(one)))
    .sort((a, b) => unlikeliness(a) - unlikeliness(b))[0];
}

function range(from: number, below: number): number[] {
  return Array.from({ length: Math.max(0, below - from) }, (_, i) => from + i);
}

function unlikeliness({ spread, shortSpread, tooFast }: Candidate): number {
  return spread * shortSpread * (1 + 100 * tooFast);
}

/** Every number up to 16, then steps. */
function numbersUpTo(most: number): number[] {
  const numbers: number[] = [];
  for (let k = 1; k < most; k = k < 16 ? k + 1 : Math.ceil(k * STEP)) numbers.push(k);
  return numbers;
}

function mostInProgress({ count, startS, endS }: Requests): number {
  const ends = endS.slice().sort();
  let ended = 0;
  let most = 0;
  for (let i = 0; i < count; i++) {
    while (ends[ended]! <= startS[i]!) ended++;
    most = Math.max(most, i - ended + 1);
  }
  return most;
}

/** Mean over routes of the standard deviation of the logarithm of the time. */
function spreadOf(
  { endS, beginS, routes, of }: Served,
  times: readonly RouteTimes[],
): { spread: number; shortSpread: number } {
  let sum = 0;
  let n = 0;
  let shortSum = 0;
  let shortN = 0;
  for (let route = 0; route < routes; route++) {
    const members = of(route);
    if (members.length < FEWEST_ROWS) continue;
    let total = 0;
    let squares = 0;
    for (const i of members) {
      const log = Math.log(Math.max(endS[i]! - beginS[i]!, LEAST_S) + LEAST_S);
      total += log;
      squares += log * log;
    }
    const deviation = Math.sqrt(Math.max(0, squares / members.length - (total / members.length) ** 2));
    sum += deviation;
    n++;
    if (times[route]!.p10 > SHORT_ROUTE_S) continue;
    shortSum += deviation;
    shortN++;
  }
  return { spread: sum / n, shortSpread: shortSum / shortN };
}

function tooFastShare({ count, endS, beginS, route }: Served, times: readonly RouteTimes[]): number {
  let compared = 0;
  let tooFast = 0;
  for (let i = 0; i < count; i++) {
    const { p02, p10 } = times[route[i]!]!;
    if (!(p10 >= FAST_ROUTE_S)) continue;
    compared++;
    if (endS[i]! - beginS[i]! < TOO_FAST * p02) tooFast++;
  }
  return compared === 0 ? 0 : tooFast / compared;
}
