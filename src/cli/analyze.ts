import { UserError } from '../errors.js';
import type { EvidenceOptions } from '../evidence/options.js';
import type { Purpose } from '../ingest/columns.js';
import { findInputs, type Input } from '../ingest/inputs.js';
import { logBytes } from '../ingest/log-bytes.js';
import type { Document } from '../render/document/document.js';
import { renderJson } from '../render/json.js';
import type { Report } from '../report/types.js';
import type { Store } from '../store/store.js';
import { type Analysis, prepareAnalysis, reportOn, tellFaults, withStore } from './analysis.js';
import { openCsvFolder } from './csv-folder.js';
import { documentText } from './document-text.js';
import { catchInterrupt, Interrupted } from './interrupt.js';
import { type Io, textColumns, wantsColor } from './io.js';
import { attachedOutput, MAIL_COLUMNS, mailText } from './mail.js';
import { placeOf } from './memory.js';
import type { AnalyzeOptions, Output, ReadOptions } from './options.js';
import { openOutput } from './output-file.js';
import { showProgress } from './progress.js';
import { readInto } from './read.js';
import { write } from './write.js';

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
  const folder = options.csv === undefined ? null : await openCsvFolder(options.csv);
  const { result: report, isWhole } = await makeReport(inputs, options, output, color, io).catch(
    async (error: unknown) => {
      await file?.abandon();
      await folder?.abandon();
      throw error;
    },
  );

  if (folder !== null) await folder.write(await documentOf(report));
  if (output !== 'dashboard') {
    const text = await render(report, output, options, file === null && wantsColor(io.stdout, io.env, color), io);
    if (file === null) await write(io.stdout, text);
    else await file.write(text);
  }
  if (!isWhole) throw new Interrupted();
}

/** What the outputs need is loaded when one is asked for: JSON needs none of it. */
async function makeReport(
  inputs: readonly string[],
  options: AnalyzeOptions,
  output: Output,
  color: boolean,
  io: Io,
): Promise<{ result: Report; isWhole: boolean }> {
  if (options.follow === true) {
    const { followLogs } = await import('./follow.js');
    return followLogs(inputs, options, color, io, output === 'dashboard');
  }
  if (output === 'dashboard') {
    const { readAndShow } = await import('./read-and-show.js');
    return { result: await readAndShow(inputs, options, color, io), isWhole: true };
  }
  return reportOnly(inputs, options, color, io);
}

/** Reads the logs for a report and nothing else: of a request only what that needs. */
export async function reportOnly(
  inputs: readonly string[],
  options: ReadOptions,
  color: boolean,
  io: Io,
): Promise<{ result: Report; isWhole: boolean }> {
  return withReport(inputs, options, color, io, async (report) => report, 'report');
}

/**
 * Reads the logs, and hands the report on them to `use` while their store is open.
 * @param purpose what `use` asks of the store beside that
 * @returns what `use` makes of it, and whether all was read: Ctrl-C ends the reading
 */
export async function withReport<T>(
  inputs: readonly string[],
  options: ReadOptions,
  color: boolean,
  io: Io,
  use: (report: Report, store: Store, told: EvidenceOptions) => Promise<T>,
  purpose: Purpose = 'all',
): Promise<{ result: T; isWhole: boolean }> {
  return withLogs(inputs, options, color, io, purpose, async (store, analysis, isWhole) => {
    const report = await reportOn(store, analysis);
    tellFaults(report, analysis);
    return { result: await use(report, store, analysis.told), isWhole };
  });
}

/** Reads the logs, and hands the store that holds them to `use`; Ctrl-C ends the reading, and then not all is there. */
export async function withLogs<T>(
  inputs: readonly string[],
  options: ReadOptions,
  color: boolean,
  io: Io,
  purpose: Purpose,
  use: (store: Store, analysis: Analysis, isWhole: boolean) => Promise<T>,
): Promise<T> {
  const analysis = await prepareAnalysis(inputs, options, color, io);
  const found = await findInputs(inputs, analysis.choose);
  const place =
    options.db === undefined ? placeOf(logBytes(found)) : { file: options.db, mustExist: found.length === 0 };
  // What users ask by themselves may be about anything.
  const { isKept, conditions, own, filter } = analysis;
  const choosesPaths = filter !== null && (filter.choice.paths ?? filter.choice.excludedPaths) !== null;
  const needs = isKept || conditions.length > 0 || own.length > 0 || choosesPaths ? 'all' : purpose;
  return withStore(place, analysis, async (store) =>
    use(store, analysis, await readAll(store, found, analysis, needs, io)),
  );
}

/** @returns whether all of the input was read: Ctrl-C ends the reading */
async function readAll(
  store: Store,
  inputs: readonly Input[],
  analysis: Analysis,
  purpose: Purpose,
  io: Io,
): Promise<boolean> {
  const { isKept, color, warn } = analysis;
  const progress = showProgress(io, color);
  const interrupt = catchInterrupt(() => {
    progress.end();
    const next = isKept ? ', which is stored; the next run goes on from there' : '';
    warn(`Interrupted: the report is about what was read so far${next}. Another Ctrl-C ends at once.`);
  });
  try {
    await readInto(store, inputs, analysis, { purpose, stop: interrupt.signal, onProgress: progress.update });
    return !interrupt.signal.aborted;
  } catch (error) {
    throw interrupt.signal.aborted ? new Interrupted(error) : error;
  } finally {
    progress.end();
    interrupt.release();
  }
}

/** The inputs of a command: standard input where none is named in a pipe. */
export function inputPaths(
  paths: readonly string[],
  { db, follow }: ReadOptions & { follow?: boolean },
  { stdin }: Io,
): readonly string[] {
  if (follow === true && (paths.length === 0 || paths.includes('-'))) {
    throw new UserError(
      '--follow reads files, and standard input is no file.',
      'Name the files, or leave --follow out: standard input is read to its end in any case.',
    );
  }
  // Without logs a store is reported as it is: whoever runs it may have no terminal.
  if (paths.length > 0 || db !== undefined) return paths;
  if (stdin.isTTY) {
    throw new UserError('No log file was named.', 'Name one, for example /var/log/nginx/access.log.');
  }
  return ['-'];
}

function chooseOutput(
  { output, outputFile, mail }: AnalyzeOptions,
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
  if (mail.length > 0) return attachedOutput(output);
  return output ?? (shows && !inputs.includes('-') && !env.CI && env.TERM !== 'dumb' ? 'dashboard' : 'text');
}

async function render(
  report: Report,
  output: Exclude<Output, 'dashboard'>,
  options: AnalyzeOptions,
  color: boolean,
  io: Io,
): Promise<string> {
  const { top, mail } = options;
  const plain = async (columns: number, isColored: boolean): Promise<string> => {
    const { renderText } = await import('../render/text.js');
    return renderText(report, { columns, top, color: isColored });
  };
  if (output === 'text') return plain(textColumns(io.stdout), color);
  const content =
    output === 'json' ? renderJson(report) : await documentText(await documentOf(report), output, options);
  if (mail.length === 0) return content;
  return mailText(await documentOf(report), await plain(MAIL_COLUMNS, false), { output, content }, options);
}

async function documentOf(report: Report): Promise<Document> {
  const { analysisDocument } = await import('../render/analysis/document.js');
  return analysisDocument(report);
}
