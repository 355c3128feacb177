import type { Figures, Parts } from './types.js';

/** A route's part: how many requests, which share of all, which of them reach the application, seconds each of these. */
type Factors = readonly [number, number, number, number];

/**
 * Where a change of the application seconds comes from. Seconds of a route are the product of four factors: all requests,
 * its share of them, the share of these that reaches the application, the time each of these takes. Each factor's part is
 * the mean of what its change makes over all orders in which the factors can change (Shapley 1953), so that the parts add
 * up and none of them depends on an order.
 */
export function partsOf(routes: readonly { before: Figures | null; after: Figures | null }[]): Parts {
  const parts = { before: 0, after: 0, requests: 0, mix: 0, reach: 0, speed: 0, new: 0, gone: 0 };
  const kept: { before: Figures; after: Figures }[] = [];
  for (const { before, after } of routes) {
    const [was, is] = [before?.appSeconds ?? 0, after?.appSeconds ?? 0];
    parts.before += was;
    parts.after += is;
    if (before === null) parts.new += is;
    else if (after === null) parts.gone -= was;
    else kept.push({ before, after });
  }
  const all = (side: 'before' | 'after'): number => kept.reduce((sum, route) => sum + route[side].requests, 0);
  const [allBefore, allAfter] = [all('before'), all('after')];
  for (const { before, after } of kept) {
    const was = factorsOf(before, allBefore);
    const is = factorsOf(after, allAfter);
    // Of a route that never reached the application before, or does not any more, the time that it takes there is unknown.
    const [requests, mix, reach, speed] = shapley(withTime(was, is), withTime(is, was));
    parts.requests += requests!;
    parts.mix += mix!;
    parts.reach += reach!;
    parts.speed += speed!;
  }
  return parts;
}

function factorsOf({ requests, servedBy, appSeconds }: Figures, all: number): Factors {
  // Where the log does not tell who answered, what took application time reached it.
  const reached = servedBy.app > 0 ? servedBy.app : (appSeconds ?? 0) > 0 ? requests : 0;
  return [all, requests / all, reached / requests, reached > 0 ? (appSeconds ?? 0) / reached : Number.NaN];
}

function withTime([all, share, reach, time]: Factors, other: Factors): Factors {
  return [all, share, reach, Number.isNaN(time) ? (Number.isNaN(other[3]) ? 0 : other[3]) : time];
}

/** What each factor's change makes of the change of their product. */
function shapley(before: Factors, after: Factors): number[] {
  const count = before.length;
  const product = (changed: number): number =>
    before.reduce((value, factor, i) => value * (changed & (1 << i) ? after[i]! : factor), 1);
  return before.map((_, factor) => {
    let part = 0;
    for (let changed = 0; changed < 1 << count; changed++) {
      if (changed & (1 << factor)) continue;
      const size = bits(changed);
      const weight = (factorial(size) * factorial(count - size - 1)) / factorial(count);
      part += weight * (product(changed | (1 << factor)) - product(changed));
    }
    return part;
  });
}

function bits(n: number): number {
  return n === 0 ? 0 : (n & 1) + bits(n >> 1);
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
