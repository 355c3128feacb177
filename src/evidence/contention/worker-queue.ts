import { busiestStretch, type Requests } from './requests.js';
import { LEAST_S, type Served, served } from './served.js';

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
// A true number leaves hardly a request faster than its route can be; ends lag a little behind the departure.
const MOST_TOO_FAST = 0.0035;
const TOO_FAST = 0.7;
const FAST_ROUTE_S = 0.008;
const SHORT_ROUTE_S = 0.0015;
// Where workers are short, taking their queue away leaves each route's times far less spread out.
const SPREAD_LEFT = 0.85;
// Or, where the spread is another queue's, that of the short routes alone: and one worker more leaves much of it.
const SHORT_SPREAD_LEFT = 0.7;
const SHORT_SPREAD_STEP = 1.2;
const FEWEST_ROWS = 8;

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

/** Searches the number of requests that the application works on at a time, where the log is at its busiest. */
export function findWorkers(all: Requests): FoundWorkers {
  const requests = busiestStretch(all, SEARCHED_REQUESTS);
  const direct = served(requests, requests.startS);
  const raw = spreadOf(direct, direct);
  const candidates = numbersUpTo(Math.min(mostInProgress(requests), MOST_WORKERS)).map((workers): Candidate => {
    const beginS = serviceStarts(requests, workers);
    const left = spreadOf({ ...direct, beginS }, direct);
    return {
      workers,
      spread: left.spread / raw.spread,
      shortSpread: Number.isNaN(left.shortSpread) ? left.spread / raw.spread : left.shortSpread / raw.shortSpread,
      tooFast: tooFastShare({ ...direct, beginS }, direct),
    };
  });
  const possible = candidates.filter(({ tooFast }) => tooFast <= MOST_TOO_FAST);
  const [best] = [...possible].sort((a, b) => unlikeliness(a) - unlikeliness(b));
  if (best === undefined || !Number.isFinite(unlikeliness(best))) return { workers: null, likeliest: null };
  const next = candidates[candidates.indexOf(best) + 1];
  const isSharp =
    best.shortSpread <= SHORT_SPREAD_LEFT &&
    next !== undefined &&
    next.shortSpread >= best.shortSpread * SHORT_SPREAD_STEP;
  return { workers: best.spread <= SPREAD_LEFT || isSharp ? best.workers : null, likeliest: best.workers };
}

function unlikeliness({ spread, shortSpread, tooFast }: Candidate): number {
  return spread * shortSpread * (1 + 100 * tooFast);
}

/** Every number up to 16, then steps of an eighth. */
function numbersUpTo(most: number): number[] {
  const numbers: number[] = [];
  for (let k = 1; k < most; k = k < 16 ? k + 1 : Math.ceil(k * 1.12)) numbers.push(k);
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
function spreadOf({ endS, beginS, routes, of }: Served, { times }: Served): { spread: number; shortSpread: number } {
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

function tooFastShare({ count, endS, beginS, route }: Served, { times }: Served): number {
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
