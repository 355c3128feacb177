import { type Crowd, loadFactors } from '../../evidence/contention/load-factor.js';
import { LEAST_S, quantile } from '../../evidence/contention/served.js';
import { locate, timelineOf } from '../../evidence/contention/timeline.js';
import { serviceStarts } from '../../evidence/contention/worker-queue.js';
import type { AppRequests } from './requests.js';
import { seeded } from './seeded.js';
import type { Server } from './simulate.js';

/** What is known of a route's CPU. */
export interface RouteCpu {
  /** Whether its requests report their own. */
  isReported: boolean;
  /** Of those that do not: CPU as a fraction of their undisturbed time. */
  share: number;
}

/** What each request needs when nobody is in its way, seconds. */
export interface Demands {
  cpuS: Float64Array;
  waitS: Float64Array;
}

const ROUNDS = 3;

/**
 * What requests need: their time at the application, less the waiting for a worker (first come first served) and less the
 * time that others on the same cores took from their computing. The latter depends on who else computed, so both are
 * found in turn: time = waiting + CPU * load factor, as in rung R3. Where many compute that is known on average only, so
 * the requests of busy moments take the need of a random one of their route from a quiet moment.
 * @param cpu by route
 */
export function demandsOf(requests: AppRequests, cpu: readonly RouteCpu[], server: Server): Demands {
  const { count, route } = requests;
  const { tookS, crowd } = crowdOf(requests, server);
  // Threads of one process have a core among them.
  const cores = Math.min(server.cores, server.processes);
  const isReported = requests.cpuS.map((s, i) => (cpu[route[i]!]!.isReported && !Number.isNaN(s) ? 1 : 0));
  const cpuS = new Float64Array(count);
  const busy = new Float64Array(count);
  let factors = new Float64Array(count).fill(1);
  for (let round = 0; ; round++) {
    for (let i = 0; i < count; i++) {
      const { share } = cpu[route[i]!]!;
      cpuS[i] = isReported[i]
        ? Math.min(requests.cpuS[i]!, tookS[i]!)
        : (share * tookS[i]!) / (1 + share * (factors[i]! - 1));
      busy[i] = Math.min(1, (cpuS[i]! * factors[i]!) / tookS[i]!);
    }
    if (round === ROUNDS) break;
    factors = loadFactors(crowd, busy, cores) as Float64Array<ArrayBuffer>;
  }
  const restS = tookS.map((took, i) => took - cpuS[i]! * factors[i]!);
  const { donor, waited } = donors(requests, factors, restS);
  return {
    cpuS: cpuS.map((own, i) => (isReported[i] ? own : cpuS[donor[i]!]!)),
    waitS: restS.map((_, i) => Math.max(0, restS[donor[i]!]!) * waited.get(route[i]!)!),
  };
}

/** Requests as the workers had them, each as a route of its own, since shares are by request. */
function crowdOf({ count, startS, appS, route }: AppRequests, server: Server): { tookS: Float64Array; crowd: Crowd } {
  const endS = startS.map((start, i) => start + appS[i]!);
  const beginS = serviceStarts({ count, startS, endS }, server.processes * server.threads);
  const tookS = endS.map((end, i) => Math.max(end - beginS[i]!, LEAST_S));
  for (let i = 0; i < count; i++) endS[i] = beginS[i]! + tookS[i]!;
  const timeline = timelineOf(beginS, endS);
  const atEnd = locate(timeline, endS);
  const served = { beginS, endS, route: Int32Array.from(route.keys()) };
  return {
    tookS,
    crowd: { served, timeline, windowS: tookS, atBegin: locate(timeline, beginS), atWindowEnd: atEnd, atEnd },
  };
}

const DONOR_SEED = 5;
// A load factor up to this is none: all requests keep their own needs.
const QUIET_FACTOR = 1.05;
const FEWEST_DONORS = 20;

/**
 * Of each request the one whose needs it takes: itself, where it met with a load up to the median of its route. And by route
 * how much of what is left over was waiting: of a route that hardly waits it is mostly error, on either side of nothing.
 */
function donors(
  { count, route, isWhole }: AppRequests,
  factors: Float64Array,
  restS: Float64Array,
): { donor: Int32Array; waited: Map<number, number> } {
  const random = seeded(DONOR_SEED);
  const byRoute = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const members = byRoute.get(route[i]!);
    if (members === undefined) byRoute.set(route[i]!, [i]);
    else members.push(i);
  }
  const donor = new Int32Array(count);
  const waited = new Map<number, number>();
  for (const [number, members] of byRoute) {
    const whole = members.filter((i) => isWhole[i] === 1);
    const able = whole.length > 0 ? whole : members;
    const sorted = Float64Array.from(able, (i) => factors[i]!).sort();
    const most = Math.max(QUIET_FACTOR, quantile(sorted, Math.max(0.5, Math.min(1, FEWEST_DONORS / able.length))));
    const quiet = able.filter((i) => factors[i]! <= most);
    const isQuiet = new Set(quiet);
    for (const i of members) donor[i] = isQuiet.has(i) ? i : quiet[Math.floor(random() * quiet.length)]!;
    const sum = quiet.reduce((total, i) => total + restS[i]!, 0);
    const above = quiet.reduce((total, i) => total + Math.max(0, restS[i]!), 0);
    waited.set(number, above > 0 ? Math.max(0, sum) / above : 0);
  }
  return { donor, waited };
}
