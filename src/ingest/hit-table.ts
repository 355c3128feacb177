import type { TableAppender } from '../store/appender.js';
import { type ColumnData, hasValue } from '../store/column.js';
import type { Store } from '../store/store.js';
import { BATCH_COLUMNS, type ColumnGroup, type HitColumn, KEPT_ON_DEMAND, SAYS_NOTHING } from './columns.js';

const AT = new Map(Object.keys(BATCH_COLUMNS).map((name, i) => [name, i]));
const GROUPS = Object.entries(KEPT_ON_DEMAND) as [ColumnGroup, readonly HitColumn[]][];
const NOTHING = (Object.keys(BATCH_COLUMNS) as HitColumn[]).map((name) => SAYS_NOTHING[name] ?? 0);

interface Waiting {
  columns: readonly ColumnData[];
  rows: number;
}

/** The table of requests: columns that no row has a value for are not stored. */
export class HitTable {
  #appender!: TableAppender;
  /** Places of the stored columns in BATCH_COLUMNS, in the table's order. */
  #stored: readonly number[] = [];
  #absent: [ColumnGroup, readonly number[]][] = [];
  /** Rows that wait for the table to get their columns: a statement is run between batches, never within one. */
  #waiting: Waiting[] = [];

  private constructor(private readonly store: Store) {}

  static async open(store: Store): Promise<HitTable> {
    const table = new HitTable(store);
    await table.#open();
    return table;
  }

  /** @param columns of BATCH_COLUMNS, in its order, which the caller uses again */
  append(columns: readonly ColumnData[], rows: number): void {
    if (this.#waiting.length === 0 && this.#missing(columns, rows).length === 0) {
      this.#appender.append(this.#select(columns), rows);
    } else this.#waiting.push({ columns: columns.map((column) => copyOf(column, rows)), rows });
  }

  /** Whether the columns of a group are stored ones. */
  isKept(group: ColumnGroup): boolean {
    return !this.#absent.some(([absent]) => absent === group);
  }

  /** Stores the rows that wait for columns. */
  async catchUp(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    await this.#keep(new Set(waiting.flatMap(({ columns, rows }) => this.#missing(columns, rows))));
    for (const { columns, rows } of waiting) this.#appender.append(this.#select(columns), rows);
  }

  /** Stores a group's columns from now on: rows that are there already cost time when their first value comes. */
  async keep(group: ColumnGroup): Promise<void> {
    await this.catchUp();
    if (!this.isKept(group)) await this.#keep([group]);
  }

  /** Makes what was appended visible to queries. */
  flush(): void {
    this.#appender.flush();
  }

  close(): void {
    this.#appender.close();
  }

  async #open(): Promise<void> {
    const stored = await this.store.query<{ name: string }>('stored_columns');
    const names = new Set(stored.map(({ name }) => name));
    this.#stored = stored.map(({ name }) => AT.get(name)!);
    this.#absent = GROUPS.filter(([, columns]) => !names.has(columns[0]!)).map(([group, columns]) => [
      group,
      columns.map((column) => AT.get(column)!),
    ]);
    this.#appender = await this.store.appender('hits');
  }

  async #keep(groups: Iterable<ColumnGroup>): Promise<void> {
    this.#appender.close();
    // Whoever asks on another connection sees the table with all of its columns.
    await this.store.transaction(async () => {
      for (const group of groups) await this.store.step(`keep/${group}`);
    });
    await this.#open();
  }

  #missing(columns: readonly ColumnData[], rows: number): ColumnGroup[] {
    return this.#absent
      .filter(([, places]) => places.some((i) => hasValue(columns[i]!, rows, NOTHING[i])))
      .map(([group]) => group);
  }

  #select(columns: readonly ColumnData[]): ColumnData[] {
    return this.#stored.map((i) => columns[i]!);
  }
}

function copyOf(column: ColumnData, rows: number): ColumnData {
  const { byteOffset, bytesPerRow } = column;
  return {
    ...column,
    kind: column.kind,
    bytesPerRow,
    data: column.data.slice(byteOffset, byteOffset + rows * bytesPerRow),
    byteOffset: 0,
    texts: column.texts?.slice() ?? null,
    validity: column.validity.slice(),
  };
}
