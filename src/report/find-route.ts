import { UserError } from '../errors.js';
import type { RunQuery } from '../store/store.js';
import { routeName } from './route-name.js';
import type { Report, RouteReport } from './types.js';

interface NearRoute {
  method: string | null;
  host: string | null;
  route: string;
  is_of_path: boolean;
}

const MOST_NAMED = 5;

/**
 * The route that a text names: as lists name it, its path alone where one route has that, or a path that was asked for.
 * @throws UserError where none or several fit, with the nearest ones
 */
export async function findRoute(query: RunQuery, { routes }: Report, text: string): Promise<RouteReport> {
  const named =
    only(routes, (route) => routeName(route) === text) ??
    only(routes, (route) => routeName({ ...route, method: null }) === text || route.route === text) ??
    only(routes, (route) => routeName({ ...route, host: null }) === text);
  if (named !== null) return named;
  const [method] = split(text);
  const near = await askNearest(query, text);
  const asked = near.filter((row) => row.is_of_path && (method === null || row.method === method));
  const found = asked.length === 1 ? routes.find((route) => routeName(route) === routeName(asked[0]!)) : undefined;
  if (found !== undefined) return found;
  const fitting = routes.filter((route) => [route.route, routeName({ ...route, method: null })].includes(text));
  const choice = (fitting.length > 0 ? fitting : asked.length > 0 ? asked : near).slice(0, MOST_NAMED).map(routeName);
  throw new UserError(
    fitting.length + asked.length > 1 ? `Several routes fit '${text}'.` : `No request has the route '${text}'.`,
    `Name one as the report does: ${choice.map((name) => `'${name}'`).join(', ')}.`,
  );
}

/** The names of routes that are most like a text. */
export async function nearestRoutes(query: RunQuery, text: string): Promise<string[]> {
  return (await askNearest(query, text)).map(routeName);
}

function askNearest(query: RunQuery, text: string): Promise<NearRoute[]> {
  return query<NearRoute>('explain_nearest', { text, path: split(text)[1], most: MOST_NAMED });
}

function only(routes: readonly RouteReport[], fits: (route: RouteReport) => boolean): RouteReport | null {
  const found = routes.filter(fits);
  return found.length === 1 ? found[0]! : null;
}

/** The method, where the text begins with one, and the path without its query. */
function split(text: string): [method: string | null, path: string] {
  const [, method = null, place] = /^(?:([A-Z]{2,20}) +)?(.*)$/s.exec(text)!;
  return [method, place!.replace(/[?#].*$/s, '')];
}
