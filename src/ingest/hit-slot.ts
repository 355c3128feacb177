import { BATCH_ROWS, Column, type ColumnData } from '../store/column.js';
import { BATCH_COLUMNS, type HitColumn, SAYS_NOTHING } from './columns.js';

const NAMES = Object.keys(BATCH_COLUMNS) as HitColumn[];
/** What a column without a value says, by its place. */
export const NOTHING = NAMES.map((name) => SAYS_NOTHING[name] ?? 0);
const EMPTY = NAMES.map((name, i) => {
  const column = new Column(BATCH_COLUMNS[name]);
  if (NOTHING[i] !== 0) for (let row = 0; row < BATCH_ROWS; row++) column.setId(row, NOTHING[i]!);
  return column;
});

/** A batch of rows that waits to be stored. */
export class HitSlot {
  rows = 0;
  /** Its own memory, by places in BATCH_COLUMNS, where it was needed so far. */
  readonly #memory: Column[] = [];
  #places = new Set<number>();

  /** @param places of the columns that may have a value */
  fill(columns: readonly ColumnData[], rows: number, places: Set<number>): void {
    this.rows = rows;
    this.#places = places;
    for (const i of places) {
      this.#memory[i] ??= new Column(BATCH_COLUMNS[NAMES[i]!]);
      this.#memory[i].copy(columns[i]!, rows);
    }
  }

  /** @param place in BATCH_COLUMNS */
  column(place: number): ColumnData {
    return this.#places.has(place) ? this.#memory[place]! : EMPTY[place]!;
  }
}
