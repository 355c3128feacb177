import type { TableAppender } from '../store/appender.js';
import type { ColumnData } from '../store/column.js';
import type { Store } from '../store/store.js';
import type { AllFreshTexts } from './fresh-texts.js';
import type { BatchTarget } from './line-parser.js';
import { type DescribeTexts, Meanings, Settler } from './meanings.js';
import { TextWriter } from './text-writer.js';

/** Writes what was read into the store: texts, rows, and what the texts mean for the rows. */
export class HitWriter implements BatchTarget {
  private constructor(
    private readonly store: Store,
    private readonly hits: TableAppender,
    private readonly texts: TextWriter,
    private readonly settler: Settler,
  ) {}

  /** @param mostTemplateBytes of memory for route templates */
  static async open(store: Store, describe: DescribeTexts, mostTemplateBytes: number): Promise<HitWriter> {
    const meanings = new Meanings();
    const hits = await store.appender('hits');
    const texts = await TextWriter.open(store, describe, meanings, mostTemplateBytes);
    return new HitWriter(store, hits, texts, new Settler(meanings));
  }

  write(columns: readonly ColumnData[], rows: number, fresh: AllFreshTexts): void {
    this.texts.write(fresh);
    this.settler.settle(columns, rows);
    this.hits.append([...columns, ...this.settler.columns], rows);
  }

  /** Makes what was written visible to queries. */
  flush(): void {
    this.texts.flush();
    this.hits.flush();
  }

  /** Ends the writing: every text has one id. */
  async close(): Promise<void> {
    this.hits.close();
    this.texts.close();
    for (const table of this.texts.tablesWithTwins()) await this.store.step(`unify_${table}`);
  }
}
