import type { Format } from './format.js';
import { compileMatcher, type Slot } from './matcher.js';
import {
  askedByCacheStatus,
  cacheAloneTells,
  chooseReaders,
  type FieldReader,
  isMissing,
  timeResolution,
} from './reader.js';
import { formatOf, type Token, tokenizeLogFormat } from './tokens.js';
import { decodeValue, type Escape } from './unescape.js';
import { unstoredShape } from './unstored.js';

/**
 * Compiles an nginx log_format string into a format: once per log, however many lines.
 * @throws UserError where the string is no access-log format.
 */
export function compileLogFormat(name: string, logFormat: string, escaping: Escape = 'default'): Format {
  const tokens = tokenizeLogFormat(logFormat, escaping);
  const { prefix, names, separators } = layOut(tokens);
  const readers = chooseReaders(names);
  const slots = slotsOf(readers, separators);
  const matcher = compileMatcher(prefix, slots, escaping);
  const cacheTells = cacheAloneTells(readers);

  return {
    name,
    logFormat: formatOf(tokens),
    linesPerRecord: newlines(tokens) + 1,
    timeResolutionS: timeResolution(readers),
    fields: readers.map(({ meaning }) => meaning),
    layout: { escaping, prefix, cacheTells, fields: readers.map((reader, i) => ({ ...reader, ...slots[i]! })) },
    parse(line, into) {
      const misfit = matcher.match(line);
      if (misfit >= 0) return `does not fit at $${names[misfit]}`;
      let extra: Record<string, string> | null = null;
      for (let i = 0; i < readers.length; i++) {
        const { variable, meaning } = readers[i]!;
        if (meaning.use === 'passed over') continue;
        const logged = line.slice(matcher.starts[i], matcher.ends[i]);
        if (variable === null) {
          if (isMissing(logged)) continue;
          extra ??= {};
          extra[meaning.name] = decodeValue(logged, escaping);
        } else if (isMissing(logged)) variable.missing?.(into);
        else if (variable.read(decodeValue(logged, escaping), into, logged) === false)
          return `bad value of $${meaning.name}`;
      }
      if (extra !== null) into.extra = JSON.stringify(extra);
      if (cacheTells) askedByCacheStatus(into);
      return null;
    },
  };
}

function layOut(tokens: readonly Token[]): { prefix: string; names: string[]; separators: string[] } {
  let prefix = '';
  const names: string[] = [];
  const separators: string[] = [];
  for (const token of tokens) {
    if ('variable' in token) {
      names.push(token.variable);
      separators.push('');
    } else if (names.length === 0) prefix = token.literal;
    else separators[separators.length - 1] = token.literal;
  }
  return { prefix, names, separators };
}

function slotsOf(readers: readonly FieldReader[], separators: readonly string[]): Slot[] {
  return readers.map(({ variable, meaning }, i) => ({
    shape: variable?.shape ?? unstoredShape(meaning.name),
    after: separators[i]!,
  }));
}

function newlines(tokens: readonly Token[]): number {
  return tokens.reduce((n, token) => n + ('literal' in token ? token.literal.split('\n').length - 1 : 0), 0);
}
