/** Starts and ends of intervals in order of time: what is in progress at any moment is a sum over it. */
export interface Timeline {
  /** Two events an interval. */
  timeS: Float64Array;
  /** The interval that starts, or ~ of the one that ends. */
  event: Int32Array;
}

/** @param fromS in ascending order */
export function timelineOf(fromS: Float64Array, toS: Float64Array): Timeline {
  const count = fromS.length;
  const byEnd = Int32Array.from(toS.keys()).sort((a, b) => toS[a]! - toS[b]! || a - b);
  const timeS = new Float64Array(2 * count);
  const event = new Int32Array(2 * count);
  let started = 0;
  let ended = 0;
  for (let at = 0; at < timeS.length; at++) {
    const next = byEnd[ended]!;
    // What starts and ends at one moment starts first.
    if (started < count && fromS[started]! <= toS[next]!) {
      timeS[at] = fromS[started]!;
      event[at] = started++;
    } else {
      timeS[at] = toS[next]!;
      event[at] = ~next;
      ended++;
    }
  }
  return { timeS, event };
}

/** Of each moment the last event up to it; -1: before all. */
export function locate({ timeS }: Timeline, momentS: Float64Array): Int32Array {
  return Int32Array.from(momentS, (moment) => {
    let low = 0;
    let high = timeS.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (timeS[middle]! <= moment) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  });
}

/** A step function over a timeline and its integral: `value[i]` holds from event i to the next. */
export interface Steps {
  value: Float64Array;
  integral: Float64Array;
}

/** Fills in the integral of what stands in `value`. */
export function integrate({ timeS }: Timeline, { value, integral }: Steps): void {
  integral[0] = 0;
  for (let i = 1; i < timeS.length; i++) integral[i] = integral[i - 1]! + value[i - 1]! * (timeS[i]! - timeS[i - 1]!);
}

/** The integral up to a moment. @param event as `locate` gives it, not -1 */
export function integralAt({ timeS }: Timeline, { value, integral }: Steps, event: number, momentS: number): number {
  return integral[event]! + value[event]! * (momentS - timeS[event]!);
}
