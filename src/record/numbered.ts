import { extensionOf, isStaticExtension } from './extension.js';
import type { RouteNode } from './route-tree.js';
import { numbersAsIds } from './segment.js';

/** So many numbers under one parent at most may be endpoints: /mix/2080 and /mix/8020. */
const MAX_NUMBERED_ENDPOINTS = 4;
/** A numbered endpoint is asked for again and again; a record's number is not. */
const MIN_ENDPOINT_REQUESTS = 5;
/** Endpoints account for all but stray requests; the most popular records of a collection do not. */
const ENDPOINT_SHARE = 0.9;
/** /step-1 to /step-5, and /404 at the root, are names until there are more of them than anybody names. */
const MIN_NUMBERED_NAMES = 20;

const BARE_ID = /^:id(?:\.\w+)?$/;

/** A date, or a hash without a letter, that chance made of an id: rare beside its like. */
const CHANCE_SHARE = 1 / 20;
const DATE_PARAMETER = /:(?:date|year|month|day)(?![a-z])/g;
const ID_PARAMETER = /:id(?![a-z])/g;

function groupsByShape(parent: RouteNode): Map<string, RouteNode[]> {
  const groups = new Map<string, RouteNode[]>();
  for (const node of parent.children()) {
    if (!/\d/.test(node.name)) continue;
    const shape = numbersAsIds(node.name);
    if (shape === node.name) continue;
    const group = groups.get(shape);
    if (group === undefined) groups.set(shape, [node]);
    else group.push(node);
  }
  return groups;
}

/** /users/12/orders is a record's; /2/users may be a version of the API, and /mix/2080 an endpoint. */
function mayBeEndpoint(node: RouteNode): boolean {
  const isLeaf = node.size === (node.get('') === undefined ? 0 : 1);
  return node.requests >= MIN_ENDPOINT_REQUESTS && (isLeaf || !/\d\d/.test(node.name));
}

/** The few numbers that hold nearly all of the group's traffic, or none. */
function endpointsAmong(group: readonly RouteNode[], all: number): RouteNode[] {
  const busiest: RouteNode[] = [];
  for (const node of group) {
    if (!mayBeEndpoint(node)) continue;
    let place = busiest.length;
    while (place > 0 && isBusier(node, busiest[place - 1]!)) place--;
    if (place === MAX_NUMBERED_ENDPOINTS) continue;
    busiest.splice(place, 0, node);
    if (busiest.length > MAX_NUMBERED_ENDPOINTS) busiest.pop();
  }
  return requestsOf(busiest) >= all * ENDPOINT_SHARE ? busiest : [];
}

function isBusier(a: RouteNode, b: RouteNode): boolean {
  return a.requests > b.requests || (a.requests === b.requests && a.name < b.name);
}

function requestsOf(nodes: readonly RouteNode[]): number {
  let requests = 0;
  for (const node of nodes) requests += node.requests;
  return requests;
}

/** Merges siblings that differ in a short number into one ":id", unless they are a few busy endpoints. */
export function foldNumbers(parent: RouteNode, isRoot: boolean): void {
  for (const [shape, group] of groupsByShape(parent)) {
    const known = parent.get(shape);
    const isFree = BARE_ID.test(shape) && !isRoot;
    if (!isFree && group.length < MIN_NUMBERED_NAMES && (isRoot || known === undefined)) continue;
    const endpoints = endpointsAmong(group, requestsOf(group) + (known?.requests ?? 0));
    const others = endpoints.length === 0 ? group : group.filter((node) => !endpoints.includes(node));
    parent.mergeChildren(others, shape);
  }
}

/** One id in 5,000 of eight digits reads as a date, one hash in 40 has no letter: those join their like. */
export function foldChanceShapes(parent: RouteNode): void {
  if (parent.size < 2) return;
  for (const [pattern, likely] of [[DATE_PARAMETER, ':id'] as const, [ID_PARAMETER, ':hash'] as const]) {
    for (const node of parent.children()) {
      const { name } = node;
      if (!name.includes(':')) continue;
      const like = name.replace(pattern, likely);
      const sibling = like === name ? undefined : parent.get(like);
      if (sibling === undefined) continue;
      // one route serves the files of a folder: there the commoner shape is enough to go by
      const share = likely === ':hash' && isStaticExtension(extensionOf(name)) ? 1 : CHANCE_SHARE;
      if (node.requests <= sibling.requests * share) parent.mergeChildren([node], like);
    }
  }
}
