import { UserError } from '../errors.js';
import type { Escape } from './unescape.js';
import type { Variable } from './variable.js';

/** A piece of a log format: text that stands in every line, or a variable. */
export type Token = { literal: string } | VariableToken;

export interface VariableToken {
  /** As nginx would name it. */
  variable: string;
  /** As the format string spells it, where that is another notation. */
  written?: string;
  /** How it is read, where its name alone does not tell. */
  reads?: Variable;
}

const PIECE = /\$(?:\{([A-Za-z0-9_]+)\}|([A-Za-z0-9_]+))/g;
const TEMPLATE = /\{\{|\{%|(?<!\$)\{(?:\d*|[A-Za-z_]+)\}/;
const GIVE =
  'Give the string as nginx writes it, for example --log-format \'$remote_addr [$time_local] "$request" $status\'.';

/**
 * Splits a log_format string ($name and ${name}) into tokens.
 * @throws UserError where it is no access-log format: empty, a template, a stream format, a lone "$" or an open "${".
 */
export function tokenizeLogFormat(format: string, escaping: Escape = 'default'): Token[] {
  if (TEMPLATE.test(format)) {
    throw new UserError(
      `This log format is a template with placeholders (${TEMPLATE.exec(format)![0]}…), not the string that nginx reads.`,
      'Render the template first, or point --nginx-conf at the generated nginx.conf (nginx -T prints it).',
    );
  }
  const tokens: Token[] = [];
  let at = 0;
  for (const m of format.matchAll(PIECE)) {
    push(tokens, format.slice(at, m.index));
    tokens.push({ variable: m[1] ?? m[2]! });
    at = m.index + m[0].length;
  }
  push(tokens, format.slice(at));
  check(tokens, escaping);
  return mergeTarget(tokens, escaping);
}

/** The format string of tokens, with braces where a name would run into the text behind it. */
export function formatOf(tokens: readonly Token[]): string {
  return tokens
    .map((token, i) => {
      if ('literal' in token) return token.literal;
      const next = tokens[i + 1];
      const runsOn = next !== undefined && 'literal' in next && /^[A-Za-z0-9_]/.test(next.literal);
      return runsOn ? `\${${token.variable}}` : `$${token.variable}`;
    })
    .join('');
}

function push(tokens: Token[], literal: string): void {
  if (literal === '') return;
  const dollar = literal.indexOf('$');
  if (dollar >= 0) {
    const open = literal.startsWith('${', dollar);
    throw new UserError(
      `The log format has ${open ? 'a "${" that is not closed behind a name' : 'a "$" that names no variable'} near "${literal.slice(dollar, dollar + 20)}".`,
      GIVE,
    );
  }
  tokens.push({ literal });
}

function check(tokens: readonly Token[], escaping: Escape): void {
  const names = new Set(tokens.flatMap((token) => ('variable' in token ? [token.variable] : [])));
  if (names.size === 0) throw new UserError('The log format has no variable.', GIVE);
  if (names.has('protocol') || (names.has('session_time') && names.has('remote_addr'))) {
    throw new UserError(
      "This is a format of nginx's stream module: it logs TCP or UDP sessions, not HTTP requests.",
      'Give the log_format of the http block.',
    );
  }
  if (escaping === 'json' && !isJsonSkeleton(tokens)) {
    throw new UserError(
      'This log format begins like JSON but its quotes do not make JSON.',
      'Give the string as nginx reads it, with plain double quotes (nginx -T prints it).',
    );
  }
}

function isJsonSkeleton(tokens: readonly Token[]): boolean {
  const first = tokens[0]!;
  if (!('literal' in first) || !first.literal.trimStart().startsWith('{')) return true;
  const text = tokens.map((token) => ('literal' in token ? token.literal : '0')).join('');
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

// $uri$is_args$args is how a full request target is spelt with the normalised path.
function mergeTarget(tokens: Token[], escaping: Escape): Token[] {
  const names = tokens.map((token) => ('variable' in token ? token.variable : null));
  const at = names.indexOf('is_args');
  const query = names[at + 1];
  if (at < 1 || names[at - 1] !== 'uri' || (query !== 'args' && query !== 'query_string')) return tokens;
  const variable = escaping === 'default' ? 'uri_and_args' : 'request_uri';
  return [...tokens.slice(0, at - 1), { variable }, ...tokens.slice(at + 2)];
}
