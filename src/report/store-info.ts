import type { RunQuery } from '../store/store.js';

interface StoredLog {
  path: string;
  format: string;
  /** Bytes of the unpacked log that are stored; null: it is not known again. */
  offset: number | null;
  lines: number;
  parsed: number;
  rejected: number;
  ignored: number;
  /** Requests that were stored and are gone since. */
  forgotten: number;
  requests: number;
  /** ISO 8601, UTC. */
  firstTime: string | null;
  lastTime: string | null;
  fault: string | null;
}

interface StoreRun {
  /** ISO 8601, UTC. */
  began: string;
  ended: string;
  logsplit: string;
  files: number;
  lines: number;
  parsed: number;
  rejected: number;
  ignored: number;
}

/** What a store holds. */
export interface StoreInfo {
  schema: 'logsplit.store/1';
  path: string;
  bytes: number;
  storeSchema: number;
  requests: number;
  firstTime: string | null;
  lastTime: string | null;
  /** Age beyond which requests are forgotten, "90d"; null: none. */
  keep: string | null;
  files: StoredLog[];
  /** The last one first. */
  runs: StoreRun[];
}

type FileRow = Omit<StoredLog, 'offset' | 'firstTime' | 'lastTime'> & {
  first_time: string | null;
  last_time: string | null;
  mark: string | null;
};

export async function collectStoreInfo(
  query: RunQuery,
  { path, bytes }: { path: string; bytes: number },
): Promise<StoreInfo> {
  const rows = await query<FileRow>('store_files');
  const files = rows.map(({ first_time: firstTime, last_time: lastTime, mark, ...file }) => ({
    ...file,
    offset: mark === null ? null : storedBytes(JSON.parse(mark)),
    firstTime,
    lastTime,
  }));
  const [schema] = await query<{ version: number }>('schema_version');
  const state = await query<{ key: string; value: string }>('state');
  const times = files.flatMap(({ firstTime, lastTime }) => [firstTime, lastTime]).filter((time) => time !== null);
  times.sort();
  return {
    schema: 'logsplit.store/1',
    path,
    bytes,
    storeSchema: schema!.version,
    requests: files.reduce((n, { requests }) => n + requests, 0),
    firstTime: times[0] ?? null,
    lastTime: times.at(-1) ?? null,
    keep: state.find(({ key }) => key === 'keep')?.value ?? null,
    files,
    runs: await query<StoreRun>('runs'),
  };
}

function storedBytes({ offsetBytes, held }: { offsetBytes: number; held: { bytes: number } | null }): number {
  return offsetBytes + (held?.bytes ?? 0);
}
