import { UserError } from '../errors.js';
import { emptyRequest } from '../record/request-fields.js';
import { compileLogFormat } from './compile.js';
import { isErrorLogLine } from './error-log.js';
import { countFits } from './fits.js';
import type { Format } from './format.js';
import { inferLogFormat } from './infer.js';
import { jsonFormat, splitJson } from './json.js';
import { ltsvFormat, splitLtsv } from './ltsv.js';
import { behind, PREFIXES } from './prefixes.js';
import { PRESETS } from './presets/registry.js';

/** How many lines from the beginning of a file detection looks at. */
export const SAMPLE_LINES = 500;
const MAX_FORMATS = 5;

export interface Detected {
  /** The format of most lines first; further ones only where lines of the sample need them. */
  formats: Format[];
  origin: 'detected' | 'inferred';
}

/**
 * Finds the format of a log from its first lines: a known one, else one worked out from their looks.
 * @param lines the file's first lines, without blank ones
 * @throws UserError with the first failing line and what was tried
 */
export function detectFormat(lines: readonly string[], path: string): Detected {
  const formats: Format[] = [];
  let left = lines;
  let inferred = false;
  while (left.length > 0 && formats.length < MAX_FORMATS) {
    const found = bestFormat(left)?.format ?? null;
    if (found === null) break;
    const before = left.length;
    const rest = left.filter((line) => found.parse(line, emptyRequest()) !== null);
    if (rest.length === before) break;
    if (formats.length === 0) inferred = found.name.startsWith(INFERRED);
    formats.push(found);
    left = rest;
  }
  if (formats.length === 0) throw unknownFormat(lines, path);
  return { formats, origin: inferred ? 'inferred' : 'detected' };
}

const INFERRED = 'inferred';

interface Candidate {
  format: Format;
  /** How many of the lines it reads. */
  fits: number;
}

// Lines can come through several hands: a container's log that a syslog writes.
const MOST_PREFIXES = 2;

function bestFormat(lines: readonly string[], prefixes = MOST_PREFIXES): Candidate | null {
  // Comments are of no format.
  const enough = lines.filter((line) => !line.startsWith('#')).length * 0.8;
  const known = knownFormat(lines);
  if (known !== null && known.fits >= enough) return known;
  const prefixed = prefixes === 0 ? null : behindPrefix(lines, prefixes - 1);
  if (prefixed !== null && prefixed.fits > (known?.fits ?? 0)) return prefixed;
  const guess = inferLogFormat(lines);
  if (guess === null) return known;
  const format = compileLogFormat(INFERRED, guess);
  const fits = countFits(format, lines);
  return fits > (known?.fits ?? 0) ? { format, fits } : known;
}

function knownFormat(lines: readonly string[]): Candidate | null {
  const keyed = keyedFormat(lines);
  if (keyed !== null) return { format: keyed, fits: lines.length };
  let best: Candidate | null = null;
  for (const preset of PRESETS) {
    if (preset.looksLike !== undefined) continue;
    const format = preset.compile(lines);
    const fits = countFits(format, lines);
    if (fits > (best?.fits ?? 0)) best = { format, fits };
    if (fits === lines.length) break;
  }
  return best;
}

function behindPrefix(lines: readonly string[], further: number): Candidate | null {
  for (const prefix of PREFIXES) {
    const rests = lines.flatMap((line) => prefix.strip(line)?.rest ?? []);
    if (rests.length < lines.length * 0.5) continue;
    const found = bestFormat(rests, further);
    if (found === null || found.format.linesPerRecord > 1) continue;
    // What stands behind a mere time can be the rest of any format.
    if (prefix.isPlain && found.format.name.startsWith(INFERRED)) continue;
    const format = behind(prefix, found.format);
    return { format, fits: countFits(format, lines) };
  }
  return null;
}

/** The formats with the prefix that the lines have ahead of them, where without one they do not fit. */
export function withPrefix(formats: readonly Format[], lines: readonly string[]): Format[] {
  if (formats.some((format) => countFits(format, lines) > 0)) return [...formats];
  for (const prefix of PREFIXES) {
    const behindIt = formats.map((format) => (format.linesPerRecord > 1 ? format : behind(prefix, format)));
    if (behindIt.some((format) => countFits(format, lines) > 0)) return behindIt;
  }
  return [...formats];
}

function keyedFormat(lines: readonly string[]): Format | null {
  const share = (split: (line: string) => unknown): number =>
    lines.filter((line) => split(line) !== null).length / lines.length;
  if (share(splitJson) >= 0.5) return whereItReads(jsonFormat(lines), lines);
  return share(splitLtsv) >= 0.5 ? whereItReads(ltsvFormat(lines), lines) : null;
}

function whereItReads(format: Format, lines: readonly string[]): Format | null {
  return countFits(format, lines) > 0 ? format : null;
}

function unknownFormat(lines: readonly string[], path: string): UserError {
  const first = lines[0] ?? '';
  if (isErrorLogLine(first)) {
    return new UserError(`${path} is an nginx error log, not an access log.`, 'Give the file that access_log names.');
  }
  const tried = [...PRESETS.map(({ name }) => name), 'json', 'ltsv', 'inference from the looks of the lines'].join(
    ', ',
  );
  return new UserError(
    `The format of ${path} is unknown. Its first line is: ${shown(first)}. Tried: ${tried}.`,
    "Pass its log_format with --log-format '<string>', or --nginx-conf /etc/nginx/nginx.conf to look it up.",
  );
}

function shown(line: string): string {
  const cut = line.length > 200 ? `${line.slice(0, 200)}…` : line;
  return JSON.stringify(cut);
}
