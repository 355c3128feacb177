import type { Bound } from '../record/vocabulary.js';
import type { RouteReport } from '../report/types.js';

/** The host that every route has, which then need not stand in every row; null: there are several, or none. */
export function onlyHost(all: readonly RouteReport[]): string | null {
  const first = all[0]?.host ?? null;
  return all.every(({ host }) => host === first) ? first : null;
}

/** What a route's time is spent on; that the application serves a file, or does not answer at all, matters more. */
export function boundWord({ bound, kind, servedBy }: RouteReport): Bound | 'leak' | 'cached' | 'nginx' {
  if (kind === 'static' && servedBy.app > 0) return 'leak';
  if (bound !== 'unknown' || servedBy.app > 0 || servedBy.unknown > 0) return bound;
  return servedBy.cache > servedBy.nginx ? 'cached' : 'nginx';
}

/** The same, with how sure that is: "cpu high". */
export function boundWords(route: RouteReport): string {
  const word = boundWord(route);
  return word === route.bound && word !== 'unknown' ? `${word} ${route.confidence}` : word;
}
