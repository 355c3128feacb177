import { routeName } from '../../report/route-name.js';
import type { Recommendation, RouteReport } from '../../report/types.js';
import type { RunQuery } from '../../store/store.js';
import { findLeaks, type HostLeaks } from '../offload/leaks.js';
import { requestPath } from '../offload/request-path.js';
import { appSeconds } from '../saving.js';
import { literally } from './quote.js';

/** A page whose answers are the same for everybody: a cache may keep them for a while. */
export interface CachedPage {
  /** "GET /pricing". */
  name: string;
  /** Decoded, where the route has no variable part; else null. */
  path: string | null;
  /** A regular expression over decoded paths. */
  pattern: string;
  /** What the application answered. */
  cost: { requests: number; bytes: number; appSeconds: number | null };
}

/** What one host's configuration is made from. */
export interface HostAdvice {
  /** Null: the log does not name hosts. */
  host: string | null;
  leaks: HostLeaks | null;
  pages: CachedPage[];
  /** Pages that no location can name without taking others. */
  skipped: { name: string; because: string }[];
}

export interface SiteAdvice {
  hosts: HostAdvice[];
  /** Addresses of the application as nginx logs them, most requests first. */
  upstreams: string[];
}

interface AddressRow {
  address: string;
  requests: number;
}

/** Addresses with fewer requests than this share are of the past. */
const LEAST_SHARE = 0.01;
const ADDRESS = /^(?:(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}|unix:\/[A-Za-z0-9._/-]+)$/;

/** Collects what a configuration is made from: leaked files and where they lie, pages to cache, the application. */
export async function adviseSite(
  query: RunQuery,
  routes: readonly RouteReport[],
  recommendations: readonly Recommendation[],
): Promise<SiteAdvice> {
  const leaks = await findLeaks(query);
  const names = new Set(recommendations.filter(({ action }) => action === 'cache').flatMap(({ routes: some }) => some));
  const cached = routes.filter((route) => names.has(routeName(route)));
  const hosts = new Set([...leaks.map(({ host }) => host), ...cached.map(({ host }) => host)]);
  return {
    hosts: [...hosts].map((host) => ({
      host,
      leaks: leaks.find((one) => one.host === host) ?? null,
      ...pagesOf(
        cached.filter((route) => route.host === host),
        routes.filter((route) => route.host === host && route.kind === 'dynamic' && !names.has(routeName(route))),
      ),
    })),
    upstreams: await addressesOf(query),
  };
}

function pagesOf(
  cached: readonly RouteReport[],
  others: readonly RouteReport[],
): Pick<HostAdvice, 'pages' | 'skipped'> {
  const pages: CachedPage[] = [];
  const skipped: HostAdvice['skipped'] = [];
  for (const route of cached) {
    const name = routeName(route);
    const path = requestPath(route.route);
    if (path === null || !path.startsWith('/')) continue;
    const pattern = patternOf(path);
    const expression = new RegExp(pattern, 'u');
    const taken = others.find((other) => expression.test(requestPath(other.route) ?? ''));
    if (taken === undefined) {
      const cost = { requests: route.servedBy.app, bytes: route.appBytes, appSeconds: appSeconds(route) };
      pages.push({ name, path: VARIABLE.test(path) ? null : path, pattern, cost });
    } else if (!pages.some((page) => page.pattern === pattern)) skipped.push({ name, because: routeName(taken) });
  }
  // HEAD is answered from what GET left in the cache.
  return {
    pages: pages.filter((page, i) => pages.findIndex(({ pattern }) => pattern === page.pattern) === i),
    skipped,
  };
}

const VARIABLE = /:[A-Za-z_]\w*|\*/;

/** A route as a regular expression: ":id" stands for part of a segment, a final "/*" for all below. */
function patternOf(route: string): string {
  const literals = route.split(new RegExp(VARIABLE.source, 'g')).map(literally);
  const variables = [...route.matchAll(new RegExp(VARIABLE.source, 'g'))].map(([one]) =>
    one === '*' ? '.*' : '[^/]+',
  );
  return `^${literals.map((text, i) => text + (variables[i] ?? '')).join('')}$`;
}

async function addressesOf(query: RunQuery): Promise<string[]> {
  const rows = await query<AddressRow>('upstream_addresses');
  const all = rows.reduce((sum, { requests }) => sum + requests, 0);
  return rows
    .filter(({ address, requests }) => ADDRESS.test(address) && requests >= all * LEAST_SHARE)
    .map((row) => row.address);
}
