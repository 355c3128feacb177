import { routeName } from '../report/route-name.js';
import type { RunQuery } from '../store/store.js';
import { type CellRow, cellParams, cellRows, comparedDays, storedDays } from './cells.js';
import { figuresOf, NO_FIGURES, percentilesOf } from './figures.js';
import { findingsOf, type RoutePair } from './findings.js';
import { partsOf } from './parts.js';
import type { Periods } from './periods.js';
import { ALPHA, testRoutes } from './test-routes.js';
import type { HostChange, Review, RouteChange } from './types.js';

/** What became of traffic, times and errors from one period to another. */
export type Comparison = Pick<Review, 'findings' | 'tests' | 'totals' | 'hosts' | 'appSeconds' | 'routes'>;

/**
 * Compares a period with earlier ones, route by route: which routes became slower or faster, fail more or less, reach the
 * application more or less often, and which are new or gone. Its `findings` of the kind `regression` are what a gate fails
 * on. Asks about all requests that the filters leave, whatever their time.
 */
export async function comparePeriods(query: RunQuery, periods: Periods): Promise<Comparison> {
  const days = storedDays(periods);
  const compared = comparedDays(periods);
  const ownDays = compared.filter(({ period }) => period === 0).length;
  const scale = ownDays / (compared.length - ownDays);
  const inPeriods = cellParams(periods, compared, ({ period }) => period);
  const sums = await cellRows(query, inPeriods);
  const perDay = await cellRows(
    query,
    cellParams(periods, days, (_, i) => i),
  );

  const { byRoute, count } = testRoutes(days, ...byDay(perDay, days.length));
  const earlier = new Set(perDay.filter(({ cell }) => days[cell]!.period > 1).map(nameOf));
  const pairs = paired(sums, 'route').map(({ name, before, after }): RoutePair => {
    const { method, host, route, content } = (after ?? before)!;
    const change = {
      method,
      host,
      route: route!,
      kind: content,
      before: before && figuresOf(before, scale),
      after: after && figuresOf(after),
      ...(byRoute.get(name) ?? { changes: [], tested: [] }),
    };
    return { change, succeeded: (after ?? before)!.succeeded, isBack: before === null && earlier.has(name) };
  });
  pairs.sort((a, b) => bySize(a.change, b.change));
  const routes = pairs.map(({ change }) => change);
  const mixes = await query<{ host: string | null; is_whole: boolean; quantiles: number[] }>('review_same_mix', {
    ...inPeriods,
  });
  const hostChange = ({ before, after }: Pair): HostChange => {
    const { host, level } = (after ?? before)!;
    const mix = mixes.find((one) => one.is_whole === (level === 'whole') && one.host === host);
    return {
      host,
      before: before === null ? NO_FIGURES : figuresOf(before, scale),
      after: after === null ? NO_FIGURES : figuresOf(after),
      sameMix: percentilesOf(mix?.quantiles ?? null),
    };
  };
  const totals = hostChange(paired(sums, 'whole')[0]!);
  const hosts = paired(sums, 'host').map(hostChange);
  return {
    findings: findingsOf(pairs),
    tests: { count, alpha: ALPHA },
    totals,
    // One host is the whole.
    hosts: hosts.length > 1 ? hosts : [],
    appSeconds: totals.before.appSeconds === null || totals.after.appSeconds === null ? null : partsOf(routes),
    routes,
  };
}

interface Pair {
  name: string;
  before: CellRow | null;
  after: CellRow | null;
}

/** The rows of a level by what they are about: those of the reviewed period and those that it is compared with. */
function paired(rows: readonly CellRow[], level: CellRow['level']): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const row of rows) {
    if (row.level !== level) continue;
    const name = nameOf(row);
    const pair = pairs.get(name) ?? { name, before: null, after: null };
    pairs.set(name, pair);
    pair[row.cell === 0 ? 'after' : 'before'] = row;
  }
  return [...pairs.values()];
}

function nameOf({ level, method, host, route }: CellRow): string {
  return level === 'route' ? routeName({ method, host, route: route! }) : JSON.stringify(host);
}

/** The rows of each day: of all requests, and by route. */
function byDay(perDay: readonly CellRow[], count: number): [(CellRow | null)[], Map<string, (CellRow | null)[]>] {
  const empty = (): (CellRow | null)[] => new Array<CellRow | null>(count).fill(null);
  const whole = empty();
  const routes = new Map<string, (CellRow | null)[]>();
  for (const row of perDay) {
    if (row.level === 'whole') whole[row.cell] = row;
    if (row.level !== 'route') continue;
    const rows = routes.get(nameOf(row)) ?? empty();
    routes.set(nameOf(row), rows);
    rows[row.cell] = row;
  }
  return [whole, routes];
}

function bySize(a: RouteChange, b: RouteChange): number {
  const seconds = ({ before, after }: RouteChange): number => (after ?? before)!.appSeconds ?? 0;
  const requests = ({ before, after }: RouteChange): number => (after ?? before)!.requests;
  return seconds(b) - seconds(a) || requests(b) - requests(a);
}
