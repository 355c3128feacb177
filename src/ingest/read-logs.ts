import type { Readable } from 'node:stream';
import { UserError } from '../errors.js';
import type { ChooseFormat, FormatRequest } from '../format/choose.js';
import { SAMPLE_LINES } from '../format/detect.js';
import type { InputFacts } from '../source/inspect.js';
import { openSource, type Source } from '../source/open.js';
import { takeSample } from '../source/sample.js';
import type { Store } from '../store/store.js';
import { FileLedger } from './file-ledger.js';
import { emptyResult } from './file-result.js';
import { HitWriter } from './hit-writer.js';
import { bytesOf, type Input } from './inputs.js';
import { learnRouteNames } from './learn-route-names.js';
import { type LogParser, openParser, type ParsedFile } from './log-parser.js';
import { FILE_START } from './text-lane.js';
import { type OnProgress, ReadingWatch } from './watch.js';

export interface ReadOptions {
  choose: ChooseFormat;
  /** What `choose` was made from. */
  format: FormatRequest;
  /** The user's own route patterns; the first match names the route. */
  routePatterns: readonly string[];
  /** false: every path is a route of its own. */
  routeTemplates: boolean;
  /** Memory for distinct texts. */
  mostTextBytes: number;
  stdin: Readable;
  /** Ends the reading early; what was read so far stands. */
  stop?: AbortSignal;
  /** Told with every chunk that was read. */
  onProgress?: OnProgress;
}

interface FileRow extends ParsedFile {
  path: string;
  fault: string | null;
}

/**
 * Reads logs into the store and names their routes.
 * @param inputs files and "-" for standard input, in the order in which they are read
 * @throws UserError where a file cannot be read, no format fits, or not one line was parsed
 */
export async function readLogs(store: Store, inputs: readonly Input[], options: ReadOptions): Promise<void> {
  const { choose, format: request, mostTextBytes, stop } = options;
  const naming = { patterns: options.routePatterns, templates: options.routeTemplates };
  const writer = await HitWriter.open(store);
  const parser = openParser(writer, { choose, request, naming, mostTextBytes }, bytesOf(inputs));
  const watch = new ReadingWatch(
    inputs.map(({ facts }) => facts.sizeBytes),
    options.onProgress,
  );
  const ledger = await FileLedger.open(store);
  const rows: FileRow[] = [];
  try {
    for (const input of inputs) {
      if (stop?.aborted) break;
      const entry = ledger.add(input.path);
      const row = await readFile(parser, entry.id, input, watch, options);
      rows.push(row);
      await ledger.record(entry, { ...row, mark: null });
    }
  } finally {
    await parser.close();
  }
  await writer.close();
  refuseNothing(rows, stop);
  await learnRouteNames(store, options.routePatterns, options.routeTemplates);
}

async function readFile(
  parser: LogParser,
  id: number,
  { path, facts }: Input,
  watch: ReadingWatch,
  { stdin, stop }: ReadOptions,
): Promise<FileRow> {
  const source = await openSource(path, stdin, stop).catch((error: Error) => {
    // It was there a moment ago: the others are worth reading all the same.
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return null;
    throw error;
  });
  if (source === null) {
    return { result: emptyResult(), facts: null, path, fault: 'it vanished before it could be read' };
  }
  try {
    const sample = await takeSample(source, SAMPLE_LINES);
    const chunks = watch.chunks(source, sample.chunks);
    const parsed = await parser.file(
      { id, path, sample: sample.lines, from: FILE_START, chunks },
      { onLines: (lines) => watch.lines(lines), isDue: () => false, onCheckpoint: async () => {} },
    );
    watch.lines(parsed.result.lines);
    return { ...parsed, path, fault: source.fault() ?? replaced(source, facts) };
  } finally {
    watch.ended(path, facts.sizeBytes ?? source.bytesRead());
    await source.close();
  }
}

/** A log that was rotated while others were read: its name now leads to another file. */
function replaced({ identity }: Source, facts: InputFacts): string | null {
  if (identity === facts.identity) return null;
  return 'it was replaced by another file before it was read; run again to read the one that was there';
}

function refuseNothing(rows: readonly FileRow[], stop: AbortSignal | undefined): void {
  if (rows.some(({ result }) => result.parsed > 0)) return;
  if (stop?.aborted) throw new UserError('It was stopped before a request was read.', 'Let it read longer.');
  const lines = rows.reduce((n, { result }) => n + result.lines, 0);
  const names = rows.map((row) => (row.path === '-' ? 'standard input' : row.path)).join(', ');
  const fault = rows.find((row) => row.fault !== null)?.fault;
  if (lines === 0) {
    throw new UserError(`${names} is empty${fault ? `: ${fault}` : ''}.`, 'Give a log with at least one request.');
  }
  const first = rows.flatMap(({ result }) => result.rejects)[0];
  const ignored = rows.reduce((n, { result }) => n + result.ignored, 0);
  throw new UserError(
    first
      ? `None of the ${lines} lines of ${names} was parsed; the first, line ${first.line}, ${first.reason}: ${JSON.stringify(first.sample.slice(0, 200))}.`
      : `${names} has no request: all of its ${ignored} lines are blank or comments.`,
    "Pass the log's format with --log-format '<string>' or --nginx-conf FILE, or leave --format out to have it detected.",
  );
}
