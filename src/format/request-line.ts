import type { RequestFields } from '../record/request-fields.js';

const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}$/;
const PROTOCOL = /^HTTP\/\d(?:\.\d)?$/;
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]{0,15}:\/\/([^/?#]*)(.*)$/s;

/**
 * Splits a request line (unescaped) into method, path, query and protocol. What is no request line (an empty one,
 * TLS bytes, no protocol) is kept as it was logged in `malformed` and has no method.
 */
export function readRequestLine(line: string, logged: string, into: RequestFields): void {
  const first = line.indexOf(' ');
  const last = line.lastIndexOf(' ');
  const method = line.slice(0, first);
  const protocol = line.slice(last + 1);
  if (first < 1 || last <= first + 1 || !METHOD.test(method) || !PROTOCOL.test(protocol)) {
    into.malformed = logged === '-' ? '' : logged;
    return;
  }
  into.method = method;
  into.protocol = protocol;
  readTarget(line.slice(first + 1, last), into);
}

/** Splits a request target into path and query; an absolute target also names the host where the log does not. */
export function readTarget(target: string, into: RequestFields): void {
  let rest = target;
  const absolute = target.charCodeAt(0) === 47 ? null : ABSOLUTE.exec(target);
  if (absolute) {
    into.host ??= absolute[1]!;
    rest = absolute[2]!.startsWith('/') ? absolute[2]! : `/${absolute[2]}`;
  }
  const mark = rest.indexOf('?');
  into.path = mark < 0 ? rest : rest.slice(0, mark);
  into.query = mark < 0 ? null : rest.slice(mark + 1);
}
