import type { Format } from '../format/format.js';
import type { RequestFields } from '../record/request-fields.js';
import type { Store } from '../store/store.js';
import { emptyDictionaries, HitBatch } from './batch.js';
import { type ByteSink, byteLane } from './byte-lane.js';
import { HIT_COLUMNS } from './columns.js';
import { readTextLane } from './text-lane.js';
import { type DescribeTexts, TextWriter } from './text-writer.js';

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

/** Reads logs into a store, file after file; distinct texts are shared between files. */
export class Ingest {
  readonly #dictionaries = emptyDictionaries();
  readonly #batch = new HitBatch();
  readonly #hits: Awaited<ReturnType<Store['appender']>>;
  readonly #texts: TextWriter;

  private constructor(
    hits: Awaited<ReturnType<Store['appender']>>,
    texts: TextWriter,
    private readonly textOnly: boolean,
  ) {
    this.#hits = hits;
    this.#texts = texts;
  }

  /** @param textOnly reads every line as text, which is the reference for the byte lane */
  static async open(store: Store, describe: DescribeTexts, textOnly = false): Promise<Ingest> {
    const hits = await store.appender('hits', Object.values(HIT_COLUMNS));
    return new Ingest(hits, await TextWriter.open(store, describe), textOnly);
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
    this.#hits.close();
    this.#texts.close();
  }

  #add(fileId: number, line: number, fields: RequestFields): void {
    this.#batch.add(fileId, line, fields, this.#dictionaries);
    if (this.#batch.full) this.#flush();
  }

  #flush(): void {
    this.#hits.append(this.#batch.ordered, this.#batch.rows);
    this.#batch.clear();
    this.#texts.write(this.#dictionaries);
  }
}
