import { setImmediate } from 'node:timers/promises';
import { BATCH_ROWS } from '../store/column.js';
import type { Store } from '../store/store.js';
import type { ColumnGroup, Purpose } from './columns.js';
import { HitTable } from './hit-table.js';
import type { BatchStore } from './log-parser.js';
import type { RowBatch } from './row-batch.js';
import type { AllTextRows, TextTableName } from './text-rows.js';
import { type TextTable, TextWriter } from './text-writer.js';

/** Columns that are kept on demand and hold ids of a table, which a step that changes ids writes to. */
const HOLDERS: Partial<Record<TextTableName, readonly ColumnGroup[]>> = {
  words: ['host', 'user', 'upstream_addr', 'cache_status'],
  paths: ['malformed'],
  content_types: ['content_type'],
};

/** Batches that are stored together: a row group of DuckDB. Half of one takes as long, for it is stored twice. */
const TOGETHER = 60;
/** Batches that wait at most, full or not, since each holds a buffer of the parser: the next group, and half of another. */
const MOST_WAITING = 90;

/**
 * Of its memory that the database has while rows are stored: texts take theirs meanwhile. As long as nothing is asked, more
 * only keeps what is written already.
 */
const SHARE_UNASKED = 0.45;
const SHARE_ASKED = 0.75;

/** Writes what was read into the store, texts and rows: threads of the database store a group of them while more is read. */
export class HitWriter implements BatchStore {
  readonly #texts = new TextWriter();
  #storing: Promise<void> | null = null;
  /** Whether the database is held to one thread, which stores: another would turn round and round, waiting for its rows. */
  #isAlone = false;

  private constructor(
    private readonly store: Store,
    private readonly hits: HitTable,
    private readonly memoryShare: number,
  ) {}

  static async open(store: Store, purpose: Purpose = 'all'): Promise<HitWriter> {
    return new HitWriter(
      store,
      await HitTable.open(store, purpose),
      purpose === 'report' ? SHARE_UNASKED : SHARE_ASKED,
    );
  }

  write(batch: RowBatch, texts: AllTextRows): void {
    this.#texts.write(texts);
    this.hits.add(batch);
  }

  /** Stores a group's columns from now on, whether a row has a value or not. */
  async keep(group: ColumnGroup): Promise<void> {
    await this.#storing;
    await this.hits.keep(group);
  }

  async catchUp(): Promise<void> {
    this.#begin();
    while (this.hits.waitingBatches > MOST_WAITING || this.#texts.tables.some(({ isOverdue }) => isOverdue)) {
      await this.#storing;
      this.#begin();
    }
    // Whoever stores comes to this thread for the rows.
    if (this.#storing !== null) await setImmediate();
  }

  /** Stores all that was written: it is visible to queries then. */
  async flush(): Promise<void> {
    await this.#storing;
    for (const table of this.#texts.tables) await table.store(this.store);
    await this.#storeHits();
  }

  /** Ends the writing. */
  async close(): Promise<void> {
    await this.flush();
    await this.#release();
  }

  /** Ends the writing behind an error: what waits is not stored. */
  async abandon(): Promise<void> {
    await this.#storing?.catch(() => {
      // The error that led here is told.
    });
    await this.#release();
  }

  /** Gives every text one id. @param every in all tables, as after a reading that was broken off */
  async unify(every = false): Promise<void> {
    for (const table of this.#texts.twinTables(every)) await this.#unify(table);
  }

  /** Begins to store a group of rows, where there is one. */
  #begin(): void {
    if (this.#storing !== null) return;
    const texts = this.#texts.tables.find(({ isDue }) => isDue);
    if (texts === undefined && this.hits.waitingBatches < TOGETHER) return;
    this.#storing = this.#storeGroup(texts ?? null);
    // Whoever writes on is told.
    this.#storing.catch(() => {});
  }

  /** @param texts null: requests */
  async #storeGroup(texts: TextTable | null): Promise<void> {
    if (!this.#isAlone) {
      await this.store.step('store_by_one_thread');
      await this.store.holdMemoryTo(this.memoryShare);
    }
    this.#isAlone = true;
    await (texts === null ? this.#storeHits(TOGETHER * BATCH_ROWS) : texts.store(this.store));
    this.#storing = null;
  }

  async #release(): Promise<void> {
    if (this.#isAlone) {
      await this.store.step('use_all_threads');
      await this.store.holdMemoryTo(1);
    }
    this.#isAlone = false;
  }

  async #storeHits(mostRows?: number): Promise<void> {
    await this.hits.prepare();
    if (this.hits.waiting > 0) await this.store.insert('hits', this.hits, mostRows);
  }

  async #unify(table: TextTableName): Promise<void> {
    await this.store.step(`unify_${table}`);
    for (const group of HOLDERS[table] ?? []) {
      if (this.hits.isKept(group)) await this.store.step(`unify_${table}_${group}`);
    }
  }
}
