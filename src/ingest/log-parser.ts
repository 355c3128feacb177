import type { ChooseFormat, FormatRequest } from '../format/choose.js';
import { emptyResult, type FileResult, type FormatFacts, factsOf } from './file-result.js';
import { type BatchTarget, LineParser } from './line-parser.js';
import { RemoteParser } from './remote-parser.js';

/** A file that is parsed: its format is chosen by its path and first lines. */
export interface LogFile {
  id: number;
  path: string;
  /** Its first lines; empty where it has none. */
  sample: readonly string[];
  chunks: AsyncIterable<Buffer>;
}

export interface ParsedFile {
  result: FileResult;
  /** Null: the file has no line, so no format was looked for. */
  facts: FormatFacts | null;
}

/** Parses logs, file after file, in this thread or another. */
export interface LogParser {
  /**
   * @param onLines told now and then how many of the file's lines are read
   * @throws UserError where no format fits
   */
  file(file: LogFile, onLines: (lines: number) => void): Promise<ParsedFile>;
  /** Everything is handed to the target when it is done. */
  close(): Promise<void>;
}

export interface ParserSetup {
  choose: ChooseFormat;
  /** What `choose` was made from: another thread makes its own. */
  request: FormatRequest;
  mostTextBytes: number;
}

/** Starting a thread takes longer than parsing a few megabytes. */
const WORTH_A_THREAD_BYTES = 32 << 20;

/** @param bytes to be parsed; null: not known */
export function openParser(target: BatchTarget, setup: ParserSetup, bytes: number | null): LogParser {
  return bytes !== null && bytes < WORTH_A_THREAD_BYTES
    ? new LocalParser(target, setup)
    : new RemoteParser(target, setup);
}

class LocalParser implements LogParser {
  readonly #parser: LineParser;
  readonly #choose: ChooseFormat;

  constructor(target: BatchTarget, { choose, mostTextBytes }: ParserSetup) {
    this.#parser = new LineParser(target, { mostTextBytes });
    this.#choose = choose;
  }

  async file({ id, path, sample, chunks }: LogFile, onLines: (lines: number) => void): Promise<ParsedFile> {
    // A rotated log is often empty; without a line there is no format to find.
    const chosen = sample.length === 0 ? null : this.#choose(path, sample);
    const result = emptyResult();
    async function* told(): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        yield chunk;
        onLines(result.lines);
      }
    }
    await this.#parser.file(id, told(), chosen?.formats ?? [], result);
    this.#parser.flush();
    return { result, facts: chosen && factsOf(chosen) };
  }

  async close(): Promise<void> {}
}
