import { type Demands, demandsOf, type RouteCpu } from './demands.js';
import { type AppRequests, busiestOf } from './requests.js';
import { type Server, simulate } from './simulate.js';

/** What requests need, and the server that explains the log with it. */
export interface Calibrated {
  demands: Demands;
  /** With the cores that the application gets of those that it is told to have. */
  server: Server;
  /** The part of the cores that it gets. */
  part: number;
}

const MOST_REQUESTS = 100_000;
const STEPS = 7;
const LEAST_OF_CORES = 0.2;
const GOOD_ENOUGH = 0.02;

/**
 * Finds the part of the cores with which a simulation takes as long as the log does, all requests together: other programs
 * take their part of the cores, and the work of the server around the application is reported by nobody. It is all of
 * them where that is explained, or where no part of them explains it.
 */
export function calibrate(requests: AppRequests, cpu: readonly RouteCpu[], told: Server): Calibrated {
  const sample = busiestOf(requests, MOST_REQUESTS);
  const excess = (part: number): number => {
    const server = { ...told, cores: usable(told) * part };
    return sojourn(sample, demandsOf(sample, cpu, server), server) / sum(sample.appS) - 1;
  };
  let part = 1;
  if (excess(1) < -GOOD_ENOUGH) {
    let low = LEAST_OF_CORES;
    let high = 1;
    for (let step = 0; step < STEPS; step++) {
      part = (low + high) / 2;
      if (excess(part) < 0) high = part;
      else low = part;
    }
  }
  const server = { ...told, cores: usable(told) * part };
  return { demands: demandsOf(requests, cpu, server), server, part };
}

/** Processes with one thread that computes at a time can use so many cores. */
function usable({ cores, processes }: Server): number {
  return Math.min(cores, processes);
}

function sojourn({ count, startS }: AppRequests, demands: Demands, server: Server): number {
  const { endS } = simulate({ count, arriveS: startS, ...demands }, server);
  return sum(endS) - sum(startS);
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
