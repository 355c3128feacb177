import type { Recommendation, RouteReport } from '../report/types.js';
import type { Findings } from './advise.js';
import { locationBlock, placeName, type StaticPlace } from './location.js';
import { appSeconds, code, inCount, inPercent, inSeconds, routeName, savingOf, sum } from './saving.js';

/** Static content that the application serves: nginx does it for a twelfth to a twenty-third of the CPU. */
export function adviseOffload({ routes, totals }: Findings): Recommendation[] {
  const leaking = routes.filter((route) => route.kind === 'static' && route.servedBy.app > 0);
  const dynamic = routes.filter((route) => route.kind === 'dynamic');
  return groupsOf(leaking).map((group) => {
    const host = group[0]!.host;
    const place = placeOf(group, dynamic);
    const requests = group.reduce((n, route) => n + route.servedBy.app, 0);
    const seconds = sum(group.map(appSeconds));
    const sure = sum(group.map((route) => scaled(appSeconds(route), goodShare(route))));
    const target = `${host ?? ''}${placeName(place)}`;
    const block = locationBlock(place);
    return {
      id: `offload:${target}`,
      action: 'offload',
      target,
      routes: group.map(routeName),
      saving: savingOf(
        totals,
        requests,
        group.reduce((n, route) => n + route.appBytes, 0),
        {
          expected: seconds,
          low: sure,
          high: seconds,
        },
      ),
      confidence: seconds === null ? 'medium' : 'high',
      why: `${inCount(requests, 'request')} for static files went through the application${
        seconds === null ? '' : `, which spent ${inSeconds(seconds)} on them${shareOf(seconds, totals.appSeconds)}`
      }.`,
      how:
        block === null
          ? 'Let nginx serve these paths from disk with a location of their own. Their names hold unusual characters, so no configuration is generated.'
          : `Let nginx serve them from disk: a file costs it 12 to 23 times less CPU than gunicorn and Flask, and the workers are free for other requests. Check that the files are there and that none needs a login.\n\n${code(block)}`,
    };
  });
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

function placeOf(group: readonly RouteReport[], dynamic: readonly RouteReport[]): StaticPlace {
  const prefix = folderOf(group[0]!.route);
  const shared =
    prefix === '/' || dynamic.some(({ host, route }) => host === group[0]!.host && route.startsWith(prefix));
  if (!shared) return { prefix, extensions: [] };
  const extensions = group.map(({ route }) => /\.([A-Za-z0-9]{1,8})$/.exec(route)?.[1]?.toLowerCase() ?? '');
  return { prefix, extensions: [...new Set(extensions)].filter((extension) => extension !== '').sort() };
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
