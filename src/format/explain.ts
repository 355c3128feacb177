import { emptyRequest, type RequestFields } from '../record/request-fields.js';
import type { ChosenFormat } from './choose.js';
import { countFits } from './fits.js';
import type { FieldMeaning, Format } from './format.js';
import { compileMatcher } from './matcher.js';
import { PRESETS } from './presets/registry.js';
import { isMissing } from './reader.js';
import { decodeValue } from './unescape.js';

/** One field of a line, and what it became. */
interface ExplainedField {
  /** As the format spells it. */
  name: string;
  use: FieldMeaning['use'];
  /** As it stands in the line; null: fields of this format are found by key or header. */
  logged: string | null;
  /** What it alone says of the request; null like `logged`. */
  gives: Partial<RequestFields> | null;
}

/** One of the formats that were chosen for a log. */
export interface ExplainedFormat {
  name: string;
  /** In the notation of its writer; null where fields are found by key or header. */
  logFormat: string | null;
  /** Sampled lines that it reads. */
  fits: number;
  prefix: { name: string; writer: string } | null;
  /** The first sampled line that it reads; null: none. */
  line: string | null;
  fields: ExplainedField[];
  /** The request as that line tells it, without what it does not tell. */
  request: Partial<RequestFields>;
}

export interface Explanation {
  origin: ChosenFormat['origin'];
  sampledLines: number;
  formats: ExplainedFormat[];
  /** Presets that read at least one line as it stands, the best first. */
  candidates: { name: string; fits: number }[];
}

/** What was chosen for a log, and why. @param lines the log's first lines, without blank ones */
export function explainChoice({ formats, origin }: ChosenFormat, lines: readonly string[]): Explanation {
  const candidates = PRESETS.map((preset) => ({ name: preset.name, fits: countFits(preset.compile(lines), lines) }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits);
  return {
    origin,
    sampledLines: lines.length,
    formats: formats.map((format) => explainFormat(format, lines)),
    candidates,
  };
}

function explainFormat(format: Format, lines: readonly string[]): ExplainedFormat {
  const span = format.linesPerRecord;
  const records = span === 1 ? lines : lines.map((_, i) => lines.slice(i, i + span).join('\n'));
  const into = emptyRequest();
  const line = records.find((record) => format.parse(record, Object.assign(into, emptyRequest())) === null) ?? null;
  const { inner, rest } = unwrap(format, line ?? '');
  return {
    name: format.name,
    logFormat: format.logFormat,
    fits: countFits(format, lines),
    prefix: format.behind ? { name: format.behind.prefix.name, writer: format.behind.prefix.writer } : null,
    line,
    fields: line === null ? [] : fieldsOf(inner, rest),
    request: line === null ? {} : told(into),
  };
}

function unwrap(format: Format, line: string): { inner: Format; rest: string } {
  if (!format.behind) return { inner: format, rest: line };
  return unwrap(format.behind.format, format.behind.prefix.strip(line)?.rest ?? line);
}

function fieldsOf({ layout, fields }: Format, line: string): ExplainedField[] {
  if (layout === null)
    return fields.map(({ name, written, use }) => ({ name: written ?? name, use, logged: null, gives: null }));
  const matcher = compileMatcher(layout.prefix, layout.fields, layout.escaping);
  const fits = matcher.match(line) < 0;
  return layout.fields.map(({ variable, meaning: { name, written, use } }, i) => {
    const logged = fits ? line.slice(matcher.starts[i], matcher.ends[i]) : null;
    const gives = emptyRequest();
    if (logged !== null && variable !== null && use === 'column') {
      if (isMissing(logged)) variable.missing?.(gives);
      else variable.read(decodeValue(logged, layout.escaping), gives, logged);
    }
    return { name: written ?? `$${name}`, use, logged, gives: told(gives) };
  });
}

function told(request: RequestFields): Partial<RequestFields> {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null));
}
