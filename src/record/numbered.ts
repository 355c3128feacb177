import { extensionOf, isStaticExtension } from './extension.js';
import { type RouteNode, requestsOf } from './route-tree.js';
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

/** The name with its numbers taken for ids; null: it has none. */
function shapeOf(name: string): string | null {
  if (!/\d/.test(name)) return null;
  const shape = numbersAsIds(name);
  return shape === name ? null : shape;
}

/** /users/12/orders is a record's; /2/users may be a version of the API, and /mix/2080 an endpoint. */
function mayBeEndpoint(node: RouteNode): boolean {
  const isLeaf = node.size === (node.get('') === undefined ? 0 : 1);
  return node.requests >= MIN_ENDPOINT_REQUESTS && (isLeaf || !/\d\d/.test(node.name));
}

/** The few numbers that hold nearly all of the group's traffic, or none. */
function endpointsAmong(group: readonly RouteNode[], all: number): RouteNode[] {
  const busiest = group
    .filter(mayBeEndpoint)
    .sort((a, b) => b.requests - a.requests || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_NUMBERED_ENDPOINTS);
  return requestsOf(busiest) >= all * ENDPOINT_SHARE ? busiest : [];
}

/** Merges siblings that differ in a short number into one ":id", unless they are a few busy endpoints. */
export function foldNumbers(parent: RouteNode, isRoot: boolean): void {
  for (const [shape, group] of parent.childrenBy(shapeOf)) {
    const known = parent.get(shape);
    const isFree = BARE_ID.test(shape) && !isRoot;
    if (!isFree && group.length < MIN_NUMBERED_NAMES && (isRoot || known === undefined)) continue;
    const endpoints = endpointsAmong(group, requestsOf(group) + (known?.requests ?? 0));
    for (const node of group) if (!endpoints.includes(node)) parent.mergeChild(node, shape);
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
      if (node.requests <= sibling.requests * share) parent.mergeChild(node, like);
    }
  }
}
