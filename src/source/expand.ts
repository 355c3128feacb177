import type { BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.js';
import { expandGlob, isGlob } from '../glob.js';
import { compareAges, rotationOf } from '../rotation.js';
import { beginAlike } from './copies.js';
import { identityOf } from './identity.js';
import { kindOfName } from './log-names.js';
import { unreadable } from './unreadable.js';

/** Whether a file holds requests: asked where its name does not tell. */
export type HoldsRequests = (path: string) => Promise<boolean>;

interface File {
  path: string;
  stats: BigIntStats;
}

/**
 * The files that arguments stand for: files, directories of logs, patterns; "-" stays, at the end. Each file once,
 * logs by name, and of each log the oldest file first.
 * @throws UserError for an argument that stands for no file
 */
export async function expandInputs(
  args: readonly string[],
  holdsRequests: HoldsRequests = async () => false,
): Promise<string[]> {
  const files = new Map<string, string>();
  for (const arg of args) {
    if (arg === '-') continue;
    for (const { path, stats } of await filesOf(arg, holdsRequests)) {
      const key = stats.isFile() ? identityOf(stats) : resolve(path);
      if (!files.has(key)) files.set(key, path);
    }
  }
  const paths = await withoutCopies(inTimeOrder([...files.values()]));
  return args.includes('-') ? [...paths, '-'] : paths;
}

/** A log that lies there twice, as access.log.1 and access.log.1.gz, once: the one that is not packed is the whole one. */
async function withoutCopies(paths: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const path of paths) {
    const before = kept.at(-1);
    if (before !== undefined && isTwin(before, path) && (await beginAlike(before, path))) continue;
    kept.push(path);
  }
  return kept;
}

function isTwin(a: string, b: string): boolean {
  const [one, other] = [rotationOf(basename(a)), rotationOf(basename(b))];
  return resolve(dirname(a)) === resolve(dirname(b)) && one.family === other.family && compareAges(one, other) === 0;
}

async function filesOf(arg: string, holdsRequests: HoldsRequests): Promise<File[]> {
  const named = await fileAt(arg).catch((error: NodeJS.ErrnoException) => {
    if (isGlob(arg)) return null;
    throw unreadable(arg, error);
  });
  if (named === null) return filesLike(arg, holdsRequests);
  if (!named.stats.isDirectory()) return [named];
  const logs = await logsIn(arg, holdsRequests);
  if (logs.length > 0) return logs;
  throw new UserError(
    `The directory ${arg} holds no access log.`,
    `Name the files, or a pattern in quotes: logsplit analyze '${join(arg, '*.log*')}'`,
  );
}

async function filesLike(pattern: string, holdsRequests: HoldsRequests): Promise<File[]> {
  const found = await existing(expandGlob(pattern));
  const files = found.filter(({ stats }) => !stats.isDirectory());
  // A pattern for every log means those of requests; one for error logs alone is told what they are.
  const wanted = files.filter(({ path }) => kindOfName(basename(path)) !== 'error log');
  if (files.length > 0) return wanted.length > 0 ? wanted : files;
  const logs: File[] = [];
  for (const { path } of found) logs.push(...(await logsIn(path, holdsRequests)));
  if (logs.length > 0) return logs;
  throw new UserError(
    found.length > 0
      ? `No directory that fits ${pattern} holds an access log.`
      : `No file fits the pattern ${pattern}.`,
    'Check the folder, that you may list it, and the names in it; * ? and [sets] stay within a name.',
  );
}

async function logsIn(directory: string, holdsRequests: HoldsRequests): Promise<File[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(directory, error);
  });
  const candidates = names.sort().filter((name) => ['access log', 'other log'].includes(kindOfName(name)));
  // The log of a container may be a link to a terminal.
  const files = (await existing(candidates.map((name) => join(directory, name)))).filter(({ stats }) => stats.isFile());
  const logs: File[] = [];
  for (const family of families(files)) {
    if (kindOfName(basename(family[0]!.path)) === 'access log' || (await isOfRequests(family, holdsRequests))) {
      logs.push(...family);
    }
  }
  return logs;
}

/** The files of one log are of one kind: its newest that is not empty tells. */
async function isOfRequests(family: readonly File[], holdsRequests: HoldsRequests): Promise<boolean> {
  const newest = inTimeOrder(family.filter(({ stats }) => stats.size > 0n).map(({ path }) => path)).at(-1);
  return newest !== undefined && (await holdsRequests(newest));
}

function families(files: readonly File[]): File[][] {
  const byFamily = new Map<string, File[]>();
  for (const file of files) {
    const { family } = rotationOf(basename(file.path));
    const members = byFamily.get(family);
    if (members) members.push(file);
    else byFamily.set(family, [file]);
  }
  return [...byFamily.values()];
}

function inTimeOrder(paths: readonly string[]): string[] {
  return paths
    .map((path) => {
      const rotation = rotationOf(basename(path));
      return { path, rotation, log: join(resolve(dirname(path)), rotation.family) };
    })
    .sort((a, b) => order(a.log, b.log) || compareAges(a.rotation, b.rotation) || order(a.path, b.path))
    .map(({ path }) => path);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function existing(paths: readonly string[]): Promise<File[]> {
  const files = await Promise.all(paths.map((path) => fileAt(path).catch(() => null)));
  return files.filter((file) => file !== null);
}

async function fileAt(path: string): Promise<File> {
  return { path, stats: await stat(path, { bigint: true }) };
}
