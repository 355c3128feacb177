import type { Format } from '../format/format.js';
import type { RequestFields } from '../record/request-fields.js';
import type { Store } from '../store/store.js';
import { emptyDictionaries, HitBatch } from './batch.js';
import { type ByteSink, byteLane } from './byte-lane.js';
import { TextTaker } from './fresh-texts.js';
import { HitWriter } from './hit-writer.js';
import type { DescribeTexts } from './meanings.js';
import { readTextLane } from './text-lane.js';

/** Rejected lines kept as examples, for each file; all are counted. */
const KEPT_REJECTS = 1000;
const SAMPLE_LENGTH = 400;

/** What became of one file's lines: lines = parsed + rejected + ignored. */
interface FileCounts {
  lines: number;
  parsed: number;
  rejected: number;
  ignored: number;
}

interface Rejected {
  line: number;
  byteOffset: number;
  reason: string;
  sample: string;
}

export interface FileResult extends FileCounts {
  /** Lines by reason. */
  reasons: Map<string, number>;
  /** The first KEPT_REJECTS of them. */
  rejects: Rejected[];
}

/** How lines are read, for tests and for logs larger than memory. */
export interface IngestOptions {
  /** Reads every line as text, which is the reference for the byte lane. */
  textOnly?: boolean;
  /** Memory for distinct texts. */
  mostTextBytes?: number;
}

/** Reads logs into a store, file after file; distinct texts are shared between files. */
export class Ingest {
  readonly #dictionaries = emptyDictionaries();
  readonly #batch = new HitBatch();
  readonly #taker: TextTaker;

  private constructor(
    private readonly writer: HitWriter,
    mostTextBytes: number,
    private readonly textOnly: boolean,
  ) {
    this.#taker = new TextTaker(this.#dictionaries, mostTextBytes);
  }

  static async open(
    store: Store,
    describe: DescribeTexts,
    { textOnly = false, mostTextBytes = 256 << 20 }: IngestOptions = {},
  ): Promise<Ingest> {
    const templates = mostTextBytes / 4;
    return new Ingest(await HitWriter.open(store, describe, templates), mostTextBytes - templates, textOnly);
  }

  /** Reads one file to its end. @param formats tried in this order for each line */
  async file(fileId: number, chunks: AsyncIterable<Buffer>, formats: readonly Format[]): Promise<FileResult> {
    const result: FileResult = { lines: 0, parsed: 0, rejected: 0, ignored: 0, reasons: new Map(), rejects: [] };
    const sink: ByteSink = {
      row: (line) => {
        result.lines++;
        result.parsed++;
        this.#batch.setPlace(this.#batch.rows - 1, fileId, line);
        if (this.#batch.full) this.#flush();
      },
      request: (line, lines, fields) => {
        result.lines += lines;
        result.parsed += lines;
        this.#add(fileId, line, fields);
      },
      reject: (line, byteOffset, reason, text) => {
        result.lines++;
        result.rejected++;
        result.reasons.set(reason, (result.reasons.get(reason) ?? 0) + 1);
        if (result.rejects.length < KEPT_REJECTS) {
          result.rejects.push({ line, byteOffset, reason, sample: text.slice(0, SAMPLE_LENGTH) });
        }
      },
      ignore: (lines) => {
        result.lines += lines;
        result.ignored += lines;
      },
    };
    const fast = this.textOnly ? null : byteLane(formats, sink, this.#batch, this.#dictionaries);
    await (fast ? fast(chunks) : readTextLane(chunks, formats, sink));
    return result;
  }

  /** Writes what is still held back; the store can be queried afterwards. */
  close(): void {
    this.#flush();
    this.writer.close();
  }

  #add(fileId: number, line: number, fields: RequestFields): void {
    this.#batch.add(fileId, line, fields, this.#dictionaries);
    if (this.#batch.full) this.#flush();
  }

  #flush(): void {
    this.writer.write(this.#batch.ordered, this.#batch.rows, this.#taker.take());
    this.#batch.clear();
  }
}
