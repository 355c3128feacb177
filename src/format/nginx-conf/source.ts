import { readFileSync, realpathSync, statSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { expandGlob, fitsGlob } from '../../glob.js';
import { splitDump } from './dump.js';

/** Where the text of a configuration's files comes from: the file system, or a dump that holds them all. */
export interface ConfSource {
  /** The path of the main file. */
  main: string;
  /** Its text: a pipe can be read once only. */
  text: string;
  /** @throws UserError where the file cannot be read. */
  read(path: string): string;
  /** The paths that fit a glob pattern, sorted. */
  glob(pattern: string): string[];
  /** Equal for two paths that lead to one file. */
  identity(path: string): string;
}

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Opens a configuration by its main file, or by the output of `nginx -T`.
 * @throws UserError where it cannot be read.
 */
export function openConf(path: string): ConfSource {
  const text = readText(path);
  const dump = splitDump(text);
  if (!dump) return { main: path, text, read: readText, glob: expandGlob, identity };
  const files = [...dump.keys()];
  const main = files[0]!;
  return {
    main,
    text: dump.get(main)!,
    read(file) {
      const held = dump.get(file);
      if (held === undefined) throw new UserError(`${file} is not in ${path}.`, 'Dump it again with nginx -T.');
      return held;
    },
    glob: (pattern) => files.filter((file) => fitsGlob(pattern, file)).sort(),
    identity: (file) => file,
  };
}

function identity(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // A pipe such as /dev/fd/63 leads nowhere; nothing can include it again.
    return path;
  }
}

function readText(path: string): string {
  const bytes = readBytes(path);
  if (bytes.includes(0)) {
    throw new UserError(`${path} is not a text file.`, 'Give an nginx configuration, often /etc/nginx/nginx.conf.');
  }
  return new TextDecoder().decode(bytes);
}

function readBytes(path: string): Buffer {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) {
      throw new UserError(
        `${path} is a directory, not a configuration file.`,
        'Give the file, often nginx.conf in it.',
      );
    }
    if (!stat.isFile() && !stat.isFIFO()) {
      throw new UserError(`${path} is not a file.`, 'Give an nginx configuration, often /etc/nginx/nginx.conf.');
    }
    if (stat.size > MAX_BYTES) {
      throw new UserError(`${path} is too large for a configuration.`, 'Give nginx.conf here, and logs as arguments.');
    }
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new UserError(
      code === 'ENOENT' ? `${path} does not exist.` : `${path} cannot be read (${code ?? (cause as Error).message}).`,
      'Give the path of a readable nginx configuration, often /etc/nginx/nginx.conf.',
      { cause },
    );
  }
}
