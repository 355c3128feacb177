import type { ChosenFormat } from '../format/choose.js';

/** What became of one file's lines: lines = parsed + rejected + ignored. */
export interface FileCounts {
  lines: number;
  parsed: number;
  rejected: number;
  ignored: number;
}

interface Rejected {
  line: number;
  byteOffset: number;
  reason: string;
  /** The line's beginning. */
  sample: string;
}

export interface FileResult extends FileCounts {
  /** All that stands before this byte is counted here. */
  offsetBytes: number;
  /** Lines by reason. */
  reasons: Map<string, number>;
  /** The first of them. */
  rejects: Rejected[];
}

/** What a format is called, and what the reports say of it: plain data. */
export interface FormatFacts {
  names: string;
  /** As nginx log_format strings, one a line; null where fields are found by key. */
  logFormat: string | null;
  origin: ChosenFormat['origin'];
  timeResolutionS: number | null;
  /** At most. */
  linesPerRecord: number;
}

export function emptyResult(): FileResult {
  return { offsetBytes: 0, lines: 0, parsed: 0, rejected: 0, ignored: 0, reasons: new Map(), rejects: [] };
}

export function factsOf({ formats, origin }: ChosenFormat): FormatFacts {
  const resolutions = formats.map((format) => format.timeResolutionS).filter((s) => s !== null);
  const texts = formats.map((format) => format.logFormat).filter((text) => text !== null);
  return {
    names: formats.map((format) => format.name).join(' + '),
    logFormat: texts.join('\n') || null,
    origin,
    timeResolutionS: resolutions.length === 0 ? null : Math.max(...resolutions),
    linesPerRecord: Math.max(1, ...formats.map((format) => format.linesPerRecord)),
  };
}

/** @param second of what follows the first */
export function sumResults(first: FileResult, second: FileResult): FileResult {
  const reasons = new Map(first.reasons);
  for (const [reason, lines] of second.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + lines);
  return {
    offsetBytes: second.offsetBytes,
    lines: first.lines + second.lines,
    parsed: first.parsed + second.parsed,
    rejected: first.rejected + second.rejected,
    ignored: first.ignored + second.ignored,
    reasons,
    rejects: [...first.rejects, ...second.rejects],
  };
}
