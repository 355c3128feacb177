import { routeName } from '../report/route-name.js';
import type { Recommendation, RouteReport, Totals } from '../report/types.js';
import type { Findings } from './advise.js';
import { locationBlock, placeName, type StaticPlace } from './location.js';
import { appSeconds, code, inCount, inPercent, inSeconds, savingOf, sum } from './saving.js';

/** Files that one location can serve. */
interface Leak {
  routes: RouteReport[];
  /** Null: no location names these files and nothing else. */
  place: StaticPlace | null;
}

/** Static content that the application serves: nginx does it for a twelfth to a twenty-third of the CPU. */
export function adviseOffload({ routes, totals }: Findings): Recommendation[] {
  const leaking = routes.filter((route) => route.kind === 'static' && route.servedBy.app > 0);
  const dynamic = routes.filter((route) => route.kind === 'dynamic');
  return groupsOf(leaking)
    .flatMap((group) => leaksOf(group, dynamic))
    .map((leak) => recommendation(leak, totals));
}

function recommendation(leak: Leak, totals: Totals): Recommendation {
  const { routes, place } = leak;
  const requests = routes.reduce((n, route) => n + route.servedBy.app, 0);
  const bytes = routes.reduce((n, route) => n + route.appBytes, 0);
  const seconds = sum(routes.map(appSeconds));
  const sure = sum(routes.map((route) => scaled(appSeconds(route), goodShare(route))));
  const target = `${routes[0]!.host ?? ''}${placeOf(leak)}`;
  const block = place && locationBlock(place);
  return {
    id: `offload:${target}`,
    action: 'offload',
    target,
    routes: routes.map(routeName),
    saving: savingOf(totals, requests, bytes, { expected: seconds, low: sure, high: seconds }),
    confidence: seconds === null ? 'medium' : 'high',
    why: `${inCount(requests, 'request')} for static files went through the application${
      seconds === null ? '' : `, which spent ${inSeconds(seconds)} on them${shareOf(seconds, totals.appSeconds)}`
    }.`,
    how:
      block === null
        ? 'Let nginx serve these files from disk, with a location of their own. None is generated: their names hold unusual characters, or nothing tells them from paths that the application must answer.'
        : `Let nginx serve them from disk: a file costs it 12 to 23 times less CPU than gunicorn and Flask, and the workers are free for other requests. Check that the files are there and that none needs a login.\n\n${code(block)}`,
  };
}

function groupsOf(routes: readonly RouteReport[]): RouteReport[][] {
  const groups = new Map<string, RouteReport[]>();
  for (const route of routes) {
    const key = JSON.stringify([route.host, folderOf(route.route)]);
    const group = groups.get(key);
    if (group) group.push(route);
    else groups.set(key, [route]);
  }
  return [...groups.values()];
}

// The first folder: deeper ones would ask for a location each.
function folderOf(route: string): string {
  const second = route.indexOf('/', 1);
  return second < 0 ? '/' : route.slice(0, second + 1);
}

/** A folder of files is one location; in a folder that the application answers too, extensions tell files apart. */
function leaksOf(group: RouteReport[], dynamic: readonly RouteReport[]): Leak[] {
  const prefix = folderOf(group[0]!.route);
  const answered = dynamic.filter(({ host, route }) => host === group[0]!.host && route.startsWith(prefix));
  if (prefix !== '/' && answered.length === 0) return [{ routes: group, place: { prefix, extensions: null } }];
  const taken = new Set(['', ...answered.map(extensionOf)]);
  const told = group.filter((route) => !taken.has(extensionOf(route)));
  const rest = group.filter((route) => taken.has(extensionOf(route)));
  const extensions = [...new Set(told.map(extensionOf))].sort();
  return [
    ...(told.length > 0 ? [{ routes: told, place: { prefix, extensions } }] : []),
    ...(rest.length > 0 ? [{ routes: rest, place: null }] : []),
  ];
}

function extensionOf({ route }: RouteReport): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(route)?.[1]?.toLowerCase() ?? '';
}

function placeOf({ routes, place }: Leak): string {
  if (place !== null) return placeName(place);
  return routes.length === 1 ? routes[0]!.route : `${folderOf(routes[0]!.route)} (${routes.length} routes)`;
}

function goodShare({ status, requests }: RouteReport): number {
  return requests === 0 ? 0 : ((status['2xx'] ?? 0) + (status['3xx'] ?? 0)) / requests;
}

function scaled(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}

function shareOf(seconds: number, all: number | null): string {
  return all ? ` (${inPercent(seconds / all)} of its time)` : '';
}
