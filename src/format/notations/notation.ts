import { UserError } from '../../errors.js';
import type { Token, VariableToken } from '../tokens.js';

/** A way to write down a log format, as one server or tool does. */
export interface Notation {
  /** As it is called in sentences: "Apache LogFormat". */
  name: string;
  /** Whether the string is written in it. */
  writes(format: string): boolean;
  /** @throws UserError for what stands for nothing in this notation */
  tokens(format: string): Token[];
  /** Whether what it describes is written by the application's own server. */
  appTells?: boolean;
}

/** A variable by the name that nginx would give it. */
export function variable(name: string, written: string): VariableToken {
  return { variable: name, written };
}

/** The name of a header's variable: "http_user_agent" of User-Agent. */
export function headerName(prefix: string, header: string): string {
  return `${prefix}${header.toLowerCase().replace(/\W/g, '_')}`;
}

/**
 * Splits a format string at what stands for values.
 * @param atom finds them; has to be global
 * @param meaning what one stands for, or null: it is none, and stands for itself
 */
export function splitAtoms(
  format: string,
  atom: RegExp,
  meaning: (match: RegExpMatchArray) => readonly Token[] | null,
): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const literal = (text: string): void => {
    const last = tokens.at(-1);
    if (last && 'literal' in last) last.literal += text;
    else if (text !== '') tokens.push({ literal: text });
  };
  for (const match of format.matchAll(atom)) {
    literal(format.slice(at, match.index));
    at = match.index + match[0].length;
    const found = meaning(match);
    if (found === null) literal(match[0]);
    else for (const token of found) 'literal' in token ? literal(token.literal) : tokens.push(token);
  }
  literal(format.slice(at));
  return tokens;
}

/** The error for what a notation does not know. */
export function unknownAtom(notation: string, atom: string): UserError {
  return new UserError(
    `"${atom}" in the log format stands for nothing in the notation of ${notation}.`,
    'Check the spelling, or write the format with the variables of nginx.',
  );
}
