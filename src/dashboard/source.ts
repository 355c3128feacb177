import type { Report } from '../report/types.js';
import type { Narrowed, Table } from '../store/reader.js';
import type { RunQuery } from '../store/store.js';

/** The log, as the dashboard asks it: what is asked runs beside everything else, one question after the other. */
export interface Log {
  readonly query: RunQuery;
  /** What a query of the user's gives, which may only read: at most so many rows. @throws UserError */
  table(sql: string, most: number): Promise<Table>;
  /** The text of queries/NAME.sql. */
  sqlOf(name: string): string;
  /** From now on answers are about what passes this, of all that is stored by now. */
  narrow(to: Narrowed): Promise<void>;
  /** Breaks off what is asked, which rejects. */
  interrupt(): void;
}

/** What becomes of the log while the dashboard is open. */
export type News =
  /** There is more to ask about. @param lines read so far @param perS lines a second of late */
  | { readonly type: 'grown'; readonly lines: number; readonly perS: number }
  /** It is still read. @param done of all; null: not known @param hasGrown whether there is more to ask about */
  | { readonly type: 'reading'; readonly lines: number; readonly done: number | null; readonly hasGrown: boolean }
  /** All of it was judged anew. @param isLast whether nothing comes after it */
  | { readonly type: 'report'; readonly report: Report; readonly isLast?: boolean };

/** A query of the user's own, which is a table of the dashboard. */
export interface OwnQuery {
  readonly title: string;
  /** One SELECT. */
  readonly sql: string;
}

export interface Source {
  /** What is shown at first; it also holds the evidence and the advice, which are about all of the log. */
  readonly report: Report;
  /** null: the report is all there is. */
  readonly log: Log | null;
  /** null: the log does not change. */
  readonly news: AsyncIterable<News> | null;
  /** Absent: none. */
  readonly own?: readonly OwnQuery[];
  /** Writes a report to a file that is not there yet, in the form that its name's end tells. @throws UserError */
  write?(path: string, report: Report): Promise<void>;
}
