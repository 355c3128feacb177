import { type DayChange, SITE, type SiteRoute } from './weeks.js';

const FIRST_OF_LAST = 21;

/**
 * Four weeks, 2026-W43 to W46, whose traffic grows by 8% a week. In the last one /api/report takes 1.4 times as long,
 * /search is asked for twice as often, /api/export is new, and from Tuesday on nginx serves the files.
 */
export function planted(day: number): DayChange {
  const traffic = 1.08 ** Math.floor(day / 7);
  if (day < FIRST_OF_LAST) return { traffic };
  return {
    traffic,
    routes: [
      ...SITE.map((route): SiteRoute => {
        if (route.path === '/api/report') return { ...route, medianS: route.medianS! * 1.4 };
        if (route.path === '/search') return { ...route, weight: route.weight * 2 };
        if (route.path.startsWith('/assets/') && day > FIRST_OF_LAST) return { ...route, medianS: null };
        return route;
      }),
      { ...SITE[2]!, path: '/api/export', weight: 1.5, medianS: 0.2 },
    ],
  };
}
