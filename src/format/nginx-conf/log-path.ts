import { basename, dirname, resolve, sep } from 'node:path';
import { namesBeforeRotation } from '../../rotation.js';
import { ANY_RUN, exactly, fits, type Piece } from '../../wildcard.js';

/**
 * How well a path fits, compared from the first number on: 1 for the full path, how many names at its end fit, how many
 * characters of the file name fit without a variable's help (Infinity: it has none), minus the rotation suffixes cut off.
 */
export type PathFit = readonly [full: number, names: number, literal: number, uncut: number];

const VARIABLE = /\$(?:\{[A-Za-z0-9_]+\}|[A-Za-z0-9_]+)/;

/** Whether, and how well, an access_log's path (as written in the configuration `confFile`) is the one of `logFile`. */
export function fitPath(path: string, confFile: string, logFile: string): PathFit | null {
  const wanted = resolve(logFile);
  const directory = namesOf(dirname(wanted));
  let best: PathFit | null = null;
  namesBeforeRotation(basename(wanted)).forEach((name, cuts) => {
    for (const absolute of resolveLogPath(path, confFile)) {
      const fit = fitNames([...directory, name], namesOf(absolute).map(compile), -cuts);
      if (fit && (!best || compareFits(fit, best) > 0)) best = fit;
    }
  });
  return best;
}

/** Positive where `a` is the better fit. */
export function compareFits(a: PathFit, b: PathFit): number {
  const i = a.findIndex((value, at) => value !== b[at]);
  return i < 0 ? 0 : a[i]! - b[i]!;
}

/** nginx's prefix is not in the configuration; it is the directory of nginx.conf, or the one above (conf/nginx.conf). */
function resolveLogPath(path: string, confFile: string): string[] {
  const directory = dirname(resolve(confFile));
  return [...new Set([resolve(directory, path), resolve(dirname(directory), path)])];
}

function namesOf(path: string): string[] {
  return path.split(sep).filter((name) => name !== '');
}

function compile(name: string): Piece[] {
  return name.split(VARIABLE).flatMap((text, i) => [...(i > 0 ? [ANY_RUN] : []), ...text.split('').map(exactly)]);
}

function fitNames(names: readonly string[], patterns: readonly Piece[][], uncut: number): PathFit | null {
  let fitting = 0;
  while (fitting < names.length && fitting < patterns.length) {
    if (!fits(patterns.at(-1 - fitting)!, names.at(-1 - fitting)!)) break;
    fitting++;
  }
  const full = fitting === names.length && fitting === patterns.length;
  const file = patterns.at(-1) ?? [];
  const literal = file.includes(ANY_RUN) ? file.filter((piece) => piece !== ANY_RUN).length : Number.POSITIVE_INFINITY;
  // A file name that is one variable fits every log there is, and so tells nothing by itself.
  if (fitting === 0 || (!full && literal === 0)) return null;
  return [full ? 1 : 0, fitting, literal, uncut];
}
