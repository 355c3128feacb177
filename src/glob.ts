import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { ANY_RUN, exactly, fits, type Piece } from './wildcard.js';

/** Whether nginx takes an include's argument for a pattern: the same three characters decide. */
export function isGlob(path: string): boolean {
  return /[*?[]/.test(path);
}

/** Whether a path fits a glob pattern: * ? and [sets] stay within a segment, and leave names with a leading dot out. */
export function fitsGlob(pattern: string, path: string): boolean {
  const names = path.split('/');
  const segments = pattern.split('/');
  return names.length === segments.length && segments.every((segment, i) => segmentMatcher(segment)(names[i]!));
}

/** The existing paths that fit a glob pattern, sorted. What cannot be listed holds none, as for nginx. */
export function expandGlob(pattern: string): string[] {
  let found = [pattern.startsWith('/') ? '/' : ''];
  for (const segment of pattern.split('/').filter((part) => part !== '')) {
    found = found.flatMap((directory) => {
      const inside = directory === '' || directory === '/' ? directory : `${directory}/`;
      if (!isGlob(segment)) return existsSync(inside + segment) ? [inside + segment] : [];
      return names(inside === '' ? '.' : inside, segmentMatcher(segment)).map((name) => inside + name);
    });
  }
  return found.sort();
}

function names(directory: string, wanted: (name: string) => boolean): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch {
    // Not a directory, or not ours to read: glob(3) passes over both, and a missing directory is the usual case.
    return [];
  }
  return entries.map((entry) => entry.name).filter(wanted);
}

function segmentMatcher(segment: string): (name: string) => boolean {
  if (!isGlob(segment)) return (name) => name === segment;
  const pieces = compile(segment);
  return (name) => (!name.startsWith('.') || segment.startsWith('.')) && fits(pieces, name);
}

function compile(segment: string): Piece[] {
  const pieces: Piece[] = [];
  for (let i = 0; i < segment.length; i++) {
    const char = segment[i]!;
    const close = char === '[' ? segment.indexOf(']', /[!^]/.test(segment[i + 1] ?? '') ? i + 3 : i + 2) : -1;
    if (char === '*') pieces.push(ANY_RUN);
    else if (char === '?') pieces.push(() => true);
    else if (close > 0) {
      pieces.push(oneOf(segment.slice(i + 1, close)));
      i = close;
    } else if (char === '\\' && i + 1 < segment.length) pieces.push(exactly(segment[++i]!));
    else pieces.push(exactly(char));
  }
  return pieces;
}

function oneOf(set: string): Piece {
  const negated = set[0] === '!' || set[0] === '^';
  const ranges: [string, string][] = [];
  for (let i = negated ? 1 : 0; i < set.length; i++) {
    const isRange = set[i + 1] === '-' && i + 2 < set.length;
    ranges.push([set[i]!, set[isRange ? i + 2 : i]!]);
    if (isRange) i += 2;
  }
  return (char) => ranges.some(([low, high]) => low <= char && char <= high) !== negated;
}
