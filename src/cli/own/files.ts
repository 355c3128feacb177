import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '../../errors.js';
import { parseQuery } from '../../store/query-file.js';

/** A query of the user's own. */
export interface OwnFile {
  /** The file's name without its end. */
  name: string;
  /** What its header says, or its name. */
  title: string;
  sql: string;
}

/** The .sql files of a folder, by name. @throws UserError where it cannot be read, or holds none */
export function readOwnFiles(folder: string): OwnFile[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.sql') && !name.startsWith('.'));
    if (names.length === 0) throw new UserError(`${folder} holds no query.`, 'Put files into it that end in .sql.');
    return names.sort().map((file) => {
      const name = basename(file, '.sql');
      const { description, sql } = parseQuery(name, readFileSync(join(folder, file), 'utf8'));
      return { name, title: description.replace(/\.$/, '') || name, sql };
    });
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(
      `The queries in ${folder} cannot be read (${(cause as NodeJS.ErrnoException).code}).`,
      'Give --queries a folder of .sql files.',
      { cause },
    );
  }
}
