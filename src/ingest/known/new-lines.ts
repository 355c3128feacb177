import { resolve } from 'node:path';
import { SAMPLE_LINES } from '../../format/detect.js';
import { openSource, type Source } from '../../source/open.js';
import { type Sampled, takeSample } from '../../source/sample.js';
import type { Store } from '../../store/store.js';
import type { FileLedger, LedgerEntry } from '../file-ledger.js';
import { emptyResult, type FileCounts, type FileResult, sumResults } from '../file-result.js';
import type { Input } from '../inputs.js';
import { lastIdsOf } from '../last-ids.js';
import { logBytes } from '../log-bytes.js';
import type { LogFile, ParsingWatch } from '../log-parser.js';
import { openInput, replaced, VANISHED } from '../open-input.js';
import { openParsing, type Parsing } from '../parsing.js';
import type { ReadOptions } from '../read-options.js';
import type { FileRow } from '../refuse-nothing.js';
import { FILE_START, type StartPlace } from '../text-lane.js';
import { ReadingWatch } from '../watch.js';
import type { CommitPace } from './commit-pace.js';
import { headPrints, printOf, TAIL_BYTES } from './fingerprint.js';
import { KeptFile } from './kept-file.js';
import { endOf, type FileMark, withSeen } from './mark.js';
import { recognise } from './recognise.js';
import { rotatedFrom } from './rotated.js';

/** A last line without its end: stored, and taken back when it has grown; or left for the next reading. */
export type LastLine = 'take' | 'wait';

export interface NewRow extends FileRow {
  isStored: boolean;
  /** What was stored before and is counted in `result` again. */
  takenBack: FileCounts | null;
}

/** The part of a file that is new. */
interface Fresh {
  entry: LedgerEntry;
  source: Source;
  from: StartPlace;
  /** The bytes ahead of `from`. */
  tail: Buffer;
  chunks: AsyncIterable<Buffer>;
  takenBack: FileCounts | null;
}

interface Commits {
  pace: CommitPace;
  /** Makes all that was written so far last. */
  commit(): Promise<void>;
}

/** Reads the lines of logs that a store does not hold yet, within a transaction that others end. */
export class NewLines {
  readonly #watch: ReadingWatch;
  readonly #met = new Set<LedgerEntry>();
  #parsing: Parsing | null = null;

  constructor(
    private readonly store: Store,
    private readonly ledger: FileLedger,
    private readonly inputs: readonly Input[],
    private readonly options: ReadOptions & { lastLine: LastLine },
    private readonly commits: Commits,
  ) {
    this.#watch = new ReadingWatch(
      inputs.map((input) => this.#leftOf(input).facts.sizeBytes),
      options.onProgress,
    );
  }

  /** What became of the inputs that are not known as they are. */
  async readAll(): Promise<NewRow[]> {
    const rows: (NewRow | null)[] = [];
    for (const input of this.inputs) {
      if (this.options.stop?.aborted) break;
      // The log that was under this name when it was read last.
      const last = this.ledger.entries.find((entry) => resolve(entry.path) === resolve(input.path));
      rows.push(await this.#read(input, this.ledger.entries));
      const isFile = input.facts.sizeBytes !== null && input.isRest !== true;
      if (isFile && last !== undefined && !this.#met.has(last)) rows.push(...(await this.#readRotated(last, input)));
    }
    return rows.filter((row) => row !== null);
  }

  /** Reads the rest of a log that another one has taken the name of, from the files that rotation left beside it. */
  async #readRotated(entry: LedgerEntry, { path }: Input): Promise<(NewRow | null)[]> {
    const rows: (NewRow | null)[] = [];
    const named = new Set(this.inputs.map((input) => resolve(input.path)));
    for (const rotated of await rotatedFrom(path)) {
      if (this.#met.has(entry) || this.options.stop?.aborted) break;
      if (!named.has(resolve(rotated.path))) rows.push(await this.#read(rotated, [entry]));
    }
    return rows;
  }

  /** Ends the writing: every text has one id. @param every looks at all tables, as after a reading that was broken off */
  async end(every: boolean): Promise<void> {
    if (this.#parsing === null && !every) return;
    const { parser, writer } = await this.#open();
    await parser.close();
    await writer.close();
    await writer.unify(every);
  }

  /** Ends the writing behind an error. */
  async abandon(): Promise<void> {
    await this.#parsing?.parser.close();
    await this.#parsing?.writer.abandon();
  }

  /** Null: nothing is new. @param entries that it may be: all of the ledger, or it is read only if it is one of them */
  async #read(input: Input, entries: readonly LedgerEntry[]): Promise<NewRow | null> {
    const { path, facts } = input;
    const seen = entries.find(({ mark }) => facts.version !== null && mark?.seen.includes(facts.version));
    if (seen !== undefined) {
      this.#met.add(seen);
      if (seen.path !== path && seen.mark!.identity === facts.identity) await this.ledger.meet(seen, path, seen.mark!);
      return null;
    }
    const source = await openInput(path, this.options.stdin, this.options.stop);
    if (source === null) return rowOf(path, { fault: VANISHED });
    let fresh: Fresh | null = null;
    try {
      const sample = await takeSample(source, SAMPLE_LINES);
      if (sample.head.length === 0) return rowOf(path, { fault: source.fault() });
      fresh = await this.#freshPart(input, source, sample, entries);
      return fresh && (await this.#readFresh(input, fresh, sample));
    } finally {
      this.#watch.ended(path, this.#leftOf(input).facts.sizeBytes ?? source.bytesRead());
      await source.close();
      await fresh?.source.close();
    }
  }

  async #freshPart(
    { path, facts, isRest }: Input,
    source: Source,
    sample: Sampled,
    entries: readonly LedgerEntry[],
  ): Promise<Fresh | null> {
    const { stdin, stop } = this.options;
    const reopen = (fromBytes: number): Promise<Source> => openSource(path, stdin, stop, fromBytes);
    const canReopen = facts.sizeBytes !== null;
    const known = await recognise({ facts, source, sample, reopen: canReopen ? reopen : null }, entries);
    // A file that was stopped seems to end where it may go on as a stored one; what came of a stream is there.
    if (stop?.aborted && (canReopen || known.kind === 'stored')) return null;
    if (known.kind === 'new') {
      if (isRest || entries !== this.ledger.entries) return null;
      const entry = this.ledger.add(path);
      return { entry, source, from: FILE_START, tail: Buffer.alloc(0), chunks: sample.chunks, takenBack: null };
    }
    const { entry } = known;
    this.#met.add(entry);
    if (known.kind === 'grown') {
      const { held, offsetBytes } = entry.mark;
      if (held !== null) {
        await this.#parsing?.writer.flush();
        await this.ledger.takeBack(entry, held);
      }
      const from = { offsetBytes, lines: entry.before.lines };
      return { ...known, entry, from, takenBack: held };
    }
    if (known.kind === 'cut')
      await this.ledger.meet(entry, path, await markOfCut(entry.mark, facts.sizeBytes!, sample, reopen));
    else {
      const seen = withSeen(entry.mark.seen, facts.version);
      // An older copy is no new name of the log.
      const { identity = entry.mark.identity } = known.isWhole ? facts : {};
      await this.ledger.meet(entry, known.isWhole ? path : entry.path, { ...entry.mark, identity, seen });
    }
    return null;
  }

  async #readFresh({ path, facts }: Input, fresh: Fresh, sample: Sampled): Promise<NewRow> {
    const { entry, source, from } = fresh;
    const { pace, commit } = this.commits;
    const { parser, writer } = await this.#open();
    const kept = new KeptFile({ from, tail: fresh.tail, head: sample.head, identity: source.identity }, pace);
    const seen = entry.mark?.seen ?? [];
    const file = { id: entry.id, path, sample: sample.lines, plain: null };
    const onLines = (lines: number): void => this.#watch.lines(lines);
    const { facts: format, ...first } = await parser.file(
      { ...file, from, chunks: kept.wholeLines(this.#watch.chunks(source, fresh.chunks)) },
      {
        onLines,
        onBytes: () => {},
        isDue: () => kept.isDue(),
        onCheckpoint: async ({ result, facts: format }) => {
          // A file without a request is not stored: its format may be told next time.
          if (!kept.reach(result) || entry.before.parsed + result.parsed === 0) return;
          await writer.flush();
          await this.ledger.record(entry, { result, facts: format, fault: null, mark: kept.mark(result, seen) });
          await commit();
        },
      },
    );
    kept.end(first.result, format?.linesPerRecord ?? 1);
    const takesRest = this.options.lastLine === 'take';
    const result = takesRest ? await this.#withRest(file, from, kept, first.result) : first.result;
    onLines(result.lines);
    const fault = source.fault() ?? replaced(source, facts);
    const row = { path, result, facts: format, fault, takenBack: fresh.takenBack };
    if (entry.before.parsed + result.parsed === 0 && !entry.isStored) {
      this.ledger.drop(entry);
      return { ...row, isStored: false };
    }
    const isWhole = fault === null && !this.options.stop?.aborted && (takesRest || kept.rest.length === 0);
    entry.path = path;
    const mark = kept.mark(result, isWhole ? withSeen(seen, facts.version) : seen);
    await this.ledger.record(entry, { result, facts: format, fault, mark });
    this.ledger.close(entry, result);
    if (pace.isDue) {
      pace.start();
      await writer.flush();
      await commit();
    }
    return { ...row, isStored: true };
  }

  /** Reads what stands behind the last whole line, as a line. */
  async #withRest(
    file: Pick<LogFile, 'id' | 'path' | 'sample' | 'plain'>,
    { lines }: StartPlace,
    kept: KeptFile,
    first: FileResult,
  ): Promise<FileResult> {
    const rest = kept.takeRest();
    if (rest.length === 0) return first;
    const from = { offsetBytes: first.offsetBytes, lines: lines + first.lines };
    const { parser } = await this.#open();
    const { result } = await parser.file({ ...file, from, chunks: chunksOf(rest) }, UNWATCHED);
    return sumResults(first, result);
  }

  async #open(): Promise<Parsing> {
    this.#parsing ??= await openParsing(this.store, this.options, {
      logs: this.inputs.length,
      bytes: logBytes(this.inputs.map((input) => this.#leftOf(input))),
      lastIds: await lastIdsOf(this.store),
    });
    return this.#parsing;
  }

  /** An input without what is probably stored of it. */
  #leftOf(input: Input): Input {
    const { version, identity, sizeBytes } = input.facts;
    if (sizeBytes === null) return input;
    const known = this.ledger.entries.find(({ mark }) => mark !== null && mark.identity === identity);
    const isSeen = version !== null && this.ledger.entries.some(({ mark }) => mark?.seen.includes(version));
    const stored = isSeen ? sizeBytes : known === undefined || input.facts.isPacked ? 0 : endOf(known.mark!);
    return { ...input, facts: { ...input.facts, sizeBytes: Math.max(0, sizeBytes - stored) } };
  }
}

const UNWATCHED: ParsingWatch = {
  onLines: () => {},
  onBytes: () => {},
  isDue: () => false,
  onCheckpoint: async () => {},
};

function rowOf(path: string, { fault }: { fault: string | null }): NewRow {
  return { path, result: emptyResult(), facts: null, fault, isStored: false, takenBack: null };
}

/** A log that lost its end goes on from there: what it lost is stored all the same. */
async function markOfCut(
  mark: FileMark,
  sizeBytes: number,
  { head }: Sampled,
  reopen: (fromBytes: number) => Promise<Source>,
): Promise<FileMark> {
  const bytes = Math.min(TAIL_BYTES, sizeBytes);
  const source = await reopen(sizeBytes - bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of source.chunks) chunks.push(chunk);
  await source.close();
  const tail = { bytes, print: printOf(Buffer.concat(chunks).subarray(0, bytes)) };
  return { ...mark, offsetBytes: sizeBytes, head: headPrints(head, sizeBytes), tail, held: null };
}

async function* chunksOf(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}
