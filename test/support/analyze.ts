import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { CpuSeries } from '../../src/cpu/series.js';
import { type Filter, type FilterOptions, readFilter } from '../../src/filter/filter.js';
import { formatChooser } from '../../src/format/choose.js';
import type { Purpose } from '../../src/ingest/columns.js';
import { findInputs } from '../../src/ingest/inputs.js';
import { readLogs } from '../../src/ingest/read-logs.js';
import { NO_PRIVACY, type Privacy } from '../../src/record/privacy.js';
import { collectReport } from '../../src/report/collect.js';
import type { Report } from '../../src/report/types.js';
import { Store } from '../../src/store/store.js';
import { FULL_FORMAT } from './lines.js';

export interface AnalysisOptions {
  /** Null: detected from the lines. */
  logFormat?: string | null;
  noBots?: boolean;
  filters?: Partial<FilterOptions>;
  privacy?: Privacy;
  purpose?: Purpose;
  /** Memory for distinct texts. */
  mostTextBytes?: number;
  routePatterns?: readonly string[];
  routeTemplates?: boolean;
  cores?: number;
  cpu?: readonly CpuSeries[];
  workers?: number;
}

/** One log, or several files by name. */
export type Logs = string | Buffer | Record<string, string | Buffer>;

/** Reads logs into a store as `logsplit analyze` does, from files that are gone afterwards. */
export async function readInto(store: Store, logs: Logs, options: AnalysisOptions = {}): Promise<void> {
  const {
    mostTextBytes = 64 << 20,
    logFormat = FULL_FORMAT,
    routePatterns = [],
    routeTemplates = true,
    privacy = NO_PRIVACY,
    purpose = 'all',
  } = options;
  const folder = await mkdtemp(join(tmpdir(), 'logsplit-test-'));
  try {
    const files = typeof logs === 'string' || Buffer.isBuffer(logs) ? { 'access.log': logs } : logs;
    const paths = Object.keys(files).map((name) => join(folder, name));
    await Promise.all(Object.values(files).map((content, i) => writeFile(paths[i]!, content)));
    const format = { name: null, logFormat, nginxConf: null };
    const choose = formatChooser(format, () => {});
    await readLogs(store, await findInputs(paths, choose), {
      choose,
      format,
      purpose,
      mostTextBytes,
      routePatterns,
      routeTemplates,
      privacy,
      stdin: Readable.from([]),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Hands a store that holds the logs to `use`; nothing stays open. */
export async function withLogs<T>(logs: Logs, options: AnalysisOptions, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await Store.open();
  try {
    await readInto(store, logs, options);
    const filter = filterOf(options);
    if (filter !== null) await store.choose(filter.choice);
    return await use(store);
  } finally {
    store.close();
  }
}

export function filterOf({ noBots = false, filters = {} }: AnalysisOptions): Filter | null {
  const none = { host: [], path: [], excludePath: [], method: [], status: [], where: [] };
  return readFilter({ ...none, bots: !noBots, ...filters }, Date.now());
}

/** The report of logs. */
export function reportOf(logs: Logs, options: AnalysisOptions = {}): Promise<Report> {
  const { cores = null, workers = null, cpu = [] } = options;
  return withLogs(logs, options, (store) => collectReport(store, { cores, workers, cpu }, filterOf(options)?.told));
}

/** The rows that one query gives of logs. */
export function rowsOf<Row = Record<string, unknown>>(
  name: string,
  logs: Logs,
  options: AnalysisOptions = {},
  params: Record<string, number> = {},
): Promise<Row[]> {
  return withLogs(logs, options, ({ query }) => query<Row>(name, params));
}
