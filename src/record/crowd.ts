import { extensionOf, isStaticExtension } from './extension.js';
import { type RouteNode, requestsOf } from './route-tree.js';

/** Fewer names than this under one parent are always endpoints. */
const MIN_CROWD = 50;
/** Fewer than this are endpoints too, unless most were hardly ever asked for: a closed set is seen again and again. */
const SURE_CROWD = 200;
const RARE_REQUESTS = 3;
/** No API has more methods under one parent, whatever they are called. */
const MAX_ENDPOINTS = 1000;
/** From this share of names like getUser, list_orders or delete-item on, it is a list of methods. */
const METHOD_SHARE = 0.25;
const METHOD =
  /^(?:get|list|fetch|find|search|query|create|add|insert|update|upsert|set|put|patch|save|edit|delete|remove|send|check|validate|verify|count|export|import|upload|download|start|stop|run|enable|disable|sync|is|has|do)(?:[A-Z_.-]|$)/;

/** With fewer requests nothing can be said of a route, so it is not kept apart for its traffic. */
const MIN_HEAVY_REQUESTS = 30;
/** Clearly more than the crowd's median, and clearly in the crowd. */
const HEAVY_FACTOR = 30;
const LIGHT_FACTOR = 3;
const DOMINANT_SHARE = 0.05;
/** Sub-routes that no sibling has; and how many children may have them before that is what all of them are like. */
const MIN_OWN_ROUTES = 3;
const MAX_OWN_STRUCTURES = 10;

const PARAMETERS = /:[a-z]+/g;
const NUMBER = /^\d+(?:\.\w+)?$/;

/** Parameters, numbers kept as endpoints, the trailing slash and "*" are no values to collapse. */
export function isName(name: string): boolean {
  if (name === '' || NUMBER.test(name)) return false;
  if (!name.includes(':')) return /[^*\-_.]/.test(name);
  return /[^*\-_.:]/.test(name.slice(0, name.length - extensionOf(name).length).replace(PARAMETERS, ''));
}

/** What stands for a name and very many like it. */
export function crowdName(name: string): string {
  return `:param${extensionOf(name)}`;
}

function isCrowd(members: readonly RouteNode[], median: number, extension: string): boolean {
  if (members.length < MIN_CROWD) return false;
  // files of one folder are no endpoints, and one route serves them all
  if (isStaticExtension(extension) || members.length >= MAX_ENDPOINTS) return true;
  if (members.length < SURE_CROWD && median > RARE_REQUESTS) return false;
  const methods = members.filter(({ name }) => METHOD.test(name.slice(0, 1).toLowerCase() + name.slice(1)));
  return methods.length < members.length * METHOD_SHARE;
}

/** Children far busier than the crowd: /users/me beside 400 user names. */
function heavyMembers(members: readonly RouteNode[], median: number): RouteNode[] {
  const least = Math.max(MIN_HEAVY_REQUESTS, median * HEAVY_FACTOR);
  const heavy = members.filter(({ requests }) => requests >= least);
  const between = members.filter(({ requests }) => requests < least && requests > median * LIGHT_FACTOR);
  // popularity falls off evenly from the first to the last; endpoints among values leave a gap
  if (heavy.length > between.length) return heavy;
  const all = requestsOf(members);
  return heavy.filter(({ requests }) => requests >= all * DOMINANT_SHARE);
}

/** Children with sub-routes of their own, where that is the exception: /users/admin/audit, /users/admin/keys. */
function structuredMembers(members: readonly RouteNode[]): RouteNode[] {
  const carriers = new Map<string, number>();
  for (const member of members)
    for (const { name } of member.children()) carriers.set(name, (carriers.get(name) ?? 0) + 1);
  const structured = members.filter((member) => {
    let own = 0;
    for (const { name } of member.children()) if (carriers.get(name) === 1) own++;
    return own >= MIN_OWN_ROUTES;
  });
  return structured.length <= MAX_OWN_STRUCTURES ? structured : [];
}

/** Merges very many like-minded names under one parent into ":param"; what stands out stays by its name. */
export function foldCrowd(parent: RouteNode): void {
  if (parent.size < MIN_CROWD) return;
  for (const [extension, members] of parent.childrenBy((name) => (isName(name) ? extensionOf(name) : null))) {
    const sorted = Float64Array.from(members, ({ requests }) => requests).sort();
    const median = sorted[sorted.length >> 1]!;
    if (!isCrowd(members, median, extension)) continue;
    const apart = new Set([...heavyMembers(members, median), ...structuredMembers(members)]);
    if (members.length - apart.size < MIN_CROWD) continue;
    for (const member of members) if (!apart.has(member)) parent.mergeChild(member, crowdName(member.name));
  }
}
