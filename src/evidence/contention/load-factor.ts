import { type Neighbourhood, stepsFor } from './neighbours.js';
import type { Served } from './served.js';
import { integralAt, integrate, type Steps } from './timeline.js';

/** As much of a neighbourhood as load factors are taken from. */
export interface Crowd extends Omit<Neighbourhood, 'served'> {
  served: Pick<Served, 'beginS' | 'endS' | 'route'>;
}

/** A request's own share is taken out of the crowd at these weights; between them, linearly. */
const OWN_WEIGHTS = [0, 0.5, 1] as const;
const HALVES = OWN_WEIGHTS.length - 1;

/**
 * By how much each request's computing is slowed down while its cores are shared fairly: 1 is not at all. At a moment
 * with n others that compute, on V cores, it gets min(1, V / (n + 1)) of a core; the factor is one over the mean of that
 * over its window. Of a request in progress only the share of its time that it computes is known, so n is taken to be
 * normal with the mean and variance of so many coins.
 * @param shares of the time that each route computes, 0 to 1
 */
export function loadFactors(around: Crowd, shares: Float64Array, cores: number): Float64Array {
  const { served, timeline, windowS, atBegin, atWindowEnd, atEnd } = around;
  const { beginS, endS, route } = served;
  const speeds = speedsFor(around, shares, cores);
  const done = (level: number, event: number, moment: number): number =>
    integralAt(timeline, speeds[level]!, event, moment);

  return beginS.map((begin, i) => {
    const windowEnd = begin + windowS[i]!;
    const isGone = endS[i]! < windowEnd;
    const until = isGone ? endS[i]! : windowEnd;
    const untilEvent = isGone ? atEnd[i]! : atWindowEnd[i]!;
    const own = shares[route[i]!]! * HALVES;
    const level = Math.min(HALVES - 1, Math.floor(own));
    const upper = own - level;
    let work =
      (1 - upper) * (done(level, untilEvent, until) - done(level, atBegin[i]!, begin)) +
      upper * (done(level + 1, untilEvent, until) - done(level + 1, atBegin[i]!, begin));
    // Once it is gone it is no longer among those in progress.
    if (isGone) work += done(0, atWindowEnd[i]!, windowEnd) - done(0, untilEvent, until);
    return windowS[i]! / Math.max(work, 1e-9);
  });
}

/** The speed that a request of each own weight would have had from moment to moment. */
function speedsFor({ served, timeline }: Crowd, shares: Float64Array, cores: number): Steps[] {
  const { route } = served;
  const speeds = OWN_WEIGHTS.map(() => stepsFor(timeline));
  let mean = 0;
  let variance = 0;
  timeline.event.forEach((event, at) => {
    const share = shares[route[event >= 0 ? event : ~event]!]!;
    const sign = event >= 0 ? 1 : -1;
    mean += sign * share;
    variance += sign * share * (1 - share);
    for (const [level, own] of OWN_WEIGHTS.entries()) {
      const others = Math.max(0, mean - own);
      const spread = Math.max(0, variance - own * (1 - own));
      speeds[level]!.value[at] = 1 / (1 + excess(others, spread, cores - 1) / cores);
    }
  });
  for (const steps of speeds) integrate(timeline, steps);
  return speeds;
}

/** The mean of max(0, n - free) of a normal n. */
function excess(mean: number, variance: number, free: number): number {
  if (variance < 1e-6) return Math.max(0, mean - free);
  const deviation = Math.sqrt(variance);
  const z = (mean - free) / deviation;
  if (z > 6) return mean - free;
  if (z < -6) return 0;
  return (deviation * Math.exp(-z * z * 0.5)) / Math.sqrt(2 * Math.PI) + (mean - free) * normalBelow(z);
}

// Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: to 1.5e-7.
function normalBelow(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  return z < 0 ? tail / 2 : 1 - tail / 2;
}
