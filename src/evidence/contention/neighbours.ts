import type { Served } from './served.js';
import { integralAt, integrate, locate, type Steps, type Timeline, timelineOf } from './timeline.js';

/** No window is shorter than nginx's clock can place: seconds. */
const LEAST_WINDOW_S = 0.002;

/**
 * Requests with a window each: from when a worker takes it, as long as the median of its route. A window that ended with
 * the request itself would be longer just where the request met with trouble.
 */
export interface Neighbourhood {
  served: Served;
  timeline: Timeline;
  windowS: Float64Array;
  /** Events of the timeline at the window's begin, at its end, and at the request's end. */
  atBegin: Int32Array;
  atWindowEnd: Int32Array;
  atEnd: Int32Array;
}

export function neighbourhoodOf(served: Served): Neighbourhood {
  const { beginS, endS, route, times } = served;
  const timeline = timelineOf(beginS, endS);
  const windowS = Float64Array.from(route, (r) => {
    const { p50 } = times[r]!;
    return p50 > LEAST_WINDOW_S ? p50 : LEAST_WINDOW_S;
  });
  return {
    served,
    timeline,
    windowS,
    atBegin: locate(timeline, beginS),
    atWindowEnd: locate(
      timeline,
      beginS.map((begin, i) => begin + windowS[i]!),
    ),
    atEnd: locate(timeline, endS),
  };
}

export function stepsFor({ timeS }: Timeline): Steps {
  return { value: new Float64Array(timeS.length), integral: new Float64Array(timeS.length) };
}

/** How many others are in progress in each request's window on average, each counted by the weight of its route. */
export function inProgress(around: Neighbourhood, weights: Float64Array): Float64Array {
  const { served, timeline, windowS, atBegin, atWindowEnd } = around;
  const { beginS, endS, route } = served;
  const steps = stepsFor(timeline);
  let sum = 0;
  timeline.event.forEach((event, at) => {
    sum += event >= 0 ? weights[route[event]!]! : -weights[route[~event]!]!;
    steps.value[at] = sum;
  });
  integrate(timeline, steps);
  return beginS.map((begin, i) => {
    const window = windowS[i]!;
    const all =
      integralAt(timeline, steps, atWindowEnd[i]!, begin + window) - integralAt(timeline, steps, atBegin[i]!, begin);
    const own = weights[route[i]!]! * Math.min(endS[i]! - begin, window);
    return Math.max(0, (all - own) / window);
  });
}
