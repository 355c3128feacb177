import type { Format } from '../format/format.js';
import { NO_PRIVACY, type Privacy } from '../record/privacy.js';
import type { ColumnData } from '../store/column.js';
import { HitBatch, makeDictionaries } from './batch.js';
import { ByteDictionary } from './byte-dictionary.js';
import { chunksOf, isFeed, type LogBytes } from './byte-feed.js';
import { type ByteSink, byteLane, type LaneTargets } from './byte-lane.js';
import type { Purpose } from './columns.js';
import { TEMPLATE_SHARE } from './describing.js';
import { emptyResult, type FileResult } from './file-result.js';
import { type FreshByTable, TextTaker, withTexts } from './fresh-texts.js';
import { FILE_START, readTextLane, type StartPlace } from './text-lane.js';
import { TextPrivacy } from './text-privacy.js';
import { newRoom, type TextRoom } from './text-room.js';
import type { LastIds } from './text-rows.js';
import { WasmMemory } from './wasm-memory.js';

/** Rejected lines kept as examples, for each file; all are counted. */
const KEPT_REJECTS = 1000;
const SAMPLE_LENGTH = 400;
/** Of a log, after which it is looked whether the texts take too much memory. */
const MOST_BATCH_BYTES = 4 << 20;

/** Takes batches of rows as they are read. */
export interface RowTarget {
  /**
   * @param columns of HIT_COLUMNS, in its order, which the caller uses again
   * @param rows at most BATCH_ROWS
   * @param fresh every text that a row names for the first time
   */
  write(columns: readonly ColumnData[], rows: number, fresh: FreshByTable): void;
}

/** The same where the new texts of several batches may come together. */
export interface GroupTarget {
  /** @param fresh null: they come with a later batch, and belong ahead of this one */
  write(columns: readonly ColumnData[], rows: number, fresh: FreshByTable | null): void;
}

/** How lines are read: plain ones from bytes in WebAssembly or in TypeScript, or all of them as text. */
export const LANES = ['wasm', 'bytes', 'text'] as const;
export type Lane = (typeof LANES)[number];

export interface ParserOptions {
  /** By default the fastest that the machine has; the others are its reference. */
  lane?: Lane;
  purpose?: Purpose;
  /** Asked again and again: whether a report needs the texts of paths, queries and clients after all. */
  needsTexts?: () => boolean;
  privacy?: Privacy;
  /** Memory for distinct texts, of which route templates have a share. */
  mostTextBytes: number;
  /** Whether paths of one shape mean the same: see isToldByShape. */
  keepsShapes: boolean;
  /** Of texts that were read before; null: none were. */
  lastIds?: LastIds | null;
  /** Batches whose new texts are handed over together: another thread has a tenth less to do then. */
  batchesTogether?: number;
  /** Where the texts that are handed over lie. */
  textRoom?: TextRoom;
}

/** Turns the bytes of logs into batches, file after file; distinct texts are shared between files. */
export class LineParser {
  readonly #targets: LaneTargets;
  readonly #taker: TextTaker;
  readonly #textOnly: boolean;
  readonly #privacy: TextPrivacy;
  readonly #batchesTogether: number;
  readonly #textRoom: TextRoom;
  /** Batches whose new texts are not handed over yet. */
  #held = 0;
  /** Of the file at hand: what stands before is handed over. */
  #flushedOffset = 0;

  constructor(
    private readonly target: GroupTarget,
    {
      lane = 'wasm',
      purpose = 'all',
      needsTexts = () => true,
      privacy = NO_PRIVACY,
      mostTextBytes,
      keepsShapes,
      lastIds = null,
      batchesTogether = 1,
      textRoom = newRoom,
    }: ParserOptions,
  ) {
    this.#privacy = new TextPrivacy(privacy);
    // What is to be taken out of a batch is known by its texts.
    this.#batchesTogether = this.#privacy.keepsAll ? batchesTogether : 1;
    this.#textRoom = textRoom;
    this.#textOnly = lane === 'text';
    // A path's shape holds what is to be taken out of it.
    const wasm = lane === 'wasm' ? WasmMemory.create(keepsShapes && this.#privacy.keepsAll, purpose) : null;
    this.#targets = wasm
      ? { batch: wasm.batch, dictionaries: wasm.dictionaries, wasm }
      : { batch: new HitBatch(purpose), dictionaries: makeDictionaries(() => new ByteDictionary()), wasm: null };
    // Without shapes, what a path means is told by its text.
    const holds = purpose === 'report' && keepsShapes && wasm !== null && this.#privacy.keepsAll;
    this.#taker = new TextTaker(
      this.#targets.dictionaries,
      mostTextBytes * (1 - TEMPLATE_SHARE),
      holds ? needsTexts : null,
      lastIds,
    );
  }

  /**
   * Reads one file to its end; `result` grows while it does, and counts what stands behind `from` alone.
   * @param formats tried in this order for each line
   */
  async file(
    fileId: number,
    bytes: LogBytes,
    formats: readonly Format[],
    { from = FILE_START, result = emptyResult() }: { from?: StartPlace; result?: FileResult } = {},
  ): Promise<FileResult> {
    const sink = this.#sinkOf(fileId, result);
    this.#flushedOffset = from.offsetBytes;
    const fast = this.#textOnly ? null : byteLane(formats, sink, this.#targets, fileId, from);
    await (fast ? fast(bytes) : readTextLane(isFeed(bytes) ? chunksOf(bytes) : bytes, formats, sink, from));
    return result;
  }

  /** Hands over what is still held back. */
  flush(): void {
    const { batch } = this.#targets;
    const { ordered, rows } = batch;
    const fresh = this.#privacy.apply(batch, this.#taker.take(this.#textRoom));
    this.target.write(ordered, rows, withTexts(fresh));
    batch.clear();
    this.#held = 0;
  }

  /** Hands over the texts that are needed and still held back, behind the last file. */
  finish(): void {
    while (this.#taker.isBehind) this.flush();
  }

  /** Hands over a batch that is full. */
  #handOver(): void {
    if (++this.#held >= this.#batchesTogether || this.#taker.isFull || this.#taker.isBehind) {
      this.flush();
      return;
    }
    const { batch } = this.#targets;
    this.target.write(batch.ordered, batch.rows, null);
    batch.clear();
  }

  #sinkOf(fileId: number, result: FileResult): ByteSink {
    const { batch, dictionaries } = this.#targets;
    return {
      rows: (lines) => {
        result.lines += lines;
        result.parsed += lines;
        if (!batch.full) return false;
        this.#handOver();
        return true;
      },
      request: (line, lines, fields) => {
        result.lines += lines;
        result.parsed += lines;
        batch.add(fileId, line, fields, dictionaries);
        if (batch.full) this.#handOver();
      },
      reject: (line, byteOffset, reason, text) => {
        result.lines++;
        result.rejected++;
        result.reasons.set(reason, (result.reasons.get(reason) ?? 0) + 1);
        if (result.rejects.length < KEPT_REJECTS) {
          // What is cut in two is no longer known for what it is.
          const sample = this.#privacy.redact(text.slice(0, 2 * SAMPLE_LENGTH)).slice(0, SAMPLE_LENGTH);
          result.rejects.push({ line, byteOffset, reason, sample });
        }
      },
      ignore: (lines) => {
        result.lines += lines;
        result.ignored += lines;
      },
      position: (offsetBytes) => {
        result.offsetBytes = offsetBytes;
        // A batch of very long lines would hold more texts than memory should.
        if (offsetBytes - this.#flushedOffset < MOST_BATCH_BYTES) return;
        this.#flushedOffset = offsetBytes;
        if (this.#taker.isFull) this.flush();
      },
    };
  }
}
