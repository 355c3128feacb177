import type { CpuSeries } from '../cpu/series.js';
import type { Asking } from '../store/store.js';
import type { Rung } from './combine.js';
import type { Intervals } from './utilisation/intervals.js';
import { judgeDemand, type Quality } from './utilisation/judge.js';
import { BINS_A_COLUMN, FEWEST_REQUESTS } from './utilisation/model.js';
import { type Utilisation, utilise } from './utilisation/utilise.js';
import { byRoute, type RouteKey, routeId } from './verdict.js';

interface AppRoute extends RouteKey {
  number: number;
  requests: number;
}

/** Rung R2, and what became of the CPU series. */
export interface UtilisationRung {
  rung: Rung;
  cpu: Pick<Utilisation, 'placed' | 'refusal'>;
}

const NONE_GIVEN: UtilisationRung = { rung: () => undefined, cpu: { placed: [], refusal: null } };

/** Rung R2: the CPU time of the application over time, divided among its routes. Says nothing where none was given. */
export async function utilisationRung(
  { query, columns }: Asking,
  timeResolutionS: number | null,
  series: readonly CpuSeries[],
  workers: number | null,
): Promise<UtilisationRung> {
  if (series.length === 0) return NONE_GIVEN;
  const routes = await query<AppRoute>('app_routes');
  const read = await columns('app_intervals');
  const startS = read.doubles('start_s');
  const appS = read.doubles('app_s');
  const intervals: Intervals = {
    startS,
    endS: startS.map((start, i) => start + appS[i]!),
    route: read.integers('route'),
    routes: routes.length,
  };
  const areEndsWholeSeconds = timeResolutionS !== null && timeResolutionS >= 1;
  const { placed, demands, refusal } = utilise(intervals, series, workers, areEndsWholeSeconds);
  const numbered = byRoute(routes);
  const nameOf = (number: number): string => [routes[number]!.method, routes[number]!.route].filter(Boolean).join(' ');
  return {
    cpu: { placed, refusal },
    rung(route) {
      const own = numbered.get(routeId(route));
      if (own === undefined) return undefined;
      if (demands === null) return { rung: 'R2', says: 'refused', detail: refusal! };
      const demand = demands.routes[own.number]!;
      if (demand === null) {
        return {
          rung: 'R2',
          says: 'refused',
          detail: `${own.requests} request${own.requests === 1 ? '' : 's'} in ${demands.bins} stretches of time are too few for a figure of its own: that takes ${FEWEST_REQUESTS} requests, and ${BINS_A_COLUMN} stretches for each route that takes more time.`,
        };
      }
      const quality: Quality = {
        scope: series.some(({ scope }) => scope === 'host') ? 'host' : 'app',
        bins: demands.bins,
        averaged: demands.averaged,
        foretold: demands.foretold,
        areEndsWholeSeconds,
      };
      return judgeDemand(demand, quality, nameOf);
    },
  };
}
