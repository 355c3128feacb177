import type { LineFields } from './lines.js';
import type { Random } from './random.js';

/** What a route's requests need: CPU that hardly varies, and a lognormal wait of that median. */
export interface Demand {
  path: string;
  cpuMs: number;
  waitMs: number;
}

/** One request as the server saw it, seconds. */
export interface Served {
  path: string;
  arrival: number;
  end: number;
  /** What the application reports: its clock at the end minus its clock at the start. */
  cpu: number;
}

interface Request {
  path: string;
  arrival: number;
  cpu: number;
  wait: number;
}

const WAIT_SIGMA = 0.4;

/** Requests a second, at a second of the run. */
export type Rate = (at: number) => number;

export const steady =
  (rate: number): Rate =>
  () =>
    rate;

/** Traffic as it comes: two seconds of peak in ten. */
export const swinging =
  (low: number, peak: number): Rate =>
  (at) =>
    at % 10 >= 4 && at % 10 < 6 ? peak : low;

/** Poisson arrivals, the routes in random order. */
export function arrivals(demands: readonly Demand[], rate: Rate, perRoute: number, random: Random): Request[] {
  const mix = random.shuffled(demands.flatMap((demand) => Array<Demand>(perRoute).fill(demand)));
  let arrival = 0;
  return mix.map(({ path, cpuMs, waitMs }) => {
    arrival += random.exponential(1 / rate(arrival));
    const wait = waitMs === 0 ? 0 : random.lognormal(waitMs / 1e3, WAIT_SIGMA);
    return { path, arrival, cpu: (cpuMs / 1e3) * random.lognormal(1, 0.05), wait };
  });
}

/**
 * Synchronous workers: first come first served, each waits and then computes, and those that compute at one time share
 * the cores. Each reports its own CPU time.
 */
export function serveWithWorkers(requests: readonly Request[], workers: number, cores: number): Served[] {
  const served: Served[] = [];
  const queue: Request[] = [];
  const waiting: { request: Request; until: number }[] = [];
  const computing: { request: Request; left: number }[] = [];
  let now = 0;
  let next = 0;
  while (served.length < requests.length) {
    const speed = Math.min(1, cores / Math.max(1, computing.length));
    const until = Math.min(
      requests[next]?.arrival ?? Number.POSITIVE_INFINITY,
      ...waiting.map((job) => job.until),
      ...computing.map((job) => now + job.left / speed),
    );
    for (const job of computing) job.left -= (until - now) * speed;
    now = until;
    if (requests[next]?.arrival === now) queue.push(requests[next++]!);
    for (const { request } of remove(waiting, (job) => job.until <= now))
      computing.push({ request, left: request.cpu });
    for (const { request } of remove(computing, (job) => job.left <= 1e-9)) {
      served.push({ path: request.path, arrival: request.arrival, end: now, cpu: request.cpu });
    }
    while (queue.length > 0 && waiting.length + computing.length < workers) {
      const request = queue.shift()!;
      waiting.push({ request, until: now + request.wait });
    }
  }
  return served;
}

/**
 * One event loop: half of a request's CPU before its wait and half after it, one piece at a time. The thread's clock
 * runs on while others compute, so each request also reports what ran while it waited.
 */
export function serveWithEventLoop(requests: readonly Request[]): Served[] {
  interface Piece {
    request: Request;
    readyAt: number;
    clockAtStart: number | null;
  }
  const pieces: Piece[] = requests.map((request) => ({ request, readyAt: request.arrival, clockAtStart: null }));
  const served: Served[] = [];
  let now = 0;
  let clock = 0;
  while (pieces.length > 0) {
    const piece = pieces.reduce((first, other) => (other.readyAt < first.readyAt ? other : first));
    const { request } = piece;
    now = Math.max(now, piece.readyAt);
    const before = clock;
    now += request.cpu / 2;
    clock += request.cpu / 2;
    if (piece.clockAtStart === null) {
      piece.clockAtStart = before;
      piece.readyAt = now + request.wait;
    } else {
      pieces.splice(pieces.indexOf(piece), 1);
      served.push({ path: request.path, arrival: request.arrival, end: now, cpu: clock - piece.clockAtStart });
    }
  }
  return served;
}

/** As nginx logs it: times in milliseconds, and the CPU time in microseconds from the application's header. */
export function linesOf(served: readonly Served[]): Partial<LineFields>[] {
  return served.map(({ path, arrival, end, cpu }) => {
    const upstreamS = (end - arrival).toFixed(3);
    return {
      at: end,
      request: `GET ${path} HTTP/1.1`,
      requestS: upstreamS,
      upstreamS,
      cpuS: cpu.toFixed(6),
      bytes: 300,
    };
  });
}

function remove<T>(items: T[], test: (item: T) => boolean): T[] {
  const removed = items.filter(test);
  for (const item of removed) items.splice(items.indexOf(item), 1);
  return removed;
}
