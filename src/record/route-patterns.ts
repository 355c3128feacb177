import { UserError } from '../errors.js';
import { bounded } from './bounded.js';
import { templateOf } from './template.js';

/** Of a path shown as it is. */
const MAX_PATH = 1024;
const EXAMPLE = "Write it like --route '/users/:name/*': a path from the root; :name or * for what varies.";

/** What a segment begins with, what must follow in this order, and what it ends with; wildcards stand between. */
interface SegmentPattern {
  literals: string[];
  /** Characters the wildcard after each literal takes at least: a :name takes one, a * none. */
  least: number[];
}

interface RoutePattern {
  text: string;
  segments: SegmentPattern[];
  /** Ends in "/*": takes the rest of the path. */
  takesRest: boolean;
}

const WILDCARDS = /(\*|:[A-Za-z_]\w*)/;

function compileSegment(text: string): SegmentPattern {
  const parts = text.split(WILDCARDS);
  const literals = parts.filter((_, index) => index % 2 === 0);
  const wildcards = parts.filter((_, index) => index % 2 === 1);
  // a whole segment is never empty
  const isWhole = wildcards.length === 1 && literals.every((literal) => literal === '');
  return { literals, least: wildcards.map((wildcard) => (wildcard === '*' && !isWhole ? 0 : 1)) };
}

function problemOf(pattern: string): string | null {
  if (pattern === '') return 'is empty';
  if (!pattern.startsWith('/')) return 'does not begin with a slash';
  if (/[?#]/.test(pattern)) return 'holds a query, and routes are compared without it';
  if (/\s/.test(pattern)) return 'holds a blank';
  if (pattern.includes('//')) return 'holds an empty segment';
  if (pattern.includes('**')) return 'holds "**", which means no more than "*"';
  if (/:(?![A-Za-z_])/.test(pattern)) return 'holds a colon without a name';
  return null;
}

function compilePattern(text: string): RoutePattern {
  const problem = problemOf(text);
  if (problem !== null) throw new UserError(`The route pattern '${bounded(text, 80)}' ${problem}.`, EXAMPLE);
  const takesRest = text.endsWith('/*');
  const path = takesRest ? text.slice(0, -2) : text;
  return { text, segments: path.split('/').slice(1).map(compileSegment), takesRest };
}

/** Leftmost matches of the literals in turn: linear, where a regular expression with several stars backtracks. */
function matchesSegment({ literals, least }: SegmentPattern, segment: string): boolean {
  const first = literals[0]!;
  if (least.length === 0) return segment === first;
  if (!segment.startsWith(first)) return false;
  let at = first.length;
  for (let i = 1; i < literals.length - 1; i++) {
    const from = at + least[i - 1]!;
    const found = from > segment.length ? -1 : segment.indexOf(literals[i]!, from);
    if (found === -1) return false;
    at = found + literals[i]!.length;
  }
  const last = literals.at(-1)!;
  return segment.endsWith(last) && segment.length - last.length >= at + least.at(-1)!;
}

/**
 * The user's own routes. The function returned gives the first pattern that a path (without query) matches, or null.
 * ":name" takes one segment, "*" any characters within a segment, a final "/*" the rest of the path: /files/* covers
 * /files/ and all below it, but not /files. Throws a UserError where a pattern cannot be a path.
 */
export function compileRoutePatterns(patterns: readonly string[]): (path: string) => string | null {
  const compiled = patterns.map(compilePattern);
  const deepest = Math.max(0, ...compiled.map(({ segments }) => segments.length));
  return (path) => {
    if (compiled.length === 0 || !path.startsWith('/')) return null;
    // one more than is compared: whether anything follows
    const found = path.slice(1).split('/', deepest + 1);
    for (const { text, segments, takesRest } of compiled) {
      const fits = takesRest ? found.length > segments.length : found.length === segments.length;
      if (fits && segments.every((segment, index) => matchesSegment(segment, found[index]!))) return text;
    }
    return null;
  };
}

export interface RouteNaming {
  /** The user's patterns: the first that matches names the route. */
  patterns: readonly string[];
  /** false: paths that no pattern names stay as they are, cut to 1,024 characters. */
  templates: boolean;
}

/** Whether a path's name follows from its shape: patterns look at every letter, and without templates a path is its name. */
export function isToldByShape({ patterns, templates }: RouteNaming): boolean {
  return templates && patterns.length === 0;
}

/** How a path without its query is named; call it once per distinct path. Throws as compileRoutePatterns does. */
export function routeNamer({ patterns, templates }: RouteNaming): (path: string) => string {
  const named = templates ? templateOf : (path: string) => bounded(path, MAX_PATH);
  if (patterns.length === 0) return named;
  const given = compileRoutePatterns(patterns);
  return (path) => given(path) ?? named(path);
}
