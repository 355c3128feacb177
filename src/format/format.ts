import type { RequestFields } from '../record/request-fields.js';

/**
 * Reads one line (without its end) into `into`, whose fields are all null.
 * @returns null, or why the line is not in this format: one of few distinct phrases, since they are counted.
 */
export type LineParser = (line: string, into: RequestFields) => string | null;

/** What lines of a log mean. */
export interface Format {
  /** As --format takes it. */
  name: string;
  /** The nginx log_format string; null where fields are found by key. */
  logFormat: string | null;
  /** How many lines one record spans: more than 1 where the log_format itself holds newlines. */
  linesPerRecord: number;
  /** Smallest difference between two end times, seconds; null: the format has no time. */
  timeResolutionS: number | null;
  /** What each field of a line becomes, in the line's order. */
  fields: readonly FieldMeaning[];
  parse: LineParser;
}

export interface FieldMeaning {
  /** The variable or key as the format names it. */
  name: string;
  /** "column": read; "text": kept in extra; "passed over": another field tells the same, or there is no column. */
  use: 'column' | 'text' | 'passed over';
}
