import { UserError } from '../errors.js';

/** A regular expression (RE2) that whole texts have to fit; null: any text passes. */
export type Pattern = string | null;

const WILDCARD = '(?s:.*)';

/** The pattern of paths, from globs in which * stands for any characters, slashes too. @throws UserError */
export function pathPattern(option: string, globs: readonly string[]): Pattern {
  for (const glob of globs) {
    const problem = problemOfPath(glob);
    if (problem === null) continue;
    throw new UserError(
      `${option} ${JSON.stringify(glob)} ${problem}.`,
      `Write it like ${option} '/api/*': a path from the root; * stands for any characters, slashes too.`,
    );
  }
  return anyOf(globs.map(fromGlob));
}

/** The pattern of hosts: capitals do not matter, nor a port where the glob names none. @throws UserError */
export function hostPattern(globs: readonly string[]): Pattern {
  for (const glob of globs) {
    if (/^[^\s/]+$/.test(glob)) continue;
    throw new UserError(
      `--host ${JSON.stringify(glob)} is no name of a host.`,
      "Write it like --host '*.example.com': a name without scheme and path; * stands for any characters.",
    );
  }
  const any = anyOf(globs.map((glob) => (/:\d+$/.test(glob) ? fromGlob(glob) : `${fromGlob(glob)}(?::[0-9]+)?`)));
  return any && `(?i)${any}`;
}

/** The pattern of methods, from names and comma lists of names. @throws UserError */
export function methodPattern(lists: readonly string[]): Pattern {
  const names = itemsOf(lists);
  for (const name of names) {
    if (/^[A-Za-z][A-Za-z-]*$/.test(name)) continue;
    throw new UserError(`--method ${JSON.stringify(name)} is no method.`, 'Write it like --method GET,POST.');
  }
  return anyOf(names.map((name) => name.toUpperCase()));
}

/** The items of comma lists. */
export function itemsOf(lists: readonly string[]): string[] {
  return lists.flatMap((list) => list.split(',')).map((item) => item.trim());
}

/** The pattern of texts that fit one of several. */
export function anyOf(patterns: readonly string[]): Pattern {
  return patterns.length === 0 ? null : `(?:${patterns.join('|')})`;
}

function fromGlob(glob: string): string {
  return glob
    .split('*')
    .map((text) => text.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'))
    .join(WILDCARD);
}

function problemOfPath(glob: string): string | null {
  if (/[?#]/.test(glob)) return 'holds a query, and paths are compared without it';
  return /^[/*]/.test(glob) ? null : 'does not begin with a slash or *';
}
