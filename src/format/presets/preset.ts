import type { RequestFields } from '../../record/request-fields.js';
import type { Format } from '../format.js';

/** A real line of a preset's log, and what its fields are. */
interface PresetExample {
  /** A record that spans several lines holds newlines. */
  line: string;
  /** Every field that is not null. */
  fields: Partial<RequestFields>;
}

/** A log format with a name of its own: data that `logsplit formats` lists and detection tries. */
export interface Preset {
  /** As --format takes it: lower case, words joined with "_". */
  name: string;
  /** Who writes it, in a few words: "gunicorn's default access log". */
  writer: string;
  /** Where the writer documents or defines it: a URL. */
  source: string;
  /** Which logged field is the request time, with its unit as logged: "Ta, ms"; null: none. */
  requestTime: string | null;
  /** Which logged field is the upstream time, with its unit as logged; null: none. */
  upstreamTime: string | null;
  /** As its writer spells it, or as an nginx log_format string; null: its fields are found by key or by a header line. */
  logFormat: string | null;
  /** What detection takes its lines for, since others write the same: a preset, or "inferred". */
  looksLike?: string;
  /** Lines that stand ahead of the examples in their log, since they say what the fields are. */
  header?: readonly string[];
  examples: readonly PresetExample[];
  /** The format that reads it. @param sample the log's first lines, which only formats with keys or headers look at */
  compile(sample: readonly string[]): Format;
}
