import type { Format } from './format.js';
import { compileMatcher, type Slot } from './matcher.js';
import {
  answeredByApp,
  askedByCacheStatus,
  cacheAloneTells,
  chooseReaders,
  endFromStart,
  type FieldReader,
  isMissing,
  startAloneTells,
  timeResolution,
} from './reader.js';
import { formatOf, type Token, tokenizeLogFormat, type VariableToken } from './tokens.js';
import { decodeValue, type Escape } from './unescape.js';
import { unstoredShape } from './unstored.js';
import { knownVariable } from './variables.js';

/** A format string taken apart. */
export interface FormatTokens {
  name: string;
  /** As it is shown. */
  logFormat: string;
  tokens: readonly Token[];
  escaping: Escape;
  /** Whether the application's own server writes it: then it answered, in the request time. */
  appTells?: boolean;
  /** Whether colour codes of a terminal can stand in its lines. */
  colours?: boolean;
}

/**
 * Compiles an nginx log_format string into a format: once per log, however many lines.
 * @throws UserError where the string is no access-log format.
 */
export function compileLogFormat(name: string, logFormat: string, escaping: Escape = 'default'): Format {
  const tokens = tokenizeLogFormat(logFormat, escaping);
  return compileTokens({ name, logFormat: formatOf(tokens), tokens, escaping });
}

/** Compiles the tokens of any notation. */
export function compileTokens({
  name,
  logFormat,
  tokens,
  escaping,
  appTells = false,
  colours = false,
}: FormatTokens): Format {
  const { prefix, variables, separators } = layOut(tokens);
  const names = variables.map(({ variable }) => variable);
  const readers = chooseReaders(
    names,
    variables.map(({ variable, reads }) => reads ?? knownVariable(variable)),
  );
  const slots = slotsOf(readers, separators);
  const matcher = compileMatcher(prefix, slots, escaping);
  const cacheTells = cacheAloneTells(readers);
  const startTells = startAloneTells(readers);
  const fields = readers.map((reader, i) => ({
    ...reader,
    meaning:
      variables[i]!.written === undefined ? reader.meaning : { ...reader.meaning, written: variables[i]!.written },
  }));

  return {
    name,
    logFormat,
    linesPerRecord: newlines(tokens) + 1,
    timeResolutionS: timeResolution(readers),
    fields: fields.map(({ meaning }) => meaning),
    layout: {
      escaping,
      prefix,
      cacheTells,
      startTells,
      appTells,
      colours,
      fields: fields.map((field, i) => ({ ...field, ...slots[i]! })),
    },
    parse(raw, into) {
      const line = colours && raw.includes('\x1b') ? raw.replace(COLOUR, '') : raw;
      const misfit = matcher.match(line);
      if (misfit >= 0) return `does not fit at ${variables[misfit]!.written ?? `$${names[misfit]}`}`;
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
          return `bad value of ${variables[i]!.written ?? `$${meaning.name}`}`;
      }
      if (extra !== null) into.extra = JSON.stringify(extra);
      if (cacheTells) askedByCacheStatus(into);
      if (startTells) endFromStart(into);
      if (appTells) answeredByApp(into);
      return null;
    },
  };
}

const COLOUR = /\x1b\[[\d;]*m/g;

function layOut(tokens: readonly Token[]): { prefix: string; variables: VariableToken[]; separators: string[] } {
  let prefix = '';
  const variables: VariableToken[] = [];
  const separators: string[] = [];
  for (const token of tokens) {
    if ('variable' in token) {
      variables.push(token);
      separators.push('');
    } else if (variables.length === 0) prefix += token.literal;
    else separators[separators.length - 1] += token.literal;
  }
  return { prefix, variables, separators };
}

function slotsOf(readers: readonly FieldReader[], separators: readonly string[]): Required<Slot>[] {
  return readers.map(({ variable, meaning }, i) => ({
    shape: variable?.shape ?? unstoredShape(meaning.name),
    rule: variable?.rule ?? null,
    after: separators[i]!,
  }));
}

function newlines(tokens: readonly Token[]): number {
  return tokens.reduce((n, token) => n + ('literal' in token ? token.literal.split('\n').length - 1 : 0), 0);
}
