/** Uniform in [0, 1). */
export type Random = () => number;

/** Mulberry32: the same numbers for the same log, so that its labels stay. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A standard normal number between a and b, a < b, by rejection from the proposal that fits the interval: normal,
 * uniform, or exponential in a tail (Robert 1995, Statistics and Computing 5).
 */
export function truncatedNormal(a: number, b: number, random: Random): number {
  if (b <= 0) return -truncatedNormal(-b, -a, random);
  const width = b - a;
  if (a < 0 && width > 2.5) return within(a, b, () => normal(random));
  if (a < 0 || width * Math.max(a, 0.4) <= 1) {
    const highest = Math.max(a, 0) ** 2 / 2;
    for (;;) {
      const x = a + width * random();
      if (random() <= Math.exp(highest - (x * x) / 2)) return x;
    }
  }
  const rate = (a + Math.sqrt(a * a + 4)) / 2;
  const reached = 1 - Math.exp(-rate * width);
  for (;;) {
    const x = a - Math.log(1 - random() * reached) / rate;
    if (random() <= Math.exp(-((x - rate) ** 2) / 2)) return x;
  }
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function within(a: number, b: number, propose: () => number): number {
  for (;;) {
    const x = propose();
    if (x >= a && x <= b) return x;
  }
}
