/**
 * P-values, each corrected for all of them, so that the probability of any false alarm stays below what they are compared
 * with (Holm, A simple sequentially rejective multiple test procedure, 1979).
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => ps[a]! - ps[b]!);
  const corrected = new Array<number>(ps.length);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, Math.min(1, ps[at]! * (ps.length - rank)));
    corrected[at] = largest;
  });
  return corrected;
}
