import { readFileSync } from 'node:fs';
import type { Param } from './store.js';

/** A query file's header: `-- ` lines of description, then `-- param NAME TYPE: …` and `-- column NAME TYPE: …`. */
export interface QueryFile {
  name: string;
  description: string;
  params: { name: string; type: string; about: string }[];
  columns: { name: string; type: string; about: string }[];
  sql: string;
}

const FOLDER = new URL('../../queries/', import.meta.url);
const DECLARATION = /^-- (param|column) (\w+) ([A-Z][A-Z0-9_()[\], ]*?): (.+)$/;
const loaded = new Map<string, QueryFile>();

/** Reads queries/NAME.sql, once. */
export function loadQuery(name: string): QueryFile {
  let query = loaded.get(name);
  if (query === undefined) {
    query = parseQuery(name, readFileSync(new URL(`${name}.sql`, FOLDER), 'utf8'));
    loaded.set(name, query);
  }
  return query;
}

/** Takes a query's header apart. */
export function parseQuery(name: string, sql: string): QueryFile {
  const query: QueryFile = { name, description: '', params: [], columns: [], sql };
  for (const line of sql.split('\n')) {
    if (!line.startsWith('--')) break;
    const declared = DECLARATION.exec(line);
    if (declared) {
      const [, kind, field, type, about] = declared;
      query[kind === 'param' ? 'params' : 'columns'].push({ name: field!, type: type!, about: about! });
    } else query.description += `${query.description === '' ? '' : ' '}${line.slice(2).trim()}`;
  }
  return query;
}

/** The values of a query's parameters; null where none is given. */
export function bound({ params }: QueryFile, given: Record<string, Param> | undefined): Record<string, Param> {
  return Object.fromEntries(params.map(({ name }) => [name, given?.[name] ?? null]));
}
