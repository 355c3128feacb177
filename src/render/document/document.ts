/**
 * A report as data, which HTML, Markdown and CSV each render. Any text may hold what a log holds, any character of it:
 * renderers clean and escape, whoever fills a document does not.
 */
export interface Document {
  title: string;
  /** One line below the title: what it is about, which period. */
  subtitle: string;
  sections: readonly Section[];
}

export interface Section {
  title: string;
  blocks: readonly Block[];
}

export type Block = Paragraph | List | Code | Facts | Table | TimeChart | Bars | Findings | Details;

interface Paragraph {
  block: 'paragraph';
  text: string;
}

interface List {
  block: 'list';
  items: readonly string[];
}

/** Configuration or code to paste: its lines are kept. */
interface Code {
  block: 'code';
  text: string;
}

/** Few figures that matter most, each with its label. */
interface Facts {
  block: 'facts';
  facts: readonly Fact[];
}

export interface Fact {
  label: string;
  kind: ValueKind;
  value: Cell;
  /** What it is of, or how it came about, in a few words. */
  note?: string;
  tone?: Tone;
}

/**
 * What a value is: raw in CSV and for sorting, written with its unit elsewhere. `share` is a fraction of one; `change` a
 * relative change (0.5: half as much again), written with its sign; `time` ISO 8601 in UTC, a text.
 */
export type ValueKind = 'text' | 'count' | 'number' | 'bytes' | 'seconds' | 'share' | 'change' | 'time';

/** null: nothing is known. */
export type Cell = string | number | null;

/** What a reader should feel; words tell the same. */
export type Tone = 'good' | 'bad' | 'warn' | 'plain';

export interface Column {
  /** Its name in CSV, unit included: p95_s. */
  key: string;
  title: string;
  kind: ValueKind;
  /** What it means, where the title does not say: a tooltip. */
  about?: string;
  /** Few distinct texts, which a reader may choose among: bound, method. */
  isChoice?: boolean;
  /** For CSV, and where there is room: Markdown leaves it out. */
  isDetail?: boolean;
  /** Sentences that explain the row: HTML opens them under its first text, Markdown leaves them out. */
  isNote?: boolean;
  /** Colours values of the kind `change`. */
  better?: 'less' | 'more';
}

export interface Table {
  block: 'table';
  /** Unique in the document, of a-z, 0-9 and hyphens: the CSV file's name and the anchor in HTML. */
  name: string;
  caption: string;
  columns: readonly Column[];
  /** All of them: renderers cut, and say so. */
  rows: readonly (readonly Cell[])[];
}

/** Values over time; series of two kinds have an axis each. */
export interface TimeChart {
  block: 'timeChart';
  /** As of a table: its values are a table in CSV. */
  name: string;
  caption: string;
  /** Seconds since 1970, ascending. */
  times: readonly number[];
  series: readonly Series[];
}

export interface Series {
  key: string;
  title: string;
  kind: 'count' | 'number' | 'bytes' | 'seconds' | 'share';
  /** One for each time; null: none. */
  values: readonly (number | null)[];
  /** An interval around the values. */
  band?: { low: readonly (number | null)[]; high: readonly (number | null)[] };
  tone?: Tone;
}

/** Shares of a whole, or a few values beside each other. */
export interface Bars {
  block: 'bars';
  /** As of a table. */
  name: string;
  caption: string;
  /** Of the values, as of a column. */
  key: string;
  title: string;
  kind: 'count' | 'number' | 'bytes' | 'seconds' | 'share';
  bars: readonly Bar[];
  /** What all bars are parts of; without it the largest fills the width. */
  whole?: number;
}

export interface Bar {
  label: string;
  value: number;
  tone?: Tone;
}

/** What was found, one after the other: a title, a few labels, why, and what hides until it is asked for. */
export interface Findings {
  block: 'findings';
  findings: readonly Finding[];
}

export interface Finding {
  title: string;
  labels: readonly { text: string; tone?: Tone }[];
  text: string;
  details?: Details;
}

/** Opens when it is asked for. */
interface Details {
  block: 'details';
  summary: string;
  blocks: readonly Block[];
}
