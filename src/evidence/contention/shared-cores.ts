import { baseOf, type Estimate, type Scale, scaleOf } from './estimate.js';
import { lineThrough } from './least-squares.js';
import { loadFactors } from './load-factor.js';
import type { Neighbourhood } from './neighbours.js';
import { quantile, type Served } from './served.js';

/** What sharing so many cores fairly would mean for the routes. */
export interface SharedCores {
  cores: number;
  estimates: Estimate[];
  /** Of the time in progress, by route: what the model settled on. */
  shares: Float64Array;
  /** By how much computing was slowed down, by request. */
  factors: Float64Array;
  scale: Scale;
  /** By how much others slow computing down: the 95th percentile over requests, and the part that is slowed at all. */
  loadP95: number;
  slowed: number;
}

const ROUNDS = 8;
const SLOWED_FROM = 1.02;
// A route's waiting varies: its lower end is hardly lengthened by anything else.
const WAIT_QUANTILE = 0.35;

/**
 * Processor sharing with a delay: time = waiting + CPU * load factor (after Kraft, Pacheco-Sanchez, Casale and Dawson
 * 2009: Estimating service resource consumption from response time measurements). The load factor depends on which
 * routes compute, so shares and factors are found in turn.
 */
export function fitSharedCores(around: Neighbourhood, cores: number): SharedCores {
  const { served } = around;
  const shares = new Float64Array(served.routes).fill(0.5);
  let factors: Float64Array = new Float64Array(0);
  let cpu: { cpuS: number; cpuErrorS: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    factors = loadFactors(around, shares, cores);
    cpu = served.times.map(({ rows, p99 }, route) => {
      if (rows < 3) return { cpuS: 0, cpuErrorS: Number.NaN };
      const { slope, error } = lineThrough(served.of(route), factors, (i) => Math.min(served.tookS[i]!, p99));
      return { cpuS: slope, cpuErrorS: error };
    });
    for (const [route, { cpuS }] of cpu.entries()) {
      const share = Math.min(1, Math.max(0, (Number.isNaN(cpuS) ? 0 : cpuS) / baseOf(served, route)));
      shares[route] = (shares[route]! + share) / 2;
    }
  }
  const plain = scaleOf(served, ofBase(served, cpu));
  // No route computes for longer than it takes: where those that compute all the time seem to, the load is understated.
  const level = Math.max(1, plain.level || 1);
  const scaled = cpu.map(({ cpuS, cpuErrorS }) => ({ cpuS: cpuS / level, cpuErrorS: cpuErrorS / level }));
  const sorted = factors.slice().sort();
  return {
    cores,
    shares,
    factors,
    scale: { level: plain.level, excess: scaleOf(served, ofBase(served, scaled)).excess },
    estimates: scaled.map((one, route) => estimateOf(served, route, factors, one)),
    loadP95: quantile(sorted, 0.95),
    slowed: factors.filter((factor) => factor > SLOWED_FROM).length / factors.length,
  };
}

function ofBase(
  served: Served,
  cpu: readonly { cpuS: number; cpuErrorS: number }[],
): { value: number; error: number }[] {
  return cpu.map(({ cpuS, cpuErrorS }, route) => ({
    value: cpuS / baseOf(served, route),
    error: cpuErrorS / baseOf(served, route),
  }));
}

// Two ways to the share: of the fastest tenth's time, and beside the waiting that is left of every request. The first
// overstates it where waiting varies, the second understates it where the load factor is too low.
function estimateOf(
  served: Served,
  route: number,
  factors: Float64Array,
  { cpuS, cpuErrorS }: { cpuS: number; cpuErrorS: number },
): Estimate {
  const ofFastest = cpuS / baseOf(served, route);
  const waits = Float64Array.from(served.of(route), (i) => served.tookS[i]! - cpuS * factors[i]!).sort();
  const besideWait = cpuS > 0 ? cpuS / (cpuS + Math.max(0, quantile(waits, WAIT_QUANTILE))) : 0;
  return {
    cpuS,
    cpuErrorS,
    share: (Math.min(1.2, ofFastest) + besideWait) / 2,
    shareError: Math.hypot(cpuErrorS / baseOf(served, route), (Math.min(1, ofFastest) - besideWait) / 2),
  };
}
