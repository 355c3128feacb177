/** Width of the slices in which the peak is looked for: shorter ones find chance, longer ones hide bursts. */
export const PEAK_S = 10;
/** Beyond this utilisation a queue grows quickly. */
export const BUSIEST = 0.7;

/** Workers that are busy on average at a rate, by Little's law. @param heldS seconds that a request holds its worker */
export function busyWorkers(perSecond: number, heldS: number): number {
  return perSecond * heldS;
}

/** So many workers that they are at most 70% busy. @param busy how many are on average */
export function workersNeeded(busy: number): number {
  return Math.max(1, Math.ceil(busy / BUSIEST - 1e-9));
}

/** Requests a second in the busiest slice; of a log shorter than a slice, which has no peak to speak of, the mean. */
export function peakRate(requests: number, spanS: number, peakRequests: number): number {
  return Math.max(requests / spanS, spanS < PEAK_S ? 0 : peakRequests / PEAK_S);
}
