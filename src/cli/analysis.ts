import { readCpu } from '../cpu/read-cpu.js';
import type { CpuSeries } from '../cpu/series.js';
import { UserError } from '../errors.js';
import type { EvidenceOptions } from '../evidence/options.js';
import { type Filter, readFilter } from '../filter/filter.js';
import { type ChooseFormat, formatChooser } from '../format/choose.js';
import type { ReadOptions as Reading } from '../ingest/read-options.js';
import { compileRoutePatterns } from '../record/route-patterns.js';
import { cleanText } from '../render/clean.js';
import { collectReport } from '../report/collect.js';
import type { Report } from '../report/types.js';
import { fullDisk } from '../store/full-disk.js';
import type { PassingPlace } from '../store/open-database.js';
import { Store } from '../store/store.js';
import type { Io } from './io.js';
import { shareMemory } from './memory.js';
import { formatRequest, type ReadOptions } from './options.js';
import { answerOwn } from './own/answer.js';
import { type OwnFile, readOwnFiles } from './own/files.js';
import { withStoreFile } from './store-file.js';

/** What the options ask for, read and checked before a log is looked at. */
export interface Analysis {
  choose: ChooseFormat;
  /** How logs are read. */
  reading: Reading;
  filter: Filter | null;
  /** SQL conditions on requests. */
  conditions: readonly string[];
  told: EvidenceOptions;
  /** The user's own queries. */
  own: readonly OwnFile[];
  /** Whether the store stays. */
  isKept: boolean;
  /** Of readNew. */
  keeping: { keep?: string };
  /** For the store. */
  memoryBytes: number;
  /** Whether colour is wanted at all. */
  color: boolean;
  warn: (sentence: string) => void;
}

/** @param inputs as given @throws UserError */
export async function prepareAnalysis(
  inputs: readonly string[],
  options: ReadOptions,
  color: boolean,
  io: Io,
): Promise<Analysis> {
  const warn = (sentence: string): void => {
    io.stderr.write(`logsplit: warning: ${cleanText(sentence)}\n`);
  };
  const format = formatRequest(options);
  const choose = formatChooser(format, warn);
  if (options.keep !== undefined && options.db === undefined) {
    throw new UserError('--keep is about a store.', 'Give --db FILE, too.');
  }
  compileRoutePatterns(options.route);
  const own = options.queries === undefined ? [] : readOwnFiles(options.queries);
  const filter = readFilter(options, Date.now());
  const cpu = await readCpuFiles(inputs, options, io);
  const { storeBytes, textBytes } = shareMemory(options.memory);
  return {
    choose,
    reading: {
      choose,
      format,
      mostTextBytes: textBytes,
      routePatterns: options.route,
      routeTemplates: options.routeTemplates,
      privacy: { anonymizeIp: options.anonymizeIp === true, dropQuery: options.dropQuery === true },
      stdin: io.stdin,
    },
    filter,
    conditions: options.where,
    told: { cores: options.cores, workers: options.workers, cpu },
    own,
    isKept: options.db !== undefined,
    keeping: options.keep === undefined ? {} : { keep: options.keep },
    memoryBytes: storeBytes,
    color,
    warn,
  };
}

/** Opens a store for the analysis. @throws UserError also for a condition that cannot be used */
export async function withStore<T>(
  place: PassingPlace | { file: string; mustExist: boolean },
  { memoryBytes, conditions }: Analysis,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const checked = async (store: Store): Promise<T> => {
    for (const condition of conditions) await store.checkCondition(condition);
    return use(store);
  };
  if (typeof place === 'object') {
    return withStoreFile(place.file, { mustExist: place.mustExist, memoryBytes }, checked);
  }
  const store = await Store.open({ place, memoryBytes });
  try {
    return await checked(store);
  } catch (error) {
    throw fullDisk(error, null) ?? error;
  } finally {
    store.close();
  }
}

/** The report on what is stored by now. */
export async function reportOn(store: Store, { filter, told, own, warn }: Analysis): Promise<Report> {
  if (filter !== null) await store.choose(filter.choice);
  const report = await collectReport(store, told, filter?.told);
  if (own.length === 0) return report;
  return { ...report, queries: await answerOwn(store, filter?.choice ?? null, own, warn) };
}

/** Warns of inputs that were not read whole. */
export function tellFaults({ input }: Report, { warn }: Analysis): void {
  for (const { path, fault } of input.files) if (fault !== null) warn(`${path}: ${fault}.`);
  for (const { path, fault } of input.cpu) if (fault !== null) warn(`${path} is not used. ${fault}`);
}

async function readCpuFiles(
  inputs: readonly string[],
  { cpu, cores }: ReadOptions,
  { stdin }: Io,
): Promise<CpuSeries[]> {
  if (cpu.some((name) => name === '-' || name.startsWith('-:')) && (inputs.includes('-') || cpu.length > 1)) {
    throw new UserError('Standard input can be read once only.', 'Write the log or the CPU times to a file.');
  }
  const series: CpuSeries[] = [];
  for (const name of cpu) series.push(await readCpu(name, cores, stdin));
  return series;
}
