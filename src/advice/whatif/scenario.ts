import { serviceStarts } from '../../evidence/contention/worker-queue.js';
import { replayCache } from '../replay/cache.js';
import type { Demands } from './demands.js';
import type { Outcome } from './figures.js';
import type { AppRequests } from './requests.js';
import { type Server, simulate } from './simulate.js';
import { type Arrivals, scaled } from './traffic.js';

/** Changes, by the numbers of routes. */
export interface Scenario {
  traffic: number;
  isOffloading: boolean;
  /** Where they compute so many times as fast; 1: unchanged. */
  speedup: Float64Array;
  /** Seconds that their answers are kept; 0: not cached. */
  ttlS: Float64Array;
}

export function unchanged(routes: number): Scenario {
  return { traffic: 1, isOffloading: false, speedup: new Float64Array(routes).fill(1), ttlS: new Float64Array(routes) };
}

/** What the log says became of its requests. @param hasCpu whether all of them report it */
export function measured(requests: AppRequests, workers: number, hasCpu: boolean): Outcome {
  const { count, startS, appS, route, isChosen, requestS, cpuS } = requests;
  const endS = startS.map((start, i) => start + appS[i]!);
  const beginS = serviceStarts({ count, startS, endS }, workers);
  return {
    source: Int32Array.from(startS.keys()),
    arriveS: startS,
    route,
    isChosen,
    isAtApp: new Uint8Array(count).fill(1),
    queuedS: beginS.map((begin, i) => begin - startS[i]!),
    heldS: endS.map((end, i) => Math.max(0, end - beginS[i]!)),
    cpuS: hasCpu ? cpuS : null,
    requestS,
  };
}

/** What would become of them, by simulation. */
export function simulated(requests: AppRequests, demands: Demands, server: Server, scenario: Scenario): Outcome {
  const arrivals = scaled(requests.startS, scenario.traffic);
  const { source, arriveS } = arrivals;
  const route = Int32Array.from(source, (i) => requests.route[i]!);
  const isAtApp = reaching(requests, arrivals, scenario);
  const atApp = Int32Array.from(source.keys()).filter((j) => isAtApp[j] === 1);
  const load = {
    count: atApp.length,
    arriveS: Float64Array.from(atApp, (j) => arriveS[j]!),
    cpuS: Float64Array.from(atApp, (j) => demands.cpuS[source[j]!]! / scenario.speedup[route[j]!]!),
    waitS: Float64Array.from(atApp, (j) => demands.waitS[source[j]!]!),
  };
  const { beginS, endS } = simulate(load, server);
  const outcome = {
    ...arrivals,
    route,
    isChosen: Uint8Array.from(source, (i) => requests.isChosen[i]!),
    isAtApp,
    queuedS: new Float64Array(source.length),
    heldS: new Float64Array(source.length),
    cpuS: new Float64Array(source.length),
    // Sending the answer takes what it took, whoever sends it.
    requestS: Float64Array.from(source, (i) => Math.max(0, requests.requestS[i]! - requests.appS[i]!)),
  };
  atApp.forEach((j, at) => {
    outcome.queuedS[j] = beginS[at]! - arriveS[j]!;
    outcome.heldS[j] = endS[at]! - beginS[at]!;
    outcome.cpuS[j] = load.cpuS[at]!;
    outcome.requestS[j]! += endS[at]! - arriveS[j]!;
  });
  return outcome;
}

/** 1 where a request still reaches the application: it is neither offloaded nor answered by a cache. */
function reaching(requests: AppRequests, { source, arriveS }: Arrivals, { isOffloading, ttlS }: Scenario): Uint8Array {
  const { route, isOffloaded, isCacheable, appS, path, query } = requests;
  const isAtApp = Uint8Array.from(source, (i) => (isOffloading && isOffloaded[i] === 1 ? 0 : 1));
  for (const ttl of new Set(ttlS)) {
    if (ttl === 0) continue;
    const numbers = new Map<string, number>();
    const key = Int32Array.from(source, (i, j) => {
      if (ttlS[route[i]!] !== ttl || isCacheable[i] === 0 || isAtApp[j] === 0) return -1;
      const url = `${route[i]} ${path[i]} ${query[i]}`;
      const known = numbers.get(url) ?? numbers.size;
      numbers.set(url, known);
      return known;
    });
    const hits = replayCache(
      {
        key,
        startS: arriveS,
        readyS: arriveS.map((at, j) => at + appS[source[j]!]!),
        bytes: new Float64Array(source.length),
      },
      { ttlS: ttl, sizeBytes: null },
    );
    for (let j = 0; j < hits.length; j++) if (hits[j] === 1) isAtApp[j] = 0;
  }
  return isAtApp;
}
