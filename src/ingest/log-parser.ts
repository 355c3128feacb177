import type { ChooseFormat, FormatRequest } from '../format/choose.js';
import type { Privacy } from '../record/privacy.js';
import { isToldByShape, type RouteNaming } from '../record/route-patterns.js';
import type { PlainFile } from '../source/plain-file.js';
import type { Purpose } from './columns.js';
import type { BatchTarget } from './describing.js';
import { emptyResult, type FileResult, type FormatFacts, factsOf } from './file-result.js';
import { LineParser } from './line-parser.js';
import { isWorthAThread } from './parser-thread.js';
import { RemoteParser } from './remote-parser.js';
import { type RowBatchTarget, RowPacker } from './row-batch.js';
import type { StartPlace } from './text-lane.js';
import type { LastIds } from './text-rows.js';

/** A file that is parsed: its format is chosen by its path and first lines. */
export interface LogFile {
  id: number;
  path: string;
  /** Its first lines; empty where it has none. */
  sample: readonly string[];
  /** Where the chunks begin in the file. */
  from: StartPlace;
  chunks: AsyncIterable<Buffer>;
  /** The parser may read this in place of the chunks; null: nothing else has its bytes. */
  plain: PlainFile | null;
}

export interface ParsedFile {
  /** Of what stands behind `from`. */
  result: FileResult;
  /** Null: the file has no line, so no format was looked for. */
  facts: FormatFacts | null;
  /** What ended the reading early, where the parser reads by itself. */
  fault: string | null;
}

export interface ParsingWatch {
  /** Told now and then how many lines are read. */
  onLines(lines: number): void;
  /** Told as often up to which byte a file is read, where the parser reads it by itself. */
  onBytes(bytes: number): void;
  /** Asked after each chunk or as often as it is told of bytes: whether what was read should be handed over now. */
  isDue(): boolean;
  /** All that `parsed` counts is handed to the target, and nothing more until this is done. */
  onCheckpoint(parsed: ParsedFile): Promise<void>;
}

/** A store of batches. */
export interface BatchStore extends BatchTarget {
  /** Called between batches: has them stored meanwhile, and waits while too many are not. */
  catchUp(): Promise<void>;
}

/** The same for rows as they are read. */
export interface RowStore extends RowBatchTarget, Pick<BatchStore, 'catchUp'> {
  /** Whether a report on the rows so far needs the texts of paths, queries and clients. */
  readonly needsTexts: boolean;
}

/** Parses logs, file after file, in this thread or another. */
export interface LogParser {
  /** @throws UserError where no format fits */
  file(file: LogFile, watch: ParsingWatch): Promise<ParsedFile>;
  /** To be called behind the last file: hands over texts that were held back, where they are needed. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

export interface ParserSetup {
  choose: ChooseFormat;
  /** What `choose` was made from: another thread makes its own. */
  request: FormatRequest;
  naming: RouteNaming;
  purpose: Purpose;
  privacy: Privacy;
  mostTextBytes: number;
  lastIds: LastIds | null;
}

/** @param bytes to be parsed; null: not known */
export function openParser(store: RowStore, setup: ParserSetup, bytes: number | null): LogParser {
  return isWorthAThread(bytes) ? new RemoteParser(store, setup) : new LocalParser(store, setup);
}

class LocalParser implements LogParser {
  readonly #parser: LineParser;
  readonly #target: RowStore;
  readonly #choose: ChooseFormat;

  constructor(target: RowStore, { choose, naming, purpose, privacy, mostTextBytes, lastIds }: ParserSetup) {
    const keepsShapes = isToldByShape(naming);
    const needsTexts = (): boolean => target.needsTexts;
    this.#parser = new LineParser(new RowPacker(target), {
      purpose,
      needsTexts,
      privacy,
      mostTextBytes,
      keepsShapes,
      lastIds,
    });
    this.#target = target;
    this.#choose = choose;
  }

  async file({ id, path, sample, from, chunks }: LogFile, watch: ParsingWatch): Promise<ParsedFile> {
    // A rotated log is often empty; without a line there is no format to find.
    const chosen = sample.length === 0 ? null : this.#choose(path, sample);
    const parsed: ParsedFile = { result: emptyResult(), facts: chosen && factsOf(chosen), fault: null };
    const parser = this.#parser;
    const target = this.#target;
    async function* watched(): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        yield chunk;
        watch.onLines(parsed.result.lines);
        await target.catchUp();
        if (!watch.isDue()) continue;
        parser.flush();
        await target.catchUp();
        await watch.onCheckpoint(parsed);
      }
    }
    await parser.file(id, watched(), chosen?.formats ?? [], { from, result: parsed.result });
    parser.flush();
    await target.catchUp();
    return parsed;
  }

  async finish(): Promise<void> {
    this.#parser.finish();
    await this.#target.catchUp();
  }

  async close(): Promise<void> {}
}
