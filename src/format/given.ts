import { UserError } from '../errors.js';
import { compileLogFormat } from './compile.js';
import type { Format } from './format.js';
import { readLogFormat } from './nginx-conf/log-format.js';
import { parseConf } from './nginx-conf/parse.js';
import { compileText } from './notations/compile.js';
import type { GoAccessTimes } from './notations/goaccess.js';
import { presetOf } from './presets/registry.js';
import type { Escape } from './unescape.js';

/** A format as the user gave it, for a log with these first lines. */
export type GivenFormat = (sample: readonly string[]) => Format;

/**
 * Reads what --log-format gives: a string in any notation, the directive around it as it stands in a configuration
 * (nginx, Apache, HAProxy, gunicorn, uWSGI, GoAccess), or one of GoAccess's names, as COMBINED.
 * @throws UserError where it is none of them
 */
export function readGiven(text: string, times: GoAccessTimes): GivenFormat {
  const preset = /^[A-Z0-9]+$/.test(text) ? presetOf(text) : undefined;
  if (preset) return (sample) => preset.compile(sample);
  const format = nginxDirective(text) ?? foreignDirective(text, times) ?? plain(text, times);
  return () => format;
}

function plain(text: string, times: GoAccessTimes): Format {
  const escaped = /^\s*escape=(default|json|none)\s+/.exec(text);
  const body = escaped ? text.slice(escaped[0].length) : text;
  const escaping = (escaped?.[1] ?? (body.trimStart().startsWith('{') ? 'json' : 'default')) as Escape;
  return compileText({ name: 'given', text: body, escaping, times });
}

function nginxDirective(text: string): Format | null {
  const directive = /^\s*log_format\s/.test(text) ? text : isInPieces(text) ? `log_format given ${text}` : null;
  if (directive === null) return null;
  const [first] = parseConf(/;\s*$/.test(directive) ? directive : `${directive};`, '--log-format');
  const read = first ? readLogFormat(first) : 'is empty';
  if (typeof read === 'string') {
    throw new UserError(`The log_format ${read}.`, "Give it as nginx reads it: log_format NAME '$remote_addr …';");
  }
  return compileLogFormat(read.name, read.format, read.escape);
}

// A format can begin with a double quote of its own: "$request" $status. Pieces cover all of it, and are not one variable.
function isInPieces(text: string): boolean {
  if (!text.includes('$')) return false;
  const pieces = text.replace(/^\s*(?:escape=\w+\s+)?/, '');
  if (pieces.startsWith("'")) return true;
  return /^(?:"(?!\$\{?\w+\}?")(?:[^"\\]|\\.)*"\s*)+;?\s*$/s.test(pieces);
}

const QUOTED = String.raw`"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'`;
const APACHE = new RegExp(String.raw`^\s*LogFormat\s+(?:${QUOTED})(?:\s+(\w+))?\s*$`, 'm');
const ASSIGNED = new RegExp(
  String.raw`^\s*(?:--)?(?:access[-_]log-?_?format|log-?format)\s*=\s*(?:${QUOTED}|(\S.*?))\s*$`,
  'm',
);
const DIRECTIVE = new RegExp(String.raw`^\s*log-format\s+(?:${QUOTED}|(\S.*?))\s*$`, 'm');

function foreignDirective(text: string, times: GoAccessTimes): Format | null {
  const apache = APACHE.exec(text);
  if (apache) return compileText({ name: apache[3] ?? 'given', text: apache[1] ?? apache[2]! });
  const found = ASSIGNED.exec(text) ?? DIRECTIVE.exec(text);
  if (found === null) return null;
  const setting = (name: string): string | null =>
    new RegExp(`^\\s*${name}-format\\s+(\\S.*?)\\s*$`, 'm').exec(text)?.[1] ?? null;
  return compileText({
    name: 'given',
    text: found[1] ?? found[2] ?? found[3]!,
    times: { date: times.date ?? setting('date'), time: times.time ?? setting('time') },
  });
}
