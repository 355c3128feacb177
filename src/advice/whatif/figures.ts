import { quantile } from '../../evidence/contention/served.js';
import { busyWorkers, PEAK_S, peakRate, workersNeeded } from '../workers-needed.js';
import type { Arrivals } from './traffic.js';
import type { Figures, Percentiles, RouteFigures } from './types.js';

/** What became of requests, measured or simulated. Arrays have an entry a request, in the order in which they came. */
export interface Outcome extends Arrivals {
  route: Int32Array;
  isChosen: Uint8Array;
  /** 0: it does not reach the application. */
  isAtApp: Uint8Array;
  /** Seconds that it waits for a worker, that it has one, and that it computes. */
  queuedS: Float64Array;
  heldS: Float64Array;
  cpuS: Float64Array | null;
  /** Seconds until the client has the answer. */
  requestS: Float64Array;
}

/** The whole of it. @param workers requests worked on at a time @param cores that the application gets */
export function figuresOf(outcome: Outcome, workers: number, cores: number): Figures {
  const { arriveS, isAtApp, isChosen, queuedS, heldS, cpuS, requestS } = outcome;
  const requests = arriveS.length;
  let appRequests = 0;
  let queued = 0;
  let held = 0;
  let cpu = 0;
  for (let i = 0; i < requests; i++) {
    if (isAtApp[i] === 0) continue;
    appRequests++;
    queued += queuedS[i]!;
    held += heldS[i]!;
    if (cpuS !== null) cpu += cpuS[i]!;
  }
  const spanS = Math.max(1e-3, (arriveS.at(-1) ?? 0) - (arriveS[0] ?? 0));
  // The peak of all that come, also of those that are offloaded: what is left of the work is spread over them.
  const rate = peakRate(requests, spanS, mostInSlice(arriveS));
  return {
    requests,
    appRequests,
    appSeconds: queued + held,
    queuedSeconds: queued,
    cpuSeconds: cpuS === null ? null : cpu,
    workerUtilisation: held / (spanS * workers),
    coreUtilisation: cpuS === null ? null : cpu / (spanS * cores),
    workersNeeded: workersNeeded(busyWorkers(rate, held / requests)),
    requestTime: percentiles(requestS.filter((_, i) => isChosen[i] === 1)),
  };
}

function mostInSlice(arriveS: Float64Array): number {
  let most = 0;
  let count = 0;
  let slice = -1;
  for (let i = 0; i < arriveS.length; i++) {
    const own = Math.floor(arriveS[i]! / PEAK_S);
    count = own === slice ? count + 1 : 1;
    slice = own;
    if (count > most) most = count;
  }
  return most;
}

/** By the numbers of routes, of the requests that the filters leave. */
export function figuresByRoute(outcome: Outcome, routes: number): RouteFigures[] {
  const { route, isChosen, isAtApp, queuedS, heldS, requestS } = outcome;
  const members: number[][] = Array.from({ length: routes }, () => []);
  for (let i = 0; i < route.length; i++) if (isChosen[i] === 1) members[route[i]!]!.push(i);
  return members.map((of) => {
    const atApp = of.filter((i) => isAtApp[i] === 1);
    const sum = (values: Float64Array): number => atApp.reduce((total, i) => total + values[i]!, 0);
    const queuedSeconds = sum(queuedS);
    return {
      requests: of.length,
      appRequests: atApp.length,
      appSeconds: queuedSeconds + sum(heldS),
      queuedSeconds,
      requestTime: percentiles(Float64Array.from(of, (i) => requestS[i]!)),
    };
  });
}

function percentiles(values: Float64Array): Percentiles | null {
  if (values.length === 0) return null;
  const sorted = values.sort();
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99) };
}
