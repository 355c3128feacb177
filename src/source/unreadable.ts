import { UserError } from '../errors.js';

/** What an input is called in a sentence. */
export function nameOf(path: string): string {
  return path === '-' ? 'Standard input' : path;
}

/** The error for an input that cannot be opened or read from its beginning. */
export function unreadable(path: string, cause: NodeJS.ErrnoException): UserError {
  const why =
    {
      ENOENT: 'does not exist',
      ENOTDIR: 'does not exist',
      EACCES: 'may not be read by this user',
      EPERM: 'may not be read by this user',
      EISDIR: 'is a directory',
    }[cause.code ?? ''] ?? `cannot be read (${cause.code ?? cause.message})`;
  return new UserError(`${nameOf(path)} ${why}.`, 'Check the path, and that you may read it.', { cause });
}
