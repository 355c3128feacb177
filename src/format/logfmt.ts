import type { Format } from './format.js';
import { compileKeyed, type Notation } from './keyed.js';
import { settleByAlias } from './keyed-aliases.js';
import { closingQuote } from './matcher.js';
import { decodeValue } from './unescape.js';

const KEY = '[A-Za-z_@][0-9A-Za-z_.@-]{0,63}';
const KEY_HERE = new RegExp(`(${KEY})=`, 'y');
// One blank: a run of them would be tried from each of its places.
const NEXT_KEY = new RegExp(` (?=${KEY}=)`, 'g');
/** What syslog, a logger or a platform writes ahead of the pairs. */
const AHEAD = new RegExp(`^(?:[^="{]{0,160} )?(?=${KEY}=)`);
const TIME_AHEAD = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/;
/** The key of a time that stands ahead of the pairs. */
export const AHEAD_KEY = 'time';
const TIME_KEYS = [AHEAD_KEY, 'ts', 'timestamp'];
/** A line with fewer pairs is of another kind. */
export const LEAST_PAIRS = 3;

/** A log of key=value pairs (https://brandur.org/logfmt). @param sample its first lines */
export function logfmtFormat(sample: readonly string[]): Format {
  const notation = logfmtNotation(null);
  const split = sample.map(notation.split).filter((members) => members !== null);
  return compileKeyed('logfmt', notation, split, settleByAlias(split));
}

/** key=value pairs. @param keys those that are looked at; null: all */
export function logfmtNotation(keys: ReadonlySet<string> | null): Notation {
  return {
    kind: 'logfmt',
    keys,
    split(line) {
      const ahead = AHEAD.exec(line)?.[0];
      if (ahead === undefined) return null;
      const pairs = pairsOf(line, ahead.length);
      if (pairs.length < LEAST_PAIRS) return null;
      const kept = keys === null ? pairs : pairs.filter(([key]) => keys.has(key));
      const time = keys === null || keys.has(AHEAD_KEY) ? timeAhead(ahead) : null;
      if (time !== null && !kept.some(([key]) => TIME_KEYS.includes(key))) kept.unshift([AHEAD_KEY, time]);
      return new Map(kept);
    },
    whyNot: 'has no key=value pairs',
  };
}

const VALUE = String.raw`(?:"[^"\\]*(?:\\.[^"\\]*)*"|[^" ]*[^" ,;]|)`;
const PLAIN = new RegExp(`^(?:[^="{]{0,160} )?${KEY}=${VALUE}(?: +${KEY}=${VALUE}){${LEAST_PAIRS - 1},}$`);

/** Whether the line is nothing but pairs behind what stands ahead of them, and no comma parts them. */
export function isPlainLogfmt(line: string): boolean {
  return PLAIN.test(line);
}

/** The time in what stands ahead of the pairs. */
export function timeAhead(ahead: string): string | null {
  return TIME_AHEAD.exec(ahead)?.[0] ?? null;
}

/** A bare value goes on to the next key, since some loggers quote nothing. */
function pairsOf(line: string, start: number): [key: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let at = start; ; at = NEXT_KEY.lastIndex) {
    KEY_HERE.lastIndex = at;
    const key = KEY_HERE.exec(line)![1]!;
    at = KEY_HERE.lastIndex;
    const quote = line[at] === '"' ? closingQuote(line, at + 1) : -1;
    const isQuoted = quote >= 0 && (quote + 1 === line.length || line[quote + 1] === ' ');
    NEXT_KEY.lastIndex = isQuoted ? quote + 1 : at;
    const next = NEXT_KEY.exec(line);
    pairs.push([
      key,
      isQuoted ? decodeValue(line.slice(at + 1, quote), 'json') : line.slice(at, next?.index).trimEnd(),
    ]);
    if (next === null) return pairs;
  }
}
