import { SAMPLE_LINES } from '../format/detect.js';
import { takeSample } from '../source/sample.js';
import type { Store } from '../store/store.js';
import { FileLedger } from './file-ledger.js';
import { emptyResult } from './file-result.js';
import type { Input } from './inputs.js';
import { learnRouteNames, nameRoutes, storeRouteNames } from './learn-route-names.js';
import { logBytes } from './log-bytes.js';
import type { LogParser } from './log-parser.js';
import { openInput, replaced, VANISHED } from './open-input.js';
import { openParsing } from './parsing.js';
import type { ReadOptions } from './read-options.js';
import { type FileRow, refuseNothing } from './refuse-nothing.js';
import { settlePrivacy } from './settle-privacy.js';
import { Showing } from './showing.js';
import { FILE_START } from './text-lane.js';
import { ReadingWatch } from './watch.js';

/**
 * Reads logs into a new store and names their routes.
 * @param inputs files and "-" for standard input, in the order in which they are read
 * @throws UserError where a file cannot be read, no format fits, or not one line was parsed
 */
export async function readLogs(store: Store, inputs: readonly Input[], options: ReadOptions): Promise<void> {
  const { stop } = options;
  const privacy = await settlePrivacy(store, options.privacy, true);
  const { parser, writer, traffic } = await openParsing(
    store,
    { ...options, privacy },
    { logs: inputs.length, bytes: logBytes(inputs), lastIds: null },
  );
  const watch = new ReadingWatch(
    inputs.map(({ facts }) => facts.sizeBytes),
    options.onProgress,
  );
  const ledger = FileLedger.ofNew(store);
  const rows: FileRow[] = [];
  const showing = new Showing(options.onShown ?? null);
  const show = (): Promise<void> => showing.show(store, () => writer.flush());
  try {
    for (const input of inputs) {
      if (stop?.aborted) break;
      const entry = ledger.add(input.path);
      const row = await readFile(parser, entry.id, input, watch, { ...options, isDue: () => showing.isDue, show });
      rows.push(row);
      await ledger.record(entry, { ...row, mark: null });
    }
    await parser.finish();
  } catch (error) {
    await writer.abandon();
    throw error;
  } finally {
    await parser.close();
  }
  const storing = writer.close();
  // Whoever waits for it is told.
  storing.catch(() => {});
  const templates = traffic();
  // While the last requests are stored.
  const names = templates && (await nameRoutes(templates, options.routePatterns, options.routeTemplates));
  await storing;
  await writer.unify();
  refuseNothing(rows, stop);
  if (options.onShown !== undefined) await store.step('drop_routes');
  if (names) await storeRouteNames(store, names);
  else await learnRouteNames(store, options.routePatterns, options.routeTemplates);
}

async function readFile(
  parser: LogParser,
  id: number,
  { path, facts }: Input,
  watch: ReadingWatch,
  { stdin, stop, isDue, show }: ReadOptions & { isDue: () => boolean; show: () => Promise<void> },
): Promise<FileRow> {
  const source = await openInput(path, stdin, stop);
  if (source === null) return { result: emptyResult(), facts: null, path, fault: VANISHED };
  try {
    const sample = await takeSample(source, SAMPLE_LINES);
    const chunks = watch.chunks(source, sample.chunks);
    const parsed = await parser.file(
      { id, path, sample: sample.lines, from: FILE_START, chunks, plain: source.plain },
      {
        onLines: (lines) => watch.lines(lines),
        onBytes: (bytes) => watch.bytes(path, bytes),
        isDue,
        onCheckpoint: show,
      },
    );
    watch.lines(parsed.result.lines);
    return { ...parsed, path, fault: parsed.fault ?? source.fault() ?? replaced(source, facts) };
  } finally {
    watch.ended(path, facts.sizeBytes ?? source.bytesRead());
    await source.close();
  }
}
