import type { TableAppender } from '../store/appender.js';
import { BATCH_ROWS, Column } from '../store/column.js';
import type { ColumnKind } from '../store/column-kinds.js';
import type { Store } from '../store/store.js';
import { textAt } from './text-list.js';
import { type AllTextRows, TEXT_TABLES, type TextRows, type TextTableName } from './text-rows.js';

/** Characters that wait to be appended, at most, but for the last text. */
const MOST_WAITING = 1 << 20;
/** Tables that a log may fill with many texts: queries/steps/texts stores them. */
const IN_BULK: ReadonlySet<TextTableName> = new Set(['clients', 'paths', 'queries', 'referrers', 'templates']);
/** Characters that are stored in bulk: about as many rows as DuckDB compresses together. */
const BULK = 8 << 20;
const WORTH_A_STATEMENT = 256 << 10;

/** Writes texts to their tables. */
export class TextWriter {
  private constructor(private readonly tables: readonly TextTable[]) {}

  static async open(store: Store): Promise<TextWriter> {
    const names = Object.keys(TEXT_TABLES) as TextTableName[];
    return new TextWriter(await Promise.all(names.map((name) => TextTable.open(store, name, TEXT_TABLES[name]))));
  }

  write(rows: AllTextRows): void {
    for (const table of this.tables) {
      const fresh = rows[table.name];
      if (fresh !== undefined) table.write(fresh);
    }
  }

  /** Stores in bulk what waits, where it is much: called between batches. */
  async catchUp(): Promise<void> {
    for (const table of this.tables) await table.storeBulk(BULK);
  }

  /** Makes what was written visible to queries. */
  flush(): void {
    for (const table of this.tables) table.flush();
  }

  /** Tables in which one text may stand under several ids, since it was forgotten in between or stored before; or every one. */
  twinTables(every: boolean): TextTableName[] {
    return this.tables.filter((table) => every || table.hasTwins).map((table) => table.name);
  }

  async close(): Promise<void> {
    for (const table of this.tables) {
      await table.storeBulk(WORTH_A_STATEMENT);
      table.close();
    }
  }
}

/** Texts in one string, a newline between two. */
interface Block {
  firstId: number;
  joined: string;
}

class TextTable {
  readonly #id = new Column('id');
  readonly #text = new Column('text');
  readonly #cells: readonly Column[];
  /** Rows that wait for more: appending a few takes as long as appending a batch. */
  #waiting = 0;
  #waitingLength = 0;
  /** What waits to be stored in bulk. */
  #blocks: Block[] = [];
  #blocksLength = 0;
  #hasTwins = false;

  private constructor(
    readonly name: TextTableName,
    private readonly store: Store,
    private readonly appender: TableAppender,
    kinds: readonly ColumnKind[],
  ) {
    this.#cells = kinds.map((kind) => new Column(kind));
  }

  static async open(store: Store, name: TextTableName, kinds: readonly ColumnKind[]): Promise<TextTable> {
    return new TextTable(name, store, await store.appender(name), kinds);
  }

  write(rows: TextRows): void {
    const { firstId, texts, base } = rows;
    this.#hasTwins ||= base > 0;
    if (!IN_BULK.has(this.name) || texts.holdsNewline) this.#writeRows(rows);
    else {
      this.#blocks.push({ firstId, joined: texts.joined });
      this.#blocksLength += texts.joined.length;
    }
  }

  get hasTwins(): boolean {
    return this.#hasTwins;
  }

  /** Stores what waits if it has so many characters: half of the time of rows, and no string a text. */
  async storeBulk(least: number): Promise<void> {
    if (this.#blocksLength < least) return;
    const blocks = this.#takeBlocks();
    await this.store.storeTexts(
      this.name,
      blocks.map(({ firstId }) => firstId),
      blocks.map(({ joined }) => joined),
    );
  }

  flush(): void {
    this.#append();
    this.appender.flush();
  }

  close(): void {
    this.#append();
    this.appender.close();
  }

  #takeBlocks(): Block[] {
    const blocks = this.#blocks;
    this.#blocks = [];
    this.#blocksLength = 0;
    return blocks;
  }

  #writeRows({ firstId, texts, cells }: Pick<TextRows, 'firstId' | 'texts' | 'cells'>): void {
    for (let i = 0; i < texts.ends.length; i++) this.#writeRow(firstId + i, textAt(texts, i), cells[i] ?? []);
  }

  #writeRow(id: number, text: string, cells: readonly (string | null)[]): void {
    const row = this.#waiting++;
    this.#id.setId(row, id);
    this.#text.setText(row, text);
    this.#waitingLength += text.length;
    this.#cells.forEach((column, j) => {
      column.setText(row, cells[j]!);
    });
    if (this.#waiting === BATCH_ROWS || this.#waitingLength > MOST_WAITING) this.#appendRows();
  }

  #append(): void {
    for (const { firstId, joined } of this.#takeBlocks()) {
      joined.split('\n').forEach((text, i) => {
        this.#writeRow(firstId + i, text, []);
      });
    }
    this.#appendRows();
  }

  #appendRows(): void {
    this.appender.append([this.#id, this.#text, ...this.#cells], this.#waiting);
    this.#waiting = 0;
    this.#waitingLength = 0;
  }
}
