import { compileLogFormat, compileTokens } from '../compile.js';
import type { Format } from '../format.js';
import { tokenizeLogFormat } from '../tokens.js';
import type { Escape } from '../unescape.js';
import { APACHE } from './apache.js';
import { ENVOY } from './envoy.js';
import { type GoAccessTimes, goAccessTokens, isGoAccess } from './goaccess.js';
import { GUNICORN } from './gunicorn.js';
import { HAPROXY } from './haproxy.js';
import type { Notation } from './notation.js';
import { UWSGI } from './uwsgi.js';

/** In the order in which a string is taken for one of them. */
const NOTATIONS: readonly Notation[] = [GUNICORN, UWSGI, ENVOY, HAPROXY, APACHE];

export interface FormatText {
  name: string;
  /** In any of the notations: which one is seen from the string. */
  text: string;
  escaping?: Escape;
  /** For GoAccess's %d, %t and %x. */
  times?: GoAccessTimes;
  appTells?: boolean;
  colours?: boolean;
}

/**
 * Compiles a format string in whatever notation it is written.
 * @throws UserError where it is none
 */
export function compileText({
  name,
  text,
  escaping = 'default',
  times,
  appTells,
  colours = false,
}: FormatText): Format {
  const shared = { name, logFormat: text, escaping, colours };
  if (/\$\{?\w/.test(text)) {
    if (appTells !== true && !colours) return compileLogFormat(name, text, escaping);
    return compileTokens({ ...shared, tokens: tokenizeLogFormat(text, escaping), appTells: appTells === true });
  }
  const notation = NOTATIONS.find((known) => known.writes(text));
  // Its specifiers are single letters, as Apache's and parts of HAProxy's are.
  if ((notation === APACHE || notation === HAPROXY || notation === undefined) && isGoAccess(text)) {
    return compileTokens({ ...shared, tokens: goAccessTokens(text, times ?? { date: null, time: null }) });
  }
  if (notation === undefined) return compileLogFormat(name, text, escaping);
  return compileTokens({ ...shared, tokens: notation.tokens(text), appTells: appTells ?? notation.appTells === true });
}
