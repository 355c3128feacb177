import { resolve } from 'node:path';
import type { Store } from '../store/store.js';
import { writeState } from './store-state.js';

/** What went from a store. */
export interface Forgotten {
  requests: number;
  /** Paths of the files of which something went. */
  files: string[];
}

interface StoredFile {
  id: number;
  path: string;
  parsed: number;
  forgotten: number;
}

/**
 * Takes the requests that ended before a time out of a store, and the texts that only they had. Their files stay known: a
 * log that still lies there is not read again. Within a transaction of the caller's.
 * @param before ISO 8601, UTC
 */
export async function forgetBefore(store: Store, before: string): Promise<Forgotten> {
  const gone = await store.query<{ id: number; requests: number }>('requests_before', { before });
  if (gone.length === 0) return { requests: 0, files: [] };
  const paths = new Map((await store.query<StoredFile>('stored_files')).map(({ id, path }) => [id, path]));
  await store.step('forget_before', { before });
  for (const { id, requests } of gone) await store.step('note_forgotten', { id, requests });
  await store.step('drop_unused_texts');
  await writeState(store, 'unsettled', before);
  return { requests: gone.reduce((n, { requests }) => n + requests, 0), files: gone.map(({ id }) => paths.get(id)!) };
}

/** Takes files out of a store, with all that it knows of them: read again, they are new. @returns null: it has none of that name */
export async function forgetFile(store: Store, path: string): Promise<Forgotten | null> {
  const files = (await store.query<StoredFile>('stored_files')).filter(
    (file) => file.path === path || resolve(file.path) === resolve(path),
  );
  if (files.length === 0) return null;
  for (const { id } of files) {
    for (const step of ['forget_hits', 'forget_rejects', 'drop_reject_counts', 'drop_file'])
      await store.step(step, { id });
  }
  await store.step('drop_unused_texts');
  await writeState(store, 'unsettled', path);
  const requests = files.reduce((n, { parsed, forgotten }) => n + parsed - forgotten, 0);
  return { requests, files: files.map((file) => file.path) };
}
