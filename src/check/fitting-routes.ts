import type { RouteReport } from '../report/types.js';
import { ANY_RUN, exactly, fits } from '../wildcard.js';

/** The routes that "GET /api/*", "/api/*" or "GET shop.example/api/*" stands for; * is any characters, slashes too. */
export function fittingRoutes(routes: readonly RouteReport[], pattern: string): RouteReport[] {
  const [, method = null, place] = /^(?:([A-Za-z-]+) +)?(.*)$/s.exec(pattern)!;
  const pieces = place!.split('').map((char) => (char === '*' ? ANY_RUN : exactly(char)));
  return routes.filter((route) => {
    if (method !== null && route.method !== method.toUpperCase()) return false;
    const path = place!.startsWith('/') ? route.route : `${route.host ?? ''}${route.route}`;
    return fits(pieces, path);
  });
}
