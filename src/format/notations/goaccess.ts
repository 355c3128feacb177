import { parseTime } from '../../record/time.js';
import { strptime, strptimeVariable } from '../strptime.js';
import type { Token, VariableToken } from '../tokens.js';
import type { Variable } from '../variable.js';
import { knownVariable } from '../variables.js';
import { splitAtoms, unknownAtom, variable } from './notation.js';

// https://goaccess.io/man#custom-log
const ATOM = /~h\{[^}]*\}|%([A-Za-z^~%])/g;
const NAMES: Record<string, string> = {
  v: 'host',
  e: 'remote_user',
  h: 'remote_addr',
  r: 'request',
  m: 'request_method',
  U: 'request_uri',
  q: 'args',
  H: 'server_protocol',
  s: 'status_or_none',
  b: 'body_bytes_sent',
  R: 'http_referer',
  u: 'http_user_agent',
  K: 'tls_version',
  k: 'tls_cipher',
  M: 'sent_http_content_type',
  C: 'upstream_cache_status',
  D: 'request_time_us',
  T: 'request_time',
  L: 'request_time_ms',
  n: 'request_time_ns',
};
/** GoAccess's date-format and time-format; null: any usual notation. */
export interface GoAccessTimes {
  date: string | null;
  time: string | null;
}

/** Whether a format string is written in GoAccess's specifiers rather than Apache's. */
export function isGoAccess(format: string): boolean {
  return /%\^(?!FB|FU|ti|to)|%[dx]|~h\{/.test(format) && !/%[<>{]/.test(format);
}

/** GoAccess's log-format: what stands behind it in a line is passed over, as GoAccess does. */
export function goAccessTokens(format: string, times: GoAccessTimes): Token[] {
  const text = format.replaceAll('\\t', '\t').replaceAll('\\"', '"');
  const tokens = splitAtoms(text, ATOM, ([written, letter]) => {
    if (letter === undefined) return [variable('http_x_forwarded_for', written)];
    return letter === '%' ? [{ literal: '%' }] : [tokenOf(letter, written, times)];
  });
  return [...tokens, { variable: 'rest', written: 'the rest of the line', reads: PASSED_OVER }];
}

const PASSED_OVER: Variable = { shape: 'text', roles: [], rank: 0, isSpecial: true, read: () => undefined };

function tokenOf(letter: string, written: string, times: GoAccessTimes): VariableToken {
  switch (letter) {
    case '^':
      return { variable: 'skipped', written, reads: PASSED_OVER };
    case '~':
      return variable('blanks', written);
    case 'd':
      return { variable: 'date', written, reads: dateVariable(times.date) };
    case 't':
      return { variable: 'time_of_day', written, reads: clockVariable(times.time) };
    case 'x':
      return { variable: 'time', written, reads: wholeVariable(times) };
    default: {
      const name = NAMES[letter];
      if (name === undefined) throw unknownAtom('GoAccess', written);
      return variable(name, written);
    }
  }
}

function dateVariable(format: string | null): Variable {
  const known = knownVariable('date')!;
  if (format === null) return known;
  const { pattern, parse } = strptime(format);
  return { ...known, rule: { maxLength: 64, fits: (text) => pattern.test(text) }, read: adds(parse) };
}

function clockVariable(format: string | null): Variable {
  const known = knownVariable('time_of_day')!;
  if (format === null) return known;
  const { pattern, parse } = strptime(format);
  return { ...known, shape: 'text', rule: { maxLength: 64, fits: (text) => pattern.test(text) }, read: adds(parse) };
}

function adds(parse: (text: string) => number | null): Variable['read'] {
  return (text, into) => {
    const us = parse(text);
    into.endedAtUs = us === null ? null : (into.endedAtUs ?? 0) + us;
    return us !== null;
  };
}

// %x is in the date format where that says it all, else in both with the blank between them.
function wholeVariable({ date, time }: GoAccessTimes): Variable {
  const format = date ?? time;
  if (format !== null) {
    const whole = date !== null && time !== null && date !== time && !/%[HTs]/.test(date) ? `${date} ${time}` : format;
    return strptimeVariable(whole, false);
  }
  return {
    ...knownVariable('time')!,
    shape: 'text',
    rule: { maxLength: 40, fits: (text) => parseTime(text) !== null },
    isSpecial: true,
  };
}
