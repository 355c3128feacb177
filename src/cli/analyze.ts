import { readCpu } from '../cpu/read-cpu.js';
import type { CpuSeries } from '../cpu/series.js';
import { UserError } from '../errors.js';
import type { EvidenceOptions } from '../evidence/options.js';
import { readFilter } from '../filter/filter.js';
import { type ChooseFormat, type FormatRequest, formatChooser } from '../format/choose.js';
import { bytesOf, findInputs, type Input } from '../ingest/inputs.js';
import { readLogs } from '../ingest/read-logs.js';
import { readNew } from '../ingest/read-new.js';
import { compileRoutePatterns } from '../record/route-patterns.js';
import { cleanText } from '../render/clean.js';
import { renderJson } from '../render/json.js';
import { renderText } from '../render/text.js';
import { collectReport } from '../report/collect.js';
import type { Report } from '../report/types.js';
import { type Asking, Store } from '../store/store.js';
import { catchInterrupt, Interrupted } from './interrupt.js';
import { type Io, textColumns, wantsColor, wantsUnicode } from './io.js';
import { shareMemory } from './memory.js';
import { type AnalyzeOptions, formatRequest, type Output, type ReadOptions } from './options.js';
import { openOutput } from './output-file.js';
import { showProgress } from './progress.js';
import { withStoreFile } from './store-file.js';
import { version } from './version.js';
import { write } from './write.js';

/** A log that is larger than this is read into a file: in memory it would take as much as itself. */
const MOST_IN_MEMORY_BYTES = 64 << 20;

interface ReadingOptions {
  choose: ChooseFormat;
  format: FormatRequest;
  textBytes: number;
  options: ReadOptions;
  color: boolean;
  warn: (sentence: string) => void;
}

/** `logsplit analyze`: from log files to a report. */
export async function analyze(
  paths: readonly string[],
  options: AnalyzeOptions,
  color: boolean,
  io: Io,
): Promise<void> {
  const inputs = inputPaths(paths, options, io);
  const output = chooseOutput(options, inputs, io);
  const file = options.outputFile === undefined ? null : await openOutput(options.outputFile);
  const { result: report, isWhole } = await withReport(inputs, options, color, io, async (made) => made).catch(
    async (error: unknown) => {
      await file?.abandon();
      throw error;
    },
  );

  if (output === 'dashboard') {
    // React and ink take longer to load than a small log takes to read.
    const { runDashboard } = await import('../dashboard/run.js');
    const colors = wantsColor(io.stdout, io.env, color);
    await runDashboard(report, { stdin: io.stdin, stdout: io.stdout, color: colors, unicode: wantsUnicode(io.env) });
  } else {
    const text = render(report, output, options, file === null && wantsColor(io.stdout, io.env, color), io);
    if (file === null) await write(io.stdout, text);
    else await file.write(text);
  }
  if (!isWhole) throw new Interrupted();
}

/**
 * Reads the logs, and hands the report on them to `use` while their store is open.
 * @returns what `use` makes of it, and whether all was read: Ctrl-C ends the reading
 */
export async function withReport<T>(
  inputs: readonly string[],
  options: ReadOptions,
  color: boolean,
  io: Io,
  use: (report: Report, store: Asking, told: EvidenceOptions) => Promise<T>,
): Promise<{ result: T; isWhole: boolean }> {
  const warn = (sentence: string): void => {
    io.stderr.write(`logsplit: warning: ${cleanText(sentence)}\n`);
  };
  const format = formatRequest(options);
  const choose = formatChooser(format, warn);
  if (options.keep !== undefined && options.db === undefined) {
    throw new UserError('--keep is about a store.', 'Give --db FILE, too.');
  }
  // A bad pattern is told before a file is looked at.
  compileRoutePatterns(options.route);
  const filter = readFilter(options, Date.now());
  const cpu = await readCpuFiles(inputs, options, io);
  const found = await findInputs(inputs, choose);
  const { storeBytes: memoryBytes, textBytes } = shareMemory(options.memory);
  const read = async (store: Store): Promise<{ result: T; isWhole: boolean }> => {
    for (const condition of options.where) await store.checkCondition(condition);
    const isWhole = await readAll(store, found, { choose, format, textBytes, options, color, warn }, io);
    if (filter !== null) await store.choose(filter.choice);
    const told: EvidenceOptions = { cores: options.cores, workers: options.workers, cpu };
    const report = await collectReport(store, told, filter?.told);
    for (const { path, fault } of report.input.files) if (fault !== null) warn(`${path}: ${fault}.`);
    for (const { path, fault } of report.input.cpu) if (fault !== null) warn(`${path} is not used. ${fault}`);
    return { result: await use(report, store, told), isWhole };
  };
  if (options.db !== undefined) return withStoreFile(options.db, { mustExist: found.length === 0, memoryBytes }, read);
  const store = await Store.open({ place: placeFor(found), memoryBytes });
  try {
    return await read(store);
  } finally {
    store.close();
  }
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

function placeFor(inputs: readonly Input[]): 'memory' | 'temporary' {
  const bytes = bytesOf(inputs);
  return bytes !== null && bytes <= MOST_IN_MEMORY_BYTES ? 'memory' : 'temporary';
}

/** @returns whether all of the input was read: Ctrl-C ends the reading */
async function readAll(
  store: Store,
  inputs: readonly Input[],
  { choose, format, textBytes, options, color, warn }: ReadingOptions,
  io: Io,
): Promise<boolean> {
  const progress = showProgress(io, color);
  const interrupt = catchInterrupt(() => {
    progress.end();
    const next = options.db === undefined ? '' : ', which is stored; the next run goes on from there';
    warn(`Interrupted: the report is about what was read so far${next}. Another Ctrl-C ends at once.`);
  });
  const reading = {
    choose,
    format,
    mostTextBytes: textBytes,
    routePatterns: options.route,
    routeTemplates: options.routeTemplates,
    privacy: { anonymizeIp: options.anonymizeIp === true, dropQuery: options.dropQuery === true },
    stdin: io.stdin,
    stop: interrupt.signal,
    onProgress: progress.update,
  };
  try {
    if (options.db === undefined) await readLogs(store, inputs, reading);
    else {
      const { left } = await readNew(store, inputs, {
        ...reading,
        lastLine: 'take',
        version: version(),
        ...(options.keep !== undefined && { keep: options.keep }),
      });
      for (const { path, why } of left) warn(`${path} is not stored: ${why}`);
    }
    return !interrupt.signal.aborted;
  } catch (error) {
    throw interrupt.signal.aborted ? new Interrupted(error) : error;
  } finally {
    progress.end();
    interrupt.release();
  }
}

/** The inputs of a command: standard input where none is named in a pipe. */
export function inputPaths(paths: readonly string[], { db }: ReadOptions, { stdin }: Io): readonly string[] {
  // Without logs a store is reported as it is: whoever runs it may have no terminal.
  if (paths.length > 0 || db !== undefined) return paths;
  if (stdin.isTTY) {
    throw new UserError('No log file was named.', 'Name one, for example /var/log/nginx/access.log.');
  }
  return ['-'];
}

function chooseOutput(
  { output, outputFile }: AnalyzeOptions,
  inputs: readonly string[],
  { stdin, stdout, env }: Io,
): Output {
  const shows = stdout.isTTY === true && stdin.isTTY === true && outputFile === undefined;
  if (output === 'dashboard' && (!shows || inputs.includes('-'))) {
    throw new UserError(
      'The dashboard needs a terminal for its keys and its screen, and a log that comes from a file.',
      'Use --output text or --output json.',
    );
  }
  return output ?? (shows && !inputs.includes('-') && !env.CI && env.TERM !== 'dumb' ? 'dashboard' : 'text');
}

function render(
  report: Report,
  output: Exclude<Output, 'dashboard'>,
  { top }: AnalyzeOptions,
  color: boolean,
  io: Io,
): string {
  if (output === 'json') return renderJson(report);
  return renderText(report, { columns: textColumns(io.stdout), top, color });
}
