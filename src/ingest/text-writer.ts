import { BATCH_ROWS, Column, type ColumnData } from '../store/column.js';
import type { ColumnKind } from '../store/column-kinds.js';
import type { RowSource } from '../store/inserter.js';
import type { Store } from '../store/store.js';
import { textAt } from './text-list.js';
import { type AllTextRows, TEXT_TABLES, type TextRows, type TextTableName } from './text-rows.js';

/** Characters of a batch at most, but for the last text. */
const MOST_LENGTH = 1 << 20;
/** Tables that a log may fill with many texts: queries/steps/texts stores them. */
const IN_BULK: ReadonlySet<TextTableName> = new Set(['clients', 'paths', 'queries', 'referrers', 'templates']);
/** Characters that are stored together: about as many rows as DuckDB compresses together. */
const TOGETHER = 8 << 20;
const WORTH_A_STATEMENT = 256 << 10;

/** The tables of texts, and those that wait to be stored. */
export class TextWriter {
  readonly tables = (Object.keys(TEXT_TABLES) as TextTableName[]).map((name) => new TextTable(name, TEXT_TABLES[name]));

  write(rows: AllTextRows): void {
    for (const table of this.tables) {
      const fresh = rows[table.name];
      if (fresh !== undefined) table.add(fresh);
    }
  }

  /** Tables in which one text may stand under several ids, since it was forgotten in between or stored before; or every one. */
  twinTables(every: boolean): TextTableName[] {
    return this.tables.filter((table) => every || table.hasTwins).map((table) => table.name);
  }
}

/** Texts that wait, in the order in which they came. */
class Waiting {
  list: TextRows[] = [];
  length = 0;

  add(rows: TextRows): void {
    this.list.push(rows);
    this.length += rows.texts.joined.length;
  }

  takeAll(): TextRows[] {
    const { list } = this;
    this.list = [];
    this.length = 0;
    return list;
  }
}

/** One of the tables. */
export class TextTable implements RowSource {
  readonly #id = new Column('id');
  readonly #text = new Column('text');
  readonly #cells: readonly Column[];
  readonly #columns: readonly ColumnData[];
  /** What is stored in bulk, and what is as rows. */
  readonly #bulk = new Waiting();
  readonly #rows = new Waiting();
  /** Of the first of the rows, the text that is taken next. */
  #at = 0;
  #waiting = 0;
  #hasTwins = false;

  constructor(
    readonly name: TextTableName,
    kinds: readonly ColumnKind[],
  ) {
    this.#cells = kinds.map((kind) => new Column(kind));
    this.#columns = [this.#id, this.#text, ...this.#cells];
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Whether so much waits that it should be stored. */
  get isDue(): boolean {
    return this.#bulk.length >= TOGETHER || this.#rows.length >= TOGETHER;
  }

  /** Whether so much waits that no more should come: then it is due as well. */
  get isOverdue(): boolean {
    return this.#bulk.length + this.#rows.length >= 2 * TOGETHER;
  }

  get hasTwins(): boolean {
    return this.#hasTwins;
  }

  add(rows: TextRows): void {
    if (rows.texts.ends.length === 0) return;
    this.#hasTwins ||= rows.base > 0;
    if (IN_BULK.has(this.name) && !rows.texts.holdsNewline) this.#bulk.add(rows);
    else this.#addRows(rows);
  }

  /** Stores all that waits: in bulk in half of the time of rows, with no string a text. */
  async store(store: Store): Promise<void> {
    if (this.#bulk.length >= WORTH_A_STATEMENT) {
      const blocks = this.#bulk.takeAll();
      await store.storeTexts(
        this.name,
        blocks.map(({ firstId }) => firstId),
        blocks.map(({ texts }) => texts.joined),
      );
    } else for (const rows of this.#bulk.takeAll()) this.#addRows(rows);
    if (this.#waiting > 0) await store.insert(this.name, this);
  }

  take(): { columns: readonly ColumnData[]; rows: number } | null {
    const { list } = this.#rows;
    let row = 0;
    let done = 0;
    for (let length = 0; row < BATCH_ROWS && length < MOST_LENGTH && done < list.length; row++) {
      const { firstId, texts, cells } = list[done]!;
      const i = this.#at++;
      const text = textAt(texts, i);
      length += text.length;
      this.#id.setId(row, firstId + i);
      this.#text.setText(row, text);
      this.#cells.forEach((column, j) => {
        column.setText(row, cells[i]![j]!);
      });
      if (this.#at < texts.ends.length) continue;
      this.#rows.length -= texts.joined.length;
      this.#at = 0;
      done++;
    }
    list.splice(0, done);
    this.#waiting -= row;
    return row === 0 ? null : { columns: this.#columns, rows: row };
  }

  #addRows(rows: TextRows): void {
    this.#rows.add(rows);
    this.#waiting += rows.texts.ends.length;
  }
}
