import type { Readable } from 'node:stream';
import { UserError } from '../errors.js';
import type { ChooseFormat, ChosenFormat } from '../format/choose.js';
import { SAMPLE_LINES } from '../format/detect.js';
import { describeAgent } from '../record/agent.js';
import { contentOfPath, contentOfType } from '../record/content.js';
import { routeNamer } from '../record/route-patterns.js';
import { openSource } from '../source/open.js';
import { takeSample } from '../source/sample.js';
import type { Store } from '../store/store.js';
import { type FileResult, Ingest } from './ingest.js';
import { learnRouteNames } from './learn-route-names.js';

export interface ReadOptions {
  choose: ChooseFormat;
  /** The user's own route patterns; the first match names the route. */
  routePatterns: readonly string[];
  /** false: every path is a route of its own. */
  routeTemplates: boolean;
  /** Leaves bots out of the analysis; they are read and counted all the same. */
  noBots: boolean;
  stdin: Readable;
}

interface FileRow extends FileResult {
  path: string;
  chosen: ChosenFormat | null;
  fault: string | null;
}

/**
 * Reads logs into the store and names their routes.
 * @param paths files, or "-" for standard input
 * @throws UserError where a file cannot be read, no format fits, or not one line was parsed
 */
export async function readLogs(store: Store, paths: readonly string[], options: ReadOptions): Promise<void> {
  const namer = routeNamer({ patterns: options.routePatterns, templates: options.routeTemplates });
  const ingest = await Ingest.open(store, { template: namer, contentOfPath, contentOfType, agent: describeAgent });
  const rows: FileRow[] = [];
  for (const path of paths) rows.push(await readFile(ingest, rows.length + 1, path, options));
  ingest.close();
  refuseNothing(rows);
  await writeFiles(store, rows);
  await store.appendRows('settings', ['boolean'], [[Number(options.noBots)]]);
  await learnRouteNames(store, options.routePatterns, options.routeTemplates);
}

async function readFile(ingest: Ingest, id: number, path: string, { choose, stdin }: ReadOptions): Promise<FileRow> {
  const source = await openSource(path, stdin);
  const sample = await takeSample(source, SAMPLE_LINES);
  // A rotated log is often empty; without a line there is no format to find.
  const chosen = sample.lines.length === 0 ? null : choose(path, sample.lines);
  const result = await ingest.file(id, sample.chunks, chosen?.formats ?? []);
  return { ...result, path, chosen, fault: source.fault() };
}

function refuseNothing(rows: readonly FileRow[]): void {
  if (rows.some((row) => row.parsed > 0)) return;
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
