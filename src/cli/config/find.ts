import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../errors.js';
import { CONFIG_NAMES } from './names.js';

const ENDINGS = ['.json', '.yaml', '.yml', '.js', '.mjs', '.cjs'];

/** A file of options, and what it holds, as it is. */
export interface ConfigFile {
  path: string;
  value: unknown;
}

/**
 * The configuration: the file that was asked for, else the first that is found in the working directory or above it.
 * @param asked by --config; false: none is wanted
 * @throws UserError where it cannot be read
 */
export async function findConfig(asked: string | false | undefined): Promise<ConfigFile | null> {
  if (asked === false || (asked === undefined && !mayBeFoundHere())) return null;
  const [{ lilconfig }, { loaders }] = await Promise.all([import('lilconfig'), import('./load.js')]);
  const files = lilconfig('logsplit', { searchPlaces: [...CONFIG_NAMES], loaders: loaders(asked === undefined) });
  const found = await (asked === undefined ? files.search() : files.load(asked)).catch((cause: unknown) => {
    throw cause instanceof UserError ? cause : unreadable(asked, cause as NodeJS.ErrnoException);
  });
  if (found === null) return null;
  if (asked !== undefined && found.config === null) {
    throw new UserError(`${asked} has no key "logsplit".`, 'Add one with the options in it, or name another file.');
  }
  return { path: found.filepath, value: found.config ?? {} };
}

/** Whether it is worth searching for one: loading what searches takes longer than a look. */
function mayBeFoundHere(): boolean {
  try {
    return mayBeFound(process.cwd());
  } catch {
    // The working directory is gone, and whatever was in it.
    return false;
  }
}

function mayBeFound(folder: string): boolean {
  const isThere = CONFIG_NAMES.some((name) => {
    const path = join(folder, name);
    return existsSync(path) && (name !== 'package.json' || mayHoldOptions(path));
  });
  return isThere || (dirname(folder) !== folder && mayBeFound(dirname(folder)));
}

function mayHoldOptions(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').includes('logsplit');
  } catch {
    // Whoever searches tells why it cannot be read.
    return true;
  }
}

function unreadable(asked: string | undefined, cause: NodeJS.ErrnoException): UserError {
  const isUnknown = cause.code === undefined;
  return new UserError(
    isUnknown
      ? `${asked} is no configuration: ${cause.message}.`
      : `The configuration ${asked ?? cause.path} cannot be read (${cause.code}).`,
    isUnknown ? `Its name ends in ${ENDINGS.join(', ')}.` : 'Name another with --config, or pass --no-config.',
    { cause },
  );
}
