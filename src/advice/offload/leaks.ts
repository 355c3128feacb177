import type { RunQuery } from '../../store/store.js';
import { type AnsweredPaths, findPlaces, type LeakedFile, type Placing } from './find-places.js';
import { requestPath, splitPath } from './request-path.js';

/** A row of queries/leaked_files.sql. */
interface LeakedRow {
  method: string | null;
  host: string | null;
  route: string;
  path: string;
  requests: number;
  bytes: number;
  app_seconds: number | null;
  good_seconds: number | null;
  is_answered: boolean;
  variants: number;
}

/** A row of queries/answered_folders.sql. */
interface AnsweredRow {
  host: string | null;
  folder: string;
  extension: string;
  method: string | null;
  example: string;
}

/** A file that the application served, by one route. */
export interface Leak extends LeakedFile {
  method: string | null;
  host: string | null;
  route: string;
  requests: number;
  bytes: number;
  appSeconds: number | null;
  /** Of answers below 400. */
  goodSeconds: number | null;
}

/** Why a location does not serve a file. */
export type UnplacedReason = 'answered' | 'generated' | 'unreadable';

/** The files of one host and where they lie. */
export interface HostLeaks extends Placing<Leak> {
  host: string | null;
  unplaced: { reason: UnplacedReason; files: Leak[] }[];
}

// A file that was changed while the log was written has two sizes; a picture that is made to measure has many.
const FEWEST_VARIANTS = 3;
// No location's pattern is written for these.
const CONTROL = /\p{Cc}/u;

/** The static files that went through the application, host by host, and the locations that would serve them. */
export async function findLeaks(query: RunQuery): Promise<HostLeaks[]> {
  const rows = await query<LeakedRow>('leaked_files');
  if (rows.length === 0) return [];
  const answered = byHost(await query<AnsweredRow>('answered_folders'));
  return [...byHost(rows)].map(([host, files]) =>
    leaksOf(host, files, (answered.get(host) ?? []).flatMap(answeredPaths)),
  );
}

function leaksOf(host: string | null, rows: readonly LeakedRow[], answered: readonly AnsweredPaths[]): HostLeaks {
  const files: Leak[] = [];
  const unplaced = new Map<UnplacedReason, Leak[]>();
  for (const row of rows) {
    const path = requestPath(row.path);
    const leak = leakOf(row, path ?? row.path);
    const reason = path === null || CONTROL.test(path) ? 'unreadable' : reasonOf(row);
    if (reason === null) files.push(leak);
    else unplaced.set(reason, [...(unplaced.get(reason) ?? []), leak]);
  }
  return {
    host,
    ...findPlaces(files, answered),
    unplaced: [...unplaced].map(([reason, some]) => ({ reason, files: some })),
  };
}

function reasonOf({ is_answered, variants }: LeakedRow): UnplacedReason | null {
  if (is_answered) return 'answered';
  return variants >= FEWEST_VARIANTS ? 'generated' : null;
}

function leakOf(row: LeakedRow, path: string): Leak {
  const { method, host, route, requests, bytes } = row;
  const { extension } = splitPath(path);
  return {
    path,
    extension,
    method,
    host,
    route,
    requests,
    bytes,
    appSeconds: row.app_seconds,
    goodSeconds: row.good_seconds,
  };
}

function answeredPaths({ folder, extension, method, example }: AnsweredRow): AnsweredPaths[] {
  const shown = method === null ? example : `${method} ${example}`;
  // What stands there alone is spelled in a way of its own.
  if (folder !== example || folder.endsWith('/')) return [{ folder, extension, example: shown }];
  const path = requestPath(example);
  return path === null ? [] : [{ ...splitPath(path), example: shown }];
}

function byHost<Row extends { host: string | null }>(rows: readonly Row[]): Map<string | null, Row[]> {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.host);
    if (group) group.push(row);
    else groups.set(row.host, [row]);
  }
  return groups;
}
