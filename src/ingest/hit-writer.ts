import type { ColumnData } from '../store/column.js';
import type { Store } from '../store/store.js';
import type { ColumnGroup } from './columns.js';
import { HitTable } from './hit-table.js';
import type { BatchStore } from './log-parser.js';
import type { AllTextRows, TextTableName } from './text-rows.js';
import { TextWriter } from './text-writer.js';

/** Columns that are kept on demand and hold ids of a table, which a step that changes ids writes to. */
const HOLDERS: Partial<Record<TextTableName, readonly ColumnGroup[]>> = {
  words: ['host', 'user', 'upstream_addr', 'cache_status'],
  paths: ['malformed'],
  content_types: ['content_type'],
};

/** Writes what was read into the store: texts and rows. */
export class HitWriter implements BatchStore {
  private constructor(
    private readonly store: Store,
    private readonly hits: HitTable,
    private readonly texts: TextWriter,
  ) {}

  static async open(store: Store): Promise<HitWriter> {
    return new HitWriter(store, await HitTable.open(store), await TextWriter.open(store));
  }

  write(columns: readonly ColumnData[], rows: number, texts: AllTextRows): void {
    this.texts.write(texts);
    this.hits.append(columns, rows);
  }

  /** Stores a group's columns from now on, whether a row has a value or not. */
  keep(group: ColumnGroup): Promise<void> {
    return this.hits.keep(group);
  }

  async catchUp(): Promise<void> {
    await this.texts.catchUp();
    await this.hits.catchUp();
  }

  /** Makes what was written visible to queries. */
  flush(): void {
    this.texts.flush();
    this.hits.flush();
  }

  /** Ends the writing. */
  async close(): Promise<void> {
    await this.hits.catchUp();
    this.hits.close();
    await this.texts.close();
  }

  /** Gives every text one id. @param every in all tables, as after a reading that was broken off */
  async unify(every = false): Promise<void> {
    for (const table of this.texts.twinTables(every)) await this.#unify(table);
  }

  async #unify(table: TextTableName): Promise<void> {
    await this.store.step(`unify_${table}`);
    for (const group of HOLDERS[table] ?? []) {
      if (this.hits.isKept(group)) await this.store.step(`unify_${table}_${group}`);
    }
  }
}
