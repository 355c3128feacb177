import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { defaultLoaders, type Loader, type Loaders } from 'lilconfig';
import { UserError } from '../../errors.js';

/**
 * How each kind of file is read.
 * @param isFound whether the files were found, not named: then they have to be the user's
 */
export function loaders(isFound: boolean): Loaders {
  const guarded =
    (load: Loader): Loader =>
    async (path, content) => {
      if (isFound) refuseForeign(path);
      try {
        return (await load(path, content)) as unknown;
      } catch (cause) {
        throw broken(path, cause as Error);
      }
    };
  const script = guarded(async (path, content) => {
    const exported: unknown = await defaultLoaders['.js']!(path, content);
    if (exported === undefined) throw new Error('it has no default export');
    return exported;
  });
  const yaml = guarded(readYaml);
  return {
    '.json': async (path, content) => {
      if (basename(path) === 'package.json') return readPackage(path, content, isFound);
      return guarded(defaultLoaders['.json']!)(path, content);
    },
    '.yaml': yaml,
    '.yml': yaml,
    '.js': script,
    '.mjs': script,
    '.cjs': script,
  };
}

// It takes 20 ms to load.
async function readYaml(_path: string, content: string): Promise<unknown> {
  const { parse } = await import('yaml');
  return parse(content, { logLevel: 'error' }) as unknown;
}

/** Any project's: what is wrong with it concerns nobody here unless it has options. */
async function readPackage(path: string, content: string, isFound: boolean): Promise<object> {
  try {
    const held = JSON.parse(content) as { logsplit?: unknown } | null;
    if (held?.logsplit === undefined) return {};
    if (isFound) refuseForeign(path);
    return held;
  } catch (cause) {
    if (isFound && !(cause instanceof UserError)) return {};
    throw cause instanceof UserError ? cause : broken(path, cause as Error);
  }
}

/** In a folder that others may write to, anybody could leave options there, or a script. */
function refuseForeign(path: string): void {
  const { uid } = statSync(path);
  const self = process.getuid?.();
  if (self === undefined || uid === self || uid === 0) return;
  throw new UserError(
    `The configuration ${path} belongs to another user.`,
    'Name it with --config if you trust it, or pass --no-config.',
  );
}

function broken(path: string, cause: Error): UserError {
  const reason = cause.message.split('\n')[0]!.replace(/[.:]$/, '');
  return new UserError(`${path} cannot be read: ${reason}.`, 'Correct it, or pass --no-config.', { cause });
}
