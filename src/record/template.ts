import { bounded } from './bounded.js';
import { quickTemplateOf } from './quick-template.js';
import { templateOfSegment } from './segment.js';

/** Deeper segments become one final "*". */
const MAX_DEPTH = 12;
/** Of a target that is no path ("*", "host:443", garbage): it is kept, cut to this. */
const MAX_TARGET = 128;
const KEPT_DIGITS = 5;

const SCHEME_AND_HOST = /^[A-Za-z][A-Za-z0-9+.-]{0,20}:\/\/[^/]*/;
const YEAR = /^(?:19|20)\d\d$/;
const MONTH = /^(?:0[1-9]|1[0-2])$/;
const DAY = /^(?:0[1-9]|[12]\d|3[01])$/;
/** Object stores spread files over folders named by the first digits of their hash: /ab/cd/abcd1234… */
const SHARD = /^[0-9a-f]{2}$/;

/** Most distinct paths of a site are plain words: one pass over their characters says so. */
function isPlain(path: string): boolean {
  if (path.charCodeAt(0) !== 47) return false;
  let depth = 0;
  let start = 0;
  for (let i = 0; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code === 47) {
      if (i === start && i > 0) return false;
      if (++depth > MAX_DEPTH) return false;
      start = i + 1;
    } else if (code < 45 || (code > 46 && code < 65) || code > 122 || i - start >= MAX_TARGET) return false;
  }
  return true;
}

/** ";jsessionid=…" and other matrix parameters say who asks, not what for. */
function withoutMatrix(segment: string): string {
  const semicolon = segment.indexOf(';');
  return semicolon === -1 ? segment : segment.slice(0, semicolon);
}

interface Segments {
  segments: string[];
  /** What follows the last segment: '', '/' or '/*'. */
  end: string;
}

/** Empty segments go (servers merge slashes), the trailing slash stays (routers tell /users from /users/). */
function segmentsOf(path: string): Segments {
  const segments: string[] = [];
  let endsInSlash = true;
  for (let start = 1; start <= path.length; ) {
    const slash = path.indexOf('/', start);
    const end = slash === -1 ? path.length : slash;
    const text = withoutMatrix(path.slice(start, end));
    endsInSlash = text === '';
    if (text !== '') {
      if (segments.length === MAX_DEPTH) return { segments, end: '/*' };
      segments.push(text);
    }
    if (slash === -1) break;
    start = end + 1;
  }
  return { segments, end: endsInSlash ? '/' : '' };
}

/** "2024", "01", "31" in a row: how many of the segments from `at` are a date's parts, 0 where they are none. */
function datePartsAt(segments: readonly string[], at: number): number {
  if (!YEAR.test(segments[at]!) || !MONTH.test(segments[at + 1] ?? '')) return 0;
  return DAY.test(segments[at + 2] ?? '') ? 3 : 2;
}

function nameShards(segments: readonly string[], templates: string[]): void {
  const isShard = (at: number) => SHARD.test(segments[at] ?? '') && !/^:(?:month|day)/.test(templates[at]!);
  for (let at = 2; at < templates.length; at++) {
    if (!templates[at]!.startsWith(':hash')) continue;
    let first = at;
    while (isShard(first - 1)) first--;
    if (at - first >= 2) templates.fill(':hash', first, at);
  }
}

/**
 * The route template of a path without its query, from the path alone: /users/123456/photo.3f2a1b9c.jpg is
 * /users/:id/photo.:hash.jpg. Pure, idempotent, and bounded in size whatever the path holds.
 *
 * Numbers of up to four digits stay, for they may name an endpoint (/mix/2080): learnRoutes decides on them.
 */
export function templateOf(path: string): string {
  const quick = quickTemplateOf(path);
  if (quick !== null) return quick;
  if (isPlain(path)) return path;
  // a proxy's absolute target: the application sees the path alone
  const rooted = path.startsWith('/') ? path : path.replace(SCHEME_AND_HOST, '') || (path === '' ? '' : '/');
  if (!rooted.startsWith('/')) return bounded(path, MAX_TARGET);
  const { segments, end } = segmentsOf(rooted);
  if (segments.length === 0) return '/';
  const budget = { left: KEPT_DIGITS };
  const templates: string[] = [];
  while (templates.length < segments.length) {
    const parts = datePartsAt(segments, templates.length);
    if (parts > 0) templates.push(...[':year', ':month', ':day'].slice(0, parts));
    else templates.push(templateOfSegment(segments[templates.length]!, budget));
  }
  nameShards(segments, templates);
  return `/${templates.join('/')}${end}`;
}
