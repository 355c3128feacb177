import { countFits } from './fits.js';
import type { Format } from './format.js';
import { jsonFormat, jsonNotation } from './json.js';
import type { Notation } from './keyed.js';
import { isPlainLogfmt, logfmtFormat, logfmtNotation } from './logfmt.js';
import { LTSV, ltsvFormat } from './ltsv.js';
import { KEYED_PRESETS } from './presets/keyed/all.js';

interface Kind {
  notation: Notation;
  /** Whether a line is plainly of the notation. */
  test(line: string): boolean;
  compile(sample: readonly string[]): Format;
}

const JSON_LINES: Kind = {
  notation: jsonNotation(null),
  test: (line) => JSON_LINES.notation.split(line) !== null,
  compile: jsonFormat,
};
const KINDS: readonly Kind[] = [
  JSON_LINES,
  { notation: LTSV, test: (line) => LTSV.split(line) !== null, compile: ltsvFormat },
  { notation: logfmtNotation(null), test: isPlainLogfmt, compile: logfmtFormat },
];

/**
 * The format of lines whose fields have keys: the writer's of whom most lines have the keys, of two the one with more
 * of them; else that of the notation alone. Null: at least half of the lines have no keys, or none is a request.
 */
export function detectKeyed(lines: readonly string[]): Format | null {
  const kind = KINDS.find(({ test }) => lines.filter(test).length >= lines.length * 0.5);
  if (kind === undefined) return null;
  const general = kind.compile(lines);
  const fits = countFits(general, lines);
  const split = lines.map(kind.notation.split).filter((members) => members !== null);
  const [best] = KEYED_PRESETS.filter(({ notation }) => notation === kind.notation.kind)
    .map((preset) => ({ preset, signed: split.filter(preset.signs).length }))
    .filter(({ signed }) => signed > 0 && signed >= fits * 0.5)
    .sort((a, b) => b.signed - a.signed || b.preset.keyCount - a.preset.keyCount);
  const format = best?.preset.compile(lines) ?? general;
  return countFits(format, lines) > 0 ? format : null;
}
