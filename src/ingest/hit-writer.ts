import type { ColumnData } from '../store/column.js';
import type { Store } from '../store/store.js';
import type { ColumnGroup } from './columns.js';
import type { AllFreshTexts } from './fresh-texts.js';
import { HitTable } from './hit-table.js';
import type { BatchStore } from './log-parser.js';
import { type DescribeTexts, Meanings, Settler } from './meanings.js';
import { TextWriter } from './text-writer.js';

/** Columns that are kept on demand and hold ids of a table, which a step that changes ids writes to. */
const HOLDERS: Record<string, readonly ColumnGroup[]> = {
  words: ['host', 'upstream'],
  content_types: ['content_type'],
};

/** Writes what was read into the store: texts, rows, and what the texts mean for the rows. */
export class HitWriter implements BatchStore {
  private constructor(
    private readonly store: Store,
    private readonly hits: HitTable,
    private readonly texts: TextWriter,
    private readonly settler: Settler,
  ) {}

  /** @param mostTemplateBytes of memory for route templates */
  static async open(store: Store, describe: DescribeTexts, mostTemplateBytes: number): Promise<HitWriter> {
    const meanings = new Meanings();
    const hits = await HitTable.open(store);
    const texts = await TextWriter.open(store, describe, meanings, mostTemplateBytes);
    return new HitWriter(store, hits, texts, new Settler(meanings));
  }

  write(columns: readonly ColumnData[], rows: number, fresh: AllFreshTexts): void {
    this.texts.write(fresh);
    this.settler.settle(columns, rows);
    this.hits.append([...columns, ...this.settler.columns], rows);
  }

  catchUp(): Promise<void> {
    return this.hits.catchUp();
  }

  /** Makes what was written visible to queries. */
  flush(): void {
    this.texts.flush();
    this.hits.flush();
  }

  /** Ends the writing: every text has one id. */
  async close(): Promise<void> {
    await this.hits.catchUp();
    const doubled = this.texts.tablesWithTwins();
    await this.hits.keep(doubled.flatMap((table) => HOLDERS[table] ?? []));
    this.hits.close();
    this.texts.close();
    for (const table of doubled) await this.store.step(`unify_${table}`);
  }
}
