import type { Format } from '../format/format.js';
import type { RequestFields } from '../record/request-fields.js';
import type { ColumnData } from '../store/column.js';
import { emptyDictionaries, HitBatch } from './batch.js';
import { type ByteSink, byteLane } from './byte-lane.js';
import { Describer } from './describer.js';
import { emptyResult, type FileResult } from './file-result.js';
import { TextTaker } from './fresh-texts.js';
import { type DescribeTexts, Meanings, Settler } from './meanings.js';
import { FILE_START, readTextLane, type StartPlace } from './text-lane.js';
import type { AllTextRows, LastIds } from './text-rows.js';

/** Rejected lines kept as examples, for each file; all are counted. */
const KEPT_REJECTS = 1000;
const SAMPLE_LENGTH = 400;

/** Takes batches of rows: writes them to the store, or hands them to the thread that does. */
export interface BatchTarget {
  /**
   * @param columns of BATCH_COLUMNS, in its order, which the caller uses again
   * @param rows at most BATCH_ROWS
   * @param texts every text that a row names for the first time
   */
  write(columns: readonly ColumnData[], rows: number, texts: AllTextRows): void;
}

export interface ParserOptions {
  /** Reads every line as text, which is the reference for the byte lane. */
  textOnly?: boolean;
  describe: DescribeTexts;
  /** Memory for distinct texts. */
  mostTextBytes: number;
  /** Of texts that were read before; null: none were. */
  lastIds?: LastIds | null;
}

/** Of the memory for distinct texts: the rest is for what is read from lines. */
const TEMPLATE_SHARE = 0.25;

/** Turns the bytes of logs into batches, file after file; distinct texts are shared between files. */
export class LineParser {
  readonly #dictionaries = emptyDictionaries();
  readonly #batch = new HitBatch();
  readonly #taker: TextTaker;
  readonly #describer: Describer;
  readonly #settler: Settler;
  readonly #textOnly: boolean;

  constructor(
    private readonly target: BatchTarget,
    { textOnly = false, describe, mostTextBytes, lastIds = null }: ParserOptions,
  ) {
    this.#textOnly = textOnly;
    const meanings = new Meanings();
    this.#describer = new Describer(describe, meanings, {
      mostTemplateBytes: mostTextBytes * TEMPLATE_SHARE,
      lastTemplateId: lastIds?.templates ?? 0,
    });
    this.#settler = new Settler(meanings);
    this.#taker = new TextTaker(this.#dictionaries, mostTextBytes * (1 - TEMPLATE_SHARE), lastIds);
  }

  /**
   * Reads one file to its end; `result` grows while it does, and counts what stands behind `from` alone.
   * @param formats tried in this order for each line
   */
  async file(
    fileId: number,
    chunks: AsyncIterable<Buffer>,
    formats: readonly Format[],
    { from = FILE_START, result = emptyResult() }: { from?: StartPlace; result?: FileResult } = {},
  ): Promise<FileResult> {
    const sink = this.#sinkOf(fileId, result);
    const fast = this.#textOnly ? null : byteLane(formats, sink, this.#batch, this.#dictionaries, from);
    await (fast ? fast(chunks) : readTextLane(chunks, formats, sink, from));
    return result;
  }

  /** Hands over what is still held back. */
  flush(): void {
    const { ordered, rows } = this.#batch;
    const texts = this.#describer.rows(this.#taker.take());
    this.#settler.settle(ordered, rows);
    this.target.write([...ordered, ...this.#settler.columns], rows, texts);
    this.#batch.clear();
  }

  #sinkOf(fileId: number, result: FileResult): ByteSink {
    return {
      row: (line) => {
        result.lines++;
        result.parsed++;
        this.#batch.setPlace(this.#batch.rows - 1, fileId, line);
        if (this.#batch.full) this.flush();
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
      position: (offsetBytes) => {
        result.offsetBytes = offsetBytes;
      },
    };
  }

  #add(fileId: number, line: number, fields: RequestFields): void {
    this.#batch.add(fileId, line, fields, this.#dictionaries);
    if (this.#batch.full) this.flush();
  }
}
