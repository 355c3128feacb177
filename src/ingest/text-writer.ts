import type { TableAppender } from '../store/appender.js';
import { BATCH_ROWS, Column } from '../store/column.js';
import type { ColumnKind } from '../store/column-kinds.js';
import type { Store } from '../store/store.js';
import { textAt } from './text-list.js';
import { type AllTextRows, TEXT_TABLES, type TextRows, type TextTableName } from './text-rows.js';

/** Characters that wait to be appended, at most, but for the last text. */
const MOST_WAITING = 1 << 20;

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

  /** Makes what was written visible to queries. */
  flush(): void {
    for (const table of this.tables) table.flush();
  }

  /** Tables in which one text may stand under several ids, since it was forgotten in between or stored before; or every one. */
  twinTables(every: boolean): TextTableName[] {
    return this.tables.filter((table) => every || table.hasTwins).map((table) => table.name);
  }

  close(): void {
    for (const table of this.tables) table.close();
  }
}

class TextTable {
  readonly #id = new Column('id');
  readonly #text = new Column('text');
  readonly #cells: readonly Column[];
  /** Rows that wait for more: appending a few takes as long as appending a batch. */
  #waiting = 0;
  #waitingLength = 0;
  #hasTwins = false;

  private constructor(
    readonly name: TextTableName,
    private readonly appender: TableAppender,
    kinds: readonly ColumnKind[],
  ) {
    this.#cells = kinds.map((kind) => new Column(kind));
  }

  static async open(store: Store, name: TextTableName, kinds: readonly ColumnKind[]): Promise<TextTable> {
    return new TextTable(name, await store.appender(name), kinds);
  }

  write({ firstId, texts, cells, base }: TextRows): void {
    const count = texts.ends.length;
    this.#hasTwins ||= base > 0;
    for (let i = 0; i < count; i++) {
      const row = this.#waiting++;
      this.#id.setId(row, firstId + i);
      const text = textAt(texts, i);
      this.#text.setText(row, text);
      this.#waitingLength += text.length;
      this.#cells.forEach((column, j) => {
        column.setText(row, cells[i]![j]!);
      });
      if (this.#waiting === BATCH_ROWS || this.#waitingLength > MOST_WAITING) this.#append();
    }
  }

  get hasTwins(): boolean {
    return this.#hasTwins;
  }

  flush(): void {
    this.#append();
    this.appender.flush();
  }

  close(): void {
    this.#append();
    this.appender.close();
  }

  #append(): void {
    this.appender.append([this.#id, this.#text, ...this.#cells], this.#waiting);
    this.#waiting = 0;
    this.#waitingLength = 0;
  }
}
