import type { Readable } from 'node:stream';
import { UserError } from '../errors.js';
import type { ChooseFormat, ChosenFormat } from '../format/choose.js';
import { SAMPLE_LINES } from '../format/detect.js';
import { describeAgent } from '../record/agent.js';
import { contentOfPath, contentOfType } from '../record/content.js';
import { routeNamer } from '../record/route-patterns.js';
import { isCacheAnswer, isDynamicMethod } from '../record/served.js';
import { expandInputs } from '../source/expand.js';
import { type InputFacts, inspect } from '../source/inspect.js';
import { openSource, type Source } from '../source/open.js';
import { takeSample } from '../source/sample.js';
import type { Store } from '../store/store.js';
import { holdsRequests } from './holds-requests.js';
import { type FileResult, Ingest } from './ingest.js';
import { learnRouteNames } from './learn-route-names.js';
import { type OnProgress, ReadingWatch } from './watch.js';

export interface ReadOptions {
  choose: ChooseFormat;
  /** The user's own route patterns; the first match names the route. */
  routePatterns: readonly string[];
  /** false: every path is a route of its own. */
  routeTemplates: boolean;
  /** Leaves bots out of the analysis; they are read and counted all the same. */
  noBots: boolean;
  stdin: Readable;
  /** Ends the reading early; what was read so far stands. */
  stop?: AbortSignal;
  /** Told with every chunk that was read. */
  onProgress?: OnProgress;
}

interface FileRow extends FileResult {
  path: string;
  chosen: ChosenFormat | null;
  fault: string | null;
}

const UNREAD: Omit<FileRow, 'path' | 'fault'> = {
  chosen: null,
  lines: 0,
  parsed: 0,
  rejected: 0,
  ignored: 0,
  reasons: new Map(),
  rejects: [],
};

/**
 * Reads logs into the store and names their routes.
 * @param args files, directories, patterns, or "-" for standard input
 * @throws UserError where a file cannot be read, no format fits, or not one line was parsed
 */
export async function readLogs(store: Store, args: readonly string[], options: ReadOptions): Promise<void> {
  const namer = routeNamer({ patterns: options.routePatterns, templates: options.routeTemplates });
  const paths = await expandInputs(args, (path) => holdsRequests(path, options.choose));
  const facts: InputFacts[] = [];
  for (const path of paths) facts.push(await inspect(path));
  const ingest = await Ingest.open(store, {
    template: namer,
    contentOfPath,
    contentOfType,
    agent: describeAgent,
    isDynamicMethod,
    isCacheAnswer,
  });
  const watch = new ReadingWatch(
    facts.map(({ sizeBytes }) => sizeBytes),
    options.onProgress,
  );
  const rows: FileRow[] = [];
  for (const [i, path] of paths.entries()) {
    if (options.stop?.aborted) break;
    rows.push(await readFile(ingest, i + 1, path, facts[i]!, watch, options));
  }
  ingest.close();
  refuseNothing(rows, options.stop);
  await writeFiles(store, rows);
  await store.appendRows('settings', ['boolean'], [[Number(options.noBots)]]);
  await learnRouteNames(store, options.routePatterns, options.routeTemplates);
}

async function readFile(
  ingest: Ingest,
  id: number,
  path: string,
  facts: InputFacts,
  watch: ReadingWatch,
  { choose, stdin, stop }: ReadOptions,
): Promise<FileRow> {
  const source = await openSource(path, stdin, stop).catch((error: Error) => {
    // It was there a moment ago: the others are worth reading all the same.
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return null;
    throw error;
  });
  if (source === null) return { ...UNREAD, path, fault: 'it vanished before it could be read' };
  try {
    const sample = await takeSample(source, SAMPLE_LINES);
    // A rotated log is often empty; without a line there is no format to find.
    const chosen = sample.lines.length === 0 ? null : choose(path, sample.lines);
    const result = await ingest.file(id, watch.chunks(source, sample.chunks), chosen?.formats ?? []);
    return { ...result, path, chosen, fault: source.fault() ?? replaced(source, facts) };
  } finally {
    watch.ended(facts.sizeBytes ?? source.bytesRead());
    await source.close();
  }
}

/** A log that was rotated while others were read: its name now leads to another file. */
function replaced({ identity }: Source, facts: InputFacts): string | null {
  if (identity === facts.identity) return null;
  return 'it was replaced by another file before it was read; run again to read the one that was there';
}

function refuseNothing(rows: readonly FileRow[], stop: AbortSignal | undefined): void {
  if (rows.some((row) => row.parsed > 0)) return;
  if (stop?.aborted) throw new UserError('It was stopped before a request was read.', 'Let it read longer.');
  const lines = rows.reduce((n, row) => n + row.lines, 0);
  const names = rows.map((row) => (row.path === '-' ? 'standard input' : row.path)).join(', ');
  const fault = rows.find((row) => row.fault !== null)?.fault;
  if (lines === 0) {
    throw new UserError(`${names} is empty${fault ? `: ${fault}` : ''}.`, 'Give a log with at least one request.');
  }
  const first = rows.flatMap((row) => row.rejects)[0];
  const ignored = rows.reduce((n, row) => n + row.ignored, 0);
  throw new UserError(
    first
      ? `None of the ${lines} lines of ${names} was parsed; the first, line ${first.line}, ${first.reason}: ${JSON.stringify(first.sample.slice(0, 200))}.`
      : `${names} has no request: all of its ${ignored} lines are blank or comments.`,
    "Pass the log's format with --log-format '<string>' or --nginx-conf FILE, or leave --format out to have it detected.",
  );
}

async function writeFiles(store: Store, rows: readonly FileRow[]): Promise<void> {
  await store.appendRows(
    'files',
    ['id', 'text', 'text', 'text', 'text', 'double', 'bigint', 'bigint', 'bigint', 'bigint', 'text'],
    rows.map((row, i) => [
      i + 1,
      row.path,
      ...formatCells(row.chosen),
      row.lines,
      row.parsed,
      row.rejected,
      row.ignored,
      row.fault,
    ]),
  );
  await store.appendRows(
    'reject_counts',
    ['id', 'text', 'bigint'],
    rows.flatMap((row, i) => [...row.reasons].map(([reason, lines]) => [i + 1, reason, lines])),
  );
  await store.appendRows(
    'rejects',
    ['id', 'bigint', 'bigint', 'text', 'text'],
    rows.flatMap((row, i) => row.rejects.map((r) => [i + 1, r.line, r.byteOffset, r.reason, r.sample])),
  );
}

function formatCells(chosen: ChosenFormat | null): [string, string | null, string, number | null] {
  if (chosen === null) return ['none', null, 'detected', null];
  const resolutions = chosen.formats.map((format) => format.timeResolutionS).filter((s) => s !== null);
  return [
    chosen.formats.map((format) => format.name).join(' + '),
    chosen.formats
      .map((format) => format.logFormat)
      .filter((text) => text !== null)
      .join('\n') || null,
    chosen.origin,
    resolutions.length === 0 ? null : Math.max(...resolutions),
  ];
}
