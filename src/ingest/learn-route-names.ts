import { setImmediate } from 'node:timers/promises';
import { learnRoutes } from '../record/learn.js';
import { type RouteNaming, routeNamer } from '../record/route-patterns.js';
import type { Store } from '../store/store.js';
import type { RouteTemplate } from './describing.js';
import { MALFORMED_TEMPLATE, NO_PATH_TEMPLATE } from './meanings.js';

const NO_ROUTES = [
  [MALFORMED_TEMPLATE, '(malformed request)'],
  [NO_PATH_TEMPLATE, '(no path)'],
] as const;

/** The route of each template. */
export interface RouteNames {
  /** By name, the route's id. */
  routes: ReadonlyMap<string, number>;
  /** Ids of templates, and of the route of each. */
  links: readonly (readonly [templateId: number, routeId: number])[];
}

/**
 * Names the route of every path template, from all of them together, and lets others have this thread now and then.
 * @param learn false: each stays as it is
 */
export async function nameRoutes(
  templates: readonly RouteTemplate[],
  patterns: readonly string[],
  learn: boolean,
): Promise<RouteNames> {
  const names = learn ? await inSteps(learnRoutes(templates, patterns)) : templates.map(({ template }) => template);
  const routes = new Map<string, number>();
  const links = templates.map(({ id }, i) => {
    const name = names[i]!;
    if (!routes.has(name)) routes.set(name, routes.size + 1);
    return [id, routes.get(name)!] as const;
  });
  return { routes, links };
}

async function inSteps<T>(steps: Iterator<undefined, T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await setImmediate();
  }
}

/** Names the routes of a store that has none. */
export async function learnRouteNames(store: Store, patterns: readonly string[], learn: boolean): Promise<void> {
  const templates = await store.query<RouteTemplate>('templates');
  await storeRouteNames(store, await nameRoutes(templates, patterns, learn));
}

export async function storeRouteNames(store: Store, { routes, links }: RouteNames): Promise<void> {
  await store.appendRows('routes', ['id', 'text'], [...[...routes].map(([name, id]) => [id, name]), ...NO_ROUTES]);
  await store.appendRows('template_routes', ['id', 'id'], [...links, ...NO_ROUTES.map(([id]) => [id, id])]);
}

/** Gives every stored request the template that its path has now: patterns of users are part of it. */
export async function renameTemplates(store: Store, naming: RouteNaming): Promise<void> {
  const name = routeNamer(naming);
  const templates = await store.query<{ id: number; template: string }>('every_template');
  const ids = new Map(templates.map(({ id, template }) => [template, id]));
  const firstNew = Math.max(0, ...ids.values()) + 1;
  let nextId = firstNew;
  const links = (await store.query<{ id: number; path: string }>('asked_paths')).map(({ id, path }) => {
    const template = name(path);
    if (!ids.has(template)) ids.set(template, nextId++);
    return [id, ids.get(template)!];
  });
  const fresh = [...ids].filter(([, id]) => id >= firstNew).map(([template, id]) => [id, template]);
  await store.appendRows('templates', ['id', 'text'], fresh);
  await store.step('open_renamed');
  await store.appendRows('renamed', ['id', 'id'], links);
  await store.step('rename_hits');
}
