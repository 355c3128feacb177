import { foldCrowd } from './crowd.js';
import { foldChanceShapes, foldNumbers } from './numbered.js';
import { nameRoutes, plant, RouteNode } from './route-tree.js';

export interface TemplateTraffic {
  template: string;
  requests: number;
}

/** From the root down, so that what merged siblings hold is judged together. */
function fold(node: RouteNode, isRoot: boolean): void {
  if (node.size === 0) return;
  foldNumbers(node, isRoot);
  foldChanceShapes(node);
  // a site's top level is its table of contents; thousands of random names there are a scanner's
  if (!isRoot) foldCrowd(node);
  for (const [, child] of node.children()) fold(child, false);
}

/**
 * The final route of each template, in the order given, learned from all of them together: siblings that differ in a
 * number become ":id", very many names under one parent become ":param" (never at the root), and names that stand out
 * by their traffic or their sub-routes stay. When in doubt nothing is merged.
 *
 * `given` are the user's own patterns (--route), which stay as they are. Linear in the templates; their order is of no
 * consequence.
 */
export function learnRoutes(templates: readonly TemplateTraffic[], given: readonly string[] = []): string[] {
  const root = new RouteNode();
  const fixed = new Set(given);
  const ends = templates.map(({ template, requests }) =>
    template.startsWith('/') && !fixed.has(template) ? plant(root, template, requests) : null,
  );
  fold(root, true);
  nameRoutes(root);
  return templates.map(({ template }, index) => ends[index]?.settled().route ?? template);
}
