import type { LineFields } from './lines.js';
import { type Answered, type Arrival, type Server, type Step, serve } from './queues.js';
import { type Random, seeded } from './random.js';

/** A route of a shop with known demands: how often, what its requests do, and what that makes it. */
interface ShopRoute {
  path: string;
  weight: number;
  /** Which labels are right; none: too short to be given one. */
  right: readonly string[];
  /** CPU seconds a request. */
  cpuS: number;
  steps: (random: Random) => Step[];
}

const cpu = (s: number): Step => ({ at: 'cpu', s });
const db = (s: number): Step => ({ at: 'db', s });
const computes = (path: string, weight: number, s: number): ShopRoute => ({
  path,
  weight,
  right: s > 0.002 ? ['cpu'] : [],
  cpuS: s,
  steps: (random) => [cpu(s * random.lognormal(1, 0.08))],
});
const waits = (path: string, weight: number, s: number, sigma: number): ShopRoute => ({
  path,
  weight,
  right: ['io'],
  cpuS: 0.0008,
  steps: (random) => [cpu(0.0004), db(random.lognormal(s, sigma)), cpu(0.0004)],
});
const mixes = (path: string, weight: number, waitS: number, cpuS: number, right: readonly string[]): ShopRoute => ({
  path,
  weight,
  right,
  cpuS,
  steps: (random) => [db(random.lognormal(waitS, 0.4)), cpu(cpuS * random.lognormal(1, 0.1))],
});

export const SHOP: readonly ShopRoute[] = [
  computes('/health', 1, 0.0004),
  computes('/cart', 2, 0.0006),
  computes('/search', 0.8, 0.004),
  computes('/invoice', 0.4, 0.012),
  computes('/chart', 0.3, 0.03),
  computes('/forecast', 0.12, 0.12),
  waits('/user', 1.5, 0.008, 0.5),
  waits('/orders', 0.5, 0.05, 0),
  waits('/archive', 0.15, 0.2, 0),
  waits('/partner', 0.4, 0.06, 0.4),
  mixes('/basket', 0.4, 0.02, 0.02, ['mixed']),
  mixes('/quote', 0.3, 0.007, 0.022, ['cpu', 'mixed']),
  mixes('/stock', 0.3, 0.03, 0.01, ['io', 'mixed']),
];

export interface Traffic {
  /** Requests a second at the quietest and at the busiest moment of a period. */
  low: number;
  high: number;
  seconds: number;
  seed: number;
}

const PERIOD_S = 50;

/** Requests of the shop at random moments, at a rate that swings. */
function arrivalsAt({ low, high, seconds, seed }: Traffic): Arrival[] {
  const random = seeded(seed);
  const weights = SHOP.reduce((sum, { weight }) => sum + weight, 0);
  const arrivals: Arrival[] = [];
  for (let at = 0; at < seconds; ) {
    at += random.exponential(1 / (low + ((high - low) * (1 - Math.cos((2 * Math.PI * at) / PERIOD_S))) / 2));
    const { path, steps } = chosen(random.next() * weights);
    arrivals.push({ route: path, arrival: at, steps: steps(random) });
  }
  return arrivals;
}

function chosen(upTo: number): ShopRoute {
  let sum = 0;
  for (const route of SHOP) {
    sum += route.weight;
    if (sum >= upTo) return route;
  }
  return SHOP[0]!;
}

/** What the server answered. */
export function shopServed(server: Server, traffic: Traffic): Answered[] {
  return serve(arrivalsAt(traffic), server);
}

/** As nginx logs it: times in milliseconds, no CPU time. */
export function shopLines(answered: readonly Answered[]): Partial<LineFields>[] {
  return answered.map(({ route, arrival, end }) => {
    const tookS = (end - arrival).toFixed(3);
    return { at: end, request: `GET ${route} HTTP/1.1`, requestS: tookS, upstreamS: tookS };
  });
}
