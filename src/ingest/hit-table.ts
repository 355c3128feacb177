import type { ColumnData } from '../store/column.js';
import type { RowSource } from '../store/inserter.js';
import type { Store } from '../store/store.js';
import {
  BATCH_COLUMNS,
  type ColumnGroup,
  type HitColumn,
  KEPT_ON_DEMAND,
  type Purpose,
  SETTLED_BY,
} from './columns.js';
import type { RowBatch } from './row-batch.js';

const AT = new Map(Object.keys(BATCH_COLUMNS).map((name, i) => [name, i]));
const UNSTORED = new Set([...SETTLED_BY].map((name) => AT.get(name)!));
const PLACES = Object.entries(KEPT_ON_DEMAND).map(([group, columns]): [ColumnGroup, readonly number[]] => [
  group as ColumnGroup,
  (columns as readonly HitColumn[]).map((column) => AT.get(column)!),
]);

/** The table of requests, and those that wait to be stored: columns that no row has a value for are not stored. */
export class HitTable implements RowSource {
  /** Places of the stored columns in BATCH_COLUMNS, in the table's order. */
  #stored: readonly number[] = [];
  #absent: [ColumnGroup, readonly number[]][] = [];
  /** Groups of columns that rows which wait have values for. */
  readonly #wanted = new Set<ColumnGroup>();
  readonly #batches: RowBatch[] = [];
  #taken: RowBatch | null = null;
  #waiting = 0;

  private constructor(
    private readonly store: Store,
    private readonly purpose: Purpose,
  ) {}

  static async open(store: Store, purpose: Purpose): Promise<HitTable> {
    const table = new HitTable(store, purpose);
    await table.#look();
    return table;
  }

  get waiting(): number {
    return this.#waiting;
  }

  get waitingBatches(): number {
    return this.#batches.length;
  }

  /** Holds the batch until it is stored. */
  add(batch: RowBatch): void {
    if (batch.rows === 0) {
      batch.release();
      return;
    }
    for (const [group, places] of this.#absent) {
      if (!this.#wanted.has(group) && places.some((place) => this.#isWanted(batch, place))) this.#wanted.add(group);
    }
    this.#batches.push(batch);
    this.#waiting += batch.rows;
  }

  take(): { columns: ColumnData[]; rows: number } | null {
    this.#taken?.release();
    const batch = this.#batches.shift() ?? null;
    this.#taken = batch;
    if (batch === null) return null;
    this.#waiting -= batch.rows;
    return { columns: this.#stored.map((place) => batch.columns[place]!), rows: batch.rows };
  }

  /** Whether the columns of a group are stored ones. */
  isKept(group: ColumnGroup): boolean {
    return !this.#absent.some(([absent]) => absent === group);
  }

  /** Stores a group's columns from now on: rows that are there already cost time when their first value comes. */
  async keep(group: ColumnGroup): Promise<void> {
    if (this.isKept(group)) return;
    this.#wanted.add(group);
    await this.prepare();
  }

  /** Has the table store the columns that rows which wait have values for. */
  async prepare(): Promise<void> {
    if (this.#wanted.size === 0) return;
    const groups = [...this.#wanted];
    // Whoever asks on another connection sees the table with all of its columns.
    await this.store.transaction(async () => {
      for (const group of groups) await this.store.step(`keep/${group}`);
    });
    await this.#look();
  }

  #isWanted(batch: RowBatch, place: number): boolean {
    if (this.purpose === 'report' && UNSTORED.has(place)) return false;
    return batch.says(place);
  }

  async #look(): Promise<void> {
    const stored = await this.store.query<{ name: string }>('stored_columns');
    const names = new Set(stored.map(({ name }) => AT.get(name)!));
    this.#stored = [...names];
    this.#absent = PLACES.filter(([, places]) => !names.has(places[0]!));
    // Not before: rows are added meanwhile, and a column that is kept twice loses its values.
    for (const group of this.#wanted) if (this.isKept(group)) this.#wanted.delete(group);
  }
}
