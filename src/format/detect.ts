import { UserError } from '../errors.js';
import { emptyRequest } from '../record/request-fields.js';
import { compileLogFormat } from './compile.js';
import { isErrorLogLine } from './error-log.js';
import { countFits } from './fits.js';
import type { Format } from './format.js';
import { inferLogFormat } from './infer.js';
import { jsonFormat, splitJson } from './json.js';
import { ltsvFormat, splitLtsv } from './ltsv.js';
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
    const found = bestFormat(left);
    if (found === null) break;
    const before = left.length;
    const rest = left.filter((line) => found.parse(line, emptyRequest()) !== null);
    if (rest.length === before) break;
    if (formats.length === 0) inferred = found.name === INFERRED;
    formats.push(found);
    left = rest;
  }
  if (formats.length === 0) throw unknownFormat(lines, path);
  return { formats, origin: inferred ? 'inferred' : 'detected' };
}

const INFERRED = 'inferred';

function bestFormat(lines: readonly string[]): Format | null {
  const keyed = keyedFormat(lines);
  if (keyed !== null) return keyed;
  let best: Format | null = null;
  let bestFits = 0;
  for (const preset of PRESETS) {
    if (preset.looksLike !== undefined) continue;
    const format = preset.compile(lines);
    const fits = countFits(format, lines);
    if (fits > bestFits) [best, bestFits] = [format, fits];
  }
  // Comments are of no format.
  const requests = lines.filter((line) => !line.startsWith('#'));
  if (bestFits >= requests.length * 0.8) return best;
  const guess = inferLogFormat(lines);
  if (guess === null) return best;
  const format = compileLogFormat(INFERRED, guess);
  return countFits(format, lines) > bestFits ? format : best;
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
