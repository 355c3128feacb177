import { UserError } from '../errors.js';
import { emptyRequest } from '../record/request-fields.js';
import { compileLogFormat } from './compile.js';
import { detectKeyed } from './detect-keyed.js';
import { isErrorLogLine } from './error-log.js';
import { countFits } from './fits.js';
import type { Format } from './format.js';
import { inferLogFormat } from './infer.js';
import { FORMAT_NAMES } from './names.js';
import { behind, PREFIXES, type Prefix } from './prefixes.js';
import { PLACED_PRESETS } from './presets/registry.js';

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
    const found = bestFormat(left);
    if (found === null) break;
    const { format } = found;
    const rest = found.readsAll ? [] : left.filter((line) => format.parse(line, emptyRequest()) !== null);
    if (rest.length === left.length) break;
    if (formats.length === 0) inferred = format.name.startsWith(INFERRED);
    formats.push(format);
    left = rest;
  }
  if (formats.length === 0) throw unknownFormat(lines, path);
  return { formats, origin: inferred ? 'inferred' : 'detected' };
}

const INFERRED = 'inferred';
const LOGFMT = 'logfmt';

interface Candidate {
  format: Format;
  /** How many of the lines it reads, or takes for its own. */
  fits: number;
  /** Whether it is known to read every line. */
  readsAll: boolean;
}

function candidate(format: Format, lines: readonly string[]): Candidate {
  const fits = countFits(format, lines);
  return { format, fits, readsAll: fits === lines.length };
}

// Lines can come through several hands: a container's log that a syslog writes.
const MOST_PREFIXES = 2;

function bestFormat(lines: readonly string[], prefixes = MOST_PREFIXES): Candidate | null {
  // Comments are of no format.
  const enough = lines.filter((line) => !line.startsWith('#')).length * 0.8;
  const keyed = detectKeyed(lines);
  const known = knownFormat(lines, keyed);
  if (known !== null && known.fits >= enough) return known;
  const prefixed = prefixes === 0 ? null : behindPrefix(lines, prefixes - 1);
  if (prefixed !== null && prefixed.fits > (known?.fits ?? 0)) return prefixed;
  const guessed = guessedFormat(lines, keyed);
  return guessed !== null && guessed.fits > (known?.fits ?? 0) ? guessed : known;
}

function knownFormat(lines: readonly string[], keyed: Format | null): Candidate | null {
  if (keyed !== null && keyed.name !== LOGFMT) return { format: keyed, fits: lines.length, readsAll: false };
  // Most formats are ruled out by a few lines.
  const few = lines.length > 64 ? lines.filter((_, i) => i % 8 === 0) : lines;
  let best: Candidate | null = null;
  for (const preset of PLACED_PRESETS) {
    if (preset.looksLike !== undefined) continue;
    const format = preset.compile(lines);
    if (countFits(format, few) === 0) continue;
    const found = candidate(format, lines);
    if (found.fits > (best?.fits ?? 0)) best = found;
    if (found.readsAll) break;
  }
  return best;
}

function behindPrefix(lines: readonly string[], further: number): Candidate | null {
  for (const prefix of PREFIXES) {
    const rests = restsBehind(prefix, lines);
    if (rests === null) continue;
    const found = bestFormat(rests, further);
    if (found === null || found.format.linesPerRecord > 1) continue;
    // What stands behind a mere time can be the rest of any format.
    if (prefix.isPlain && found.format.name.startsWith(INFERRED)) continue;
    return candidate(behind(prefix, found.format), lines);
  }
  return null;
}

/** What stands behind the prefix; null: less than half of the lines have it. */
function restsBehind(prefix: Prefix, lines: readonly string[]): string[] | null {
  const rests: string[] = [];
  for (const [i, line] of lines.entries()) {
    const stripped = prefix.strip(line);
    if (stripped !== null) rests.push(stripped.rest);
    // Most logs have none: a part of the lines tells.
    else if (i + 1 - rests.length > lines.length * 0.5) return null;
  }
  return rests;
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

/** Pairs in one fixed order can be read by place too: of two that read as much, the one with more columns. */
function guessedFormat(lines: readonly string[], keyed: Format | null): Candidate | null {
  const guess = inferLogFormat(lines);
  const [best] = [guess === null ? null : compileLogFormat(INFERRED, guess), keyed]
    .filter((format) => format !== null)
    .map((format) => candidate(format, lines))
    .sort((a, b) => b.fits - a.fits || columns(b.format) - columns(a.format));
  return best ?? null;
}

function columns({ fields }: Format): number {
  return fields.filter(({ use }) => use === 'column').length;
}

function unknownFormat(lines: readonly string[], path: string): UserError {
  const first = lines[0] ?? '';
  if (isErrorLogLine(first)) {
    return new UserError(`${path} is an nginx error log, not an access log.`, 'Give the file that access_log names.');
  }
  const tried = [...FORMAT_NAMES, 'inference from the looks of the lines'].join(', ');
  return new UserError(
    `The format of ${path} is unknown. Its first line is: ${shown(first)}. Tried: ${tried}.`,
    "Pass its log_format with --log-format '<string>', or --nginx-conf /etc/nginx/nginx.conf to look it up.",
  );
}

function shown(line: string): string {
  const cut = line.length > 200 ? `${line.slice(0, 200)}…` : line;
  return JSON.stringify(cut);
}
