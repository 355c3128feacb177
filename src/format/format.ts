import type { RequestFields } from '../record/request-fields.js';
import type { KeyedLayout } from './keyed.js';
import type { Prefix } from './prefixes.js';
import type { Shape, ShapeRule } from './shapes.js';
import type { Escape } from './unescape.js';
import type { Variable } from './variable.js';

/**
 * Reads one line (without its end) into `into`, whose fields are all null.
 * @returns null, or why the line is not in this format: one of few distinct phrases, since they are counted.
 */
export type LineParser = (line: string, into: RequestFields) => string | null;

/** A positional format taken apart: fields, and the texts around them. */
export interface Layout {
  escaping: Escape;
  /** The text ahead of the first field. */
  prefix: string;
  fields: readonly LaidField[];
  /** Whether only the cache status can tell who answered. */
  cacheTells: boolean;
  /** Whether the logged time is the request's beginning: its end is later by the request time, where that is logged. */
  startTells: boolean;
  /** Whether the writer is the application's own server: it answered whatever is logged, in the request time. */
  appTells: boolean;
  /** Whether colour codes of a terminal can stand in its lines, which are not a part of them. */
  colours: boolean;
}

export interface LaidField {
  /** Null: a variable that logsplit does not know, kept as text or passed over. */
  variable: Variable | null;
  meaning: FieldMeaning;
  shape: Shape;
  /** Stands for the shape's own rule. */
  rule: ShapeRule | null;
  /** The text between this field and the next. */
  after: string;
}

/** What lines of a log mean. */
export interface Format {
  /** As --format takes it. */
  name: string;
  /** The format string in the notation of its writer, nginx's where it has none; null where fields are found by key. */
  logFormat: string | null;
  /** How many lines one record spans: more than 1 where the log_format itself holds newlines. */
  linesPerRecord: number;
  /** Smallest difference between two end times, seconds; null: the format has no time. */
  timeResolutionS: number | null;
  /** What each field of a line becomes, in the line's order. */
  fields: readonly FieldMeaning[];
  /** Null where fields are found by key. */
  layout: Layout | null;
  /** Set where fields are found by key. */
  keyed?: KeyedLayout | null;
  /** What this format is without the prefix that its lines have ahead of them. */
  behind?: {
    prefix: Prefix;
    format: Format;
    /** Whether parts of a line are held back until the line ends. */
    isHolding: () => boolean;
  };
  /** Where lines of the log itself name the fields of those that follow. */
  extended?: ExtendedFields;
  parse: LineParser;
}

/** The fields of an extended log (W3C), as its last #Fields directive names them. */
export interface ExtendedFields {
  /**
   * How lines of them are laid out whose values hold no blank, no quote and nothing but ASCII, and are parted by one separator
   * each; null: they cannot be read by their places alone. The same object until there is another directive.
   */
  current(): ExtendedLayout | null;
}

export interface ExtendedLayout {
  fields: number;
  /** The place of the date; a line that has none there takes it from a directive. */
  dateField: number;
  layout(separator: ' ' | '\t'): Layout;
}

export interface FieldMeaning {
  /** The variable or key as the format names it. */
  name: string;
  /** The field as another notation than nginx's spells it: "%>s". */
  written?: string;
  /** "column": read; "text": kept in extra; "passed over": another field tells the same, or there is no column. */
  use: 'column' | 'text' | 'passed over';
}
