import { crowdName, foldCrowd, isName } from './crowd.js';
import { foldChanceShapes, foldNumbers } from './numbered.js';
import { nameRoutes, plant, RouteNode } from './route-tree.js';
import { numbersAsIds } from './segment.js';

/** A template of a log takes 800 bytes while routes are learned, and this many show what there is to learn. */
const MOST_LEARNED_FROM = 100_000;

export interface TemplateTraffic {
  template: string;
  requests: number;
}

/** Templates, or siblings, that are a step's work: a millisecond or two. */
const A_STEP = 2048;

/** From the root down, so that what merged siblings hold is judged together. */
function* fold(node: RouteNode, isRoot: boolean): Generator<undefined, void> {
  if (node.size >= A_STEP) yield;
  foldNumbers(node, isRoot);
  foldChanceShapes(node);
  // a site's top level is its table of contents; thousands of random names there are a scanner's
  if (!isRoot) foldCrowd(node);
  for (const child of node.children()) if (child.size > 0) yield* fold(child, false);
}

/**
 * The final route of each template, in the order given, learned from all of them together: siblings that differ in a
 * number become ":id", very many names under one parent become ":param" (never at the root), and names that stand out
 * by their traffic or their sub-routes stay. When in doubt nothing is merged.
 *
 * `given` are the user's own patterns (--route), which stay as they are. Linear in the templates; their order is of no
 * consequence. Of more than 100,000 templates those are learned from that are asked for most.
 *
 * In steps of a millisecond or two, for whoever has something else to do between them.
 */
export function* learnRoutes(
  templates: readonly TemplateTraffic[],
  given: readonly string[] = [],
): Generator<undefined, string[]> {
  const root = new RouteNode('');
  const fixed = new Set(given);
  const isRoute = ({ template }: TemplateTraffic): boolean => template.startsWith('/') && !fixed.has(template);
  const isLearnedFrom = busiest(templates);
  const ends: (RouteNode | null)[] = [];
  for (const [index, one] of templates.entries()) {
    if (index % A_STEP === 0) yield;
    ends.push(isRoute(one) && isLearnedFrom(index) ? plant(root, one.template, one.requests) : null);
  }
  yield* fold(root, true);
  nameRoutes(root);
  const routes: string[] = [];
  for (const [index, one] of templates.entries()) {
    if (index % A_STEP === 0) yield;
    const route = ends[index]?.settled().route;
    routes.push(route ?? (isRoute(one) ? learnedName(root, one.template) : one.template));
  }
  return routes;
}

/** Tells those that are learned from by their place. */
function busiest(templates: readonly TemplateTraffic[]): (index: number) => boolean {
  if (templates.length <= MOST_LEARNED_FROM) return () => true;
  const places = Uint32Array.from(templates, (_, index) => index);
  places.sort((a, b) => templates[b]!.requests - templates[a]!.requests || a - b);
  const chosen = new Set(places.subarray(0, MOST_LEARNED_FROM));
  return (index) => chosen.has(index);
}

/** The route of a template that nothing was learned from, by what was learned from others. */
function learnedName(root: RouteNode, template: string): string {
  let node: RouteNode | undefined = root;
  let route = '';
  for (const segment of template.slice(1).split('/')) {
    const name: string = learnedSegment(node, segment);
    route += `/${name}`;
    node = node?.get(name);
  }
  return route;
}

function learnedSegment(parent: RouteNode | undefined, segment: string): string {
  if (parent === undefined || parent.get(segment) !== undefined) return segment;
  const numbered = numbersAsIds(segment);
  if (parent.get(numbered) !== undefined) return numbered;
  const crowded = crowdName(segment);
  return isName(segment) && parent.get(crowded) !== undefined ? crowded : segment;
}
