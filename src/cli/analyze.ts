import { type FileHandle, open } from 'node:fs/promises';
import { UserError } from '../errors.js';
import { formatChooser } from '../format/choose.js';
import { readLogs } from '../ingest/read-logs.js';
import { cleanText } from '../render/clean.js';
import { renderJson } from '../render/json.js';
import { renderText } from '../render/text.js';
import { collectReport } from '../report/collect.js';
import type { Report } from '../report/types.js';
import { Store } from '../store/store.js';
import { type Io, wantsColor, wantsUnicode } from './io.js';
import type { AnalyzeOptions, Output } from './options.js';
import { write } from './write.js';

/** `logsplit analyze`: from log files to a report. */
export async function analyze(
  paths: readonly string[],
  options: AnalyzeOptions,
  color: boolean,
  io: Io,
): Promise<void> {
  const inputs = inputPaths(paths, io);
  const output = chooseOutput(options, inputs, io);
  const file = options.outputFile === undefined ? null : await openOutput(options.outputFile);
  const report = await makeReport(inputs, options, io);

  if (output === 'dashboard') {
    // React and ink take longer to load than a small log takes to read.
    const { runDashboard } = await import('../dashboard/run.js');
    const colors = wantsColor(io.stdout, io.env, color);
    await runDashboard(report, { stdin: io.stdin, stdout: io.stdout, color: colors, unicode: wantsUnicode(io.env) });
    return;
  }
  const text = render(report, output, options, file === null && wantsColor(io.stdout, io.env, color), io);
  if (file === null) await write(io.stdout, text);
  else {
    await file.truncate();
    await file.writeFile(text);
    await file.close();
  }
}

async function makeReport(inputs: readonly string[], options: AnalyzeOptions, io: Io): Promise<Report> {
  const warn = (sentence: string): void => {
    io.stderr.write(`logsplit: warning: ${cleanText(sentence)}\n`);
  };
  const choose = formatChooser(
    { name: options.format ?? null, logFormat: options.logFormat ?? null, nginxConf: options.nginxConf ?? null },
    warn,
  );
  const store = await Store.open();
  try {
    await readLogs(store, inputs, {
      choose,
      routePatterns: options.route,
      routeTemplates: options.routeTemplates,
      noBots: !options.bots,
      stdin: io.stdin,
    });
    const report = await collectReport(store.query);
    for (const { path, fault } of report.input.files) if (fault !== null) warn(`${path}: ${fault}.`);
    return report;
  } finally {
    store.close();
  }
}

function inputPaths(paths: readonly string[], { stdin }: Io): readonly string[] {
  if (paths.length > 0) return paths;
  if (stdin.isTTY) {
    throw new UserError('No log file was named.', 'Name one, for example: logsplit analyze /var/log/nginx/access.log');
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

// Opened before the long work, so that a bad path fails at once; emptied only when there is something to write.
async function openOutput(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UserError(`${path} cannot be written (${code}).`, 'Name a file in a folder that exists and is yours.', {
      cause,
    });
  }
}

function render(
  report: Report,
  output: Exclude<Output, 'dashboard'>,
  { top }: AnalyzeOptions,
  color: boolean,
  io: Io,
): string {
  if (output === 'json') return renderJson(report);
  const columns = io.stdout.isTTY ? (io.stdout.columns ?? 80) : 80;
  return renderText(report, { columns: Math.max(60, Math.min(columns, 120)), top, color });
}
