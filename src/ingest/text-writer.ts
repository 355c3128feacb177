import { BATCH_ROWS, Column, type ColumnData } from '../store/column.js';
import type { ColumnKind } from '../store/column-kinds.js';
import type { RowSource } from '../store/inserter.js';
import type { Store } from '../store/store.js';
import { ChunkPool, TextBlocks } from './text-blocks.js';
import { splitTexts, textsOf } from './text-list.js';
import { type AllTextRows, TEXT_TABLES, type TextRows, type TextTableName } from './text-rows.js';

/** Characters of a batch at most, but for the last text. */
const MOST_LENGTH = 1 << 20;
/** Tables that a log may fill with many texts: queries/steps/texts stores them. */
const IN_BULK: ReadonlySet<TextTableName> = new Set(['clients', 'paths', 'queries', 'referrers', 'templates']);
/** Of texts that are stored together: at least as many as DuckDB compresses together, or it stores them in two pieces. */
const BYTES_TOGETHER = 8 << 20;
const WORTH_A_STATEMENT_BYTES = 256 << 10;

/** The tables of texts, and those that wait to be stored. */
export class TextWriter {
  readonly tables: readonly TextTable[];

  constructor() {
    const pool = new ChunkPool();
    const names = Object.keys(TEXT_TABLES) as TextTableName[];
    this.tables = names.map((name) => new TextTable(name, TEXT_TABLES[name], pool));
  }

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

/** Rows of one of the tables, as strings. */
interface StringRows {
  firstId: number;
  texts: readonly string[];
  cells: TextRows['cells'];
  /** Of the texts. */
  bytes: number;
}

/** One of the tables. */
export class TextTable implements RowSource {
  readonly #id = new Column('id');
  readonly #text = new Column('text');
  readonly #cells: readonly Column[];
  readonly #columns: readonly ColumnData[];
  /** What is stored in bulk, and what is as rows. */
  readonly #blocks: TextBlocks;
  readonly #rows: StringRows[] = [];
  #rowBytes = 0;
  /** Of the first of the rows, the text that is taken next. */
  #at = 0;
  #waiting = 0;
  #hasTwins = false;

  constructor(
    readonly name: TextTableName,
    kinds: readonly ColumnKind[],
    pool: ChunkPool,
  ) {
    this.#blocks = new TextBlocks(pool);
    this.#cells = kinds.map((kind) => new Column(kind));
    this.#columns = [this.#id, this.#text, ...this.#cells];
  }

  /** Of its rows. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Whether so much waits that it should be stored. */
  get isDue(): boolean {
    return this.#bytes >= BYTES_TOGETHER;
  }

  /** Whether so much waits that no more should come: then it is due as well. */
  get isOverdue(): boolean {
    return this.#bytes >= 2 * BYTES_TOGETHER;
  }

  get hasTwins(): boolean {
    return this.#hasTwins;
  }

  add({ firstId, texts, cells, base }: TextRows): void {
    const count = texts.ends.length;
    if (count === 0) return;
    this.#hasTwins ||= base > 0;
    if (IN_BULK.has(this.name) && !texts.holdsNewline) this.#blocks.add(firstId, count, texts.bytes);
    else this.#addRows({ firstId, texts: textsOf(texts), cells, bytes: texts.bytes.length });
  }

  /** Stores all that waits: in bulk in half of the time of rows, with no string a text. */
  async store(store: Store): Promise<void> {
    if (this.#blocks.bytes >= WORTH_A_STATEMENT_BYTES) await store.insertTexts(this.name, this.#blocks);
    else this.#unpackBlocks();
    if (this.#waiting > 0) await store.insert(this.name, this);
  }

  take(): { columns: readonly ColumnData[]; rows: number } | null {
    const rows = this.#rows;
    let row = 0;
    let done = 0;
    for (let length = 0; row < BATCH_ROWS && length < MOST_LENGTH && done < rows.length; row++) {
      const { firstId, texts, cells, bytes } = rows[done]!;
      const i = this.#at++;
      const text = texts[i]!;
      length += text.length;
      this.#id.setId(row, firstId + i);
      this.#text.setText(row, text);
      this.#cells.forEach((column, j) => {
        column.setText(row, cells[i]![j]!);
      });
      if (this.#at < texts.length) continue;
      this.#rowBytes -= bytes;
      this.#at = 0;
      done++;
    }
    rows.splice(0, done);
    this.#waiting -= row;
    return row === 0 ? null : { columns: this.#columns, rows: row };
  }

  /** Of all that waits. */
  get #bytes(): number {
    return this.#blocks.bytes + this.#rowBytes;
  }

  /** A statement for few takes longer than rows. */
  #unpackBlocks(): void {
    for (let block = this.#blocks.take(); block !== null; block = this.#blocks.take()) {
      this.#addRows({ firstId: block.firstId, texts: splitTexts(block.bytes), cells: [], bytes: block.bytes.length });
    }
  }

  #addRows(rows: StringRows): void {
    this.#rows.push(rows);
    this.#rowBytes += rows.bytes;
    this.#waiting += rows.texts.length;
  }
}
