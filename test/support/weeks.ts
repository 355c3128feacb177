import { logLine, START_S } from './lines.js';
import { type Random, seeded } from './random.js';

/** A route of a site whose weeks are generated. */
export interface SiteRoute {
  path: string;
  /** Share of the requests, in proportion. */
  weight: number;
  /** Median time at the application, seconds; null: nginx answers it. */
  medianS: number | null;
  sigma: number;
  /** Share of server errors. */
  errors: number;
  /** Of pages the least: they differ. */
  bytes: number;
  type: string;
}

const page = (path: string, weight: number, medianS: number, errors = 0.001): SiteRoute => ({
  path,
  weight,
  medianS,
  sigma: 0.35,
  errors,
  bytes: 4000,
  type: 'text/html',
});
const file = (path: string, weight: number, bytes: number, type: string): SiteRoute => ({
  path,
  weight,
  medianS: 0.012,
  sigma: 0.2,
  errors: 0,
  bytes,
  type,
});

export const SITE: readonly SiteRoute[] = [
  page('/', 10, 0.02),
  page('/search', 6, 0.25),
  page('/api/report', 5, 0.12),
  page('/api/orders', 9, 0.06, 0.004),
  page('/api/users', 12, 0.015),
  page('/basket', 6, 0.045),
  page('/checkout', 2, 0.3, 0.008),
  page('/feed', 8, 0.03),
  page('/help', 0.7, 0.018),
  file('/assets/app.css', 12, 40_000, 'text/css'),
  file('/assets/logo.png', 9, 20_000, 'image/png'),
];

/** What is different on one day. */
export interface DayChange {
  /** Times the usual traffic. */
  traffic?: number;
  /** The routes in place of the usual ones. */
  routes?: readonly SiteRoute[];
}

const DAY_S = 86_400;
/** Monday, 2026-10-19, the first day of 2026-W43. */
export const FIRST_MONDAY_S = Date.UTC(2026, 9, 19) / 1000;
const WEEKDAYS = [1, 1.05, 1.04, 1, 0.95, 0.6, 0.55];

/**
 * Log lines of whole weeks of a site. Days differ by themselves, all routes together and each for itself, in traffic and in
 * times; so do hours, each much like the one before, and, a little, weeks. So no two weeks are alike, though nothing changed.
 * @param change what is planted, by day from 0 on
 */
export function* weekLines(
  weeks: number,
  {
    seed = 1,
    perDay = 4000,
    change = () => ({}),
  }: { seed?: number; perDay?: number; change?: (day: number) => DayChange } = {},
): Generator<string> {
  const random = seeded(seed);
  const weekly = new Map<string, number>();
  for (let day = 0; day < weeks * 7; day++) {
    const { traffic = 1, routes = SITE } = change(day);
    if (day % 7 === 0) weekly.clear();
    const siteTraffic = traffic * WEEKDAYS[day % 7]! * random.lognormal(1, 0.05);
    const siteTime = random.lognormal(1, 0.02);
    const whole = routes.reduce((sum, { weight }) => sum + weight, 0);
    const lines: { at: number; line: string }[] = [];
    for (const route of routes) {
      const ofWeek = weekly.get(route.path) ?? random.lognormal(1, 0.015);
      weekly.set(route.path, ofWeek);
      const requests = (perDay * siteTraffic * route.weight * random.lognormal(1, 0.06)) / whole;
      const factor = siteTime * ofWeek * random.lognormal(1, 0.04);
      lines.push(...dayLines(route, FIRST_MONDAY_S + day * DAY_S, requests, factor, random));
    }
    lines.sort((a, b) => a.at - b.at);
    yield lines.map(({ line }) => `${line}\n`).join('');
  }
}

/** Of one route on one day, most of them in the afternoon. */
function dayLines(
  { path, medianS, sigma, errors, bytes, type }: SiteRoute,
  startS: number,
  requests: number,
  factor: number,
  random: Random,
): { at: number; line: string }[] {
  const lines: { at: number; line: string }[] = [];
  let wander = 1;
  for (let hour = 0; hour < 24; hour++) {
    wander = wander ** 0.7 * random.lognormal(1, 0.05);
    const mean = (requests / 24) * (1 - 0.8 * Math.cos(((hour - 3) / 24) * 2 * Math.PI));
    let at = 0;
    for (;;) {
      at += random.exponential(3600 / mean);
      if (at >= 3600) break;
      const end = startS + hour * 3600 + at;
      const tookS = medianS === null ? 0 : medianS * factor * wander * random.lognormal(1, sigma);
      const line = logLine({
        at: end - START_S,
        client: `192.0.2.${Math.floor(random.next() * 250)}`,
        request: `GET ${path} HTTP/1.1`,
        status: random.next() < errors ? 500 : 200,
        bytes: type === 'text/html' ? bytes + Math.floor(random.next() * 500) : bytes,
        type,
        requestS: tookS.toFixed(3),
        upstreamS: medianS === null ? '-' : tookS.toFixed(3),
      });
      lines.push({ at: end, line });
    }
  }
  return lines;
}
