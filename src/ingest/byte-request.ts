import type { ByteField, ByteFieldReader, ByteTargets } from './byte-fields.js';
import { isDigit } from './byte-number.js';

const SPACE = 32;
const SLASH = 47;
const QUESTION = 63;
const COLON = 58;
const HASH = 35;

/** Reads "GET /path?query HTTP/1.1"; anything less plain is left to the text lane. */
export function requestReader(to: ByteTargets): ByteFieldReader {
  const { line, batch, dictionaries } = to;
  const target = targetReader(true, to);
  const protocols = to.leftOut.has('protocol_id') ? null : batch.columns.protocol_id;
  const malformed = (): void => {
    batch.columns.malformed_id.setId(line.row, dictionaries.paths.id(''));
  };
  return {
    missing: malformed,
    viaText: false,
    native: {
      op: 'request',
      columns: [
        'path_id',
        'query_id',
        'method_id',
        'protocol_id',
        'malformed_id',
        to.targetNamesHost ? 'host_id' : null,
      ],
      dictionaries: ['paths', 'queries', 'words'],
      missing: 'malformed',
    },
    read(start, end) {
      const { bytes } = line;
      let first = start;
      while (first < end && isCapital(bytes[first]!)) first++;
      if (first === start || first - start > 32 || bytes[first] !== SPACE) return false;
      let last = end - 1;
      while (last > first && bytes[last] !== SPACE) last--;
      if (last <= first || !isProtocol(bytes, last + 1, end) || !target(first + 1, last)) return false;
      const { words } = dictionaries;
      batch.columns.method_id.setId(line.row, words.idOf(line.view, start, first));
      protocols?.setId(line.row, words.idOf(line.view, last + 1, end));
      return true;
    },
  };
}

/**
 * Reads a target that begins with a slash, or with a scheme and the host that the request is then for.
 * @param splits whether a question mark begins the query
 */
export function targetReader(splits: boolean, to: ByteTargets): ByteField {
  const { line, batch, dictionaries } = to;
  const { paths, queries, words } = dictionaries;
  const namesHost = to.targetNamesHost === true && splits;
  return (from, end) => {
    const { bytes } = line;
    let start = from;
    if (bytes[start] !== SLASH) {
      const host = namesHost ? hostAt(bytes, from, end) : -1;
      start = host < 0 ? -1 : bytes.indexOf(SLASH, host);
      if (start <= host || start >= end) return false;
      batch.columns.host_id.setId(line.row, words.idOf(line.view, host, start));
    }
    let mark = end;
    if (splits) {
      for (let i = start + 1; i < end; i++) {
        if (bytes[i] === QUESTION) {
          mark = i;
          break;
        }
      }
    }
    // A new text may have the memory grow, which then lies elsewhere: the view is asked for anew each time.
    batch.columns.path_id.setId(line.row, paths.idOf(line.view, start, mark));
    if (mark < end) {
      batch.columns.query_id.setId(line.row, queries.idOf(line.view, mark + 1, end));
    }
    return true;
  };
}

/** Where the host begins of a target with a scheme; -1: it has none, or the host does not end at a slash. */
function hostAt(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && at - start < 16 && (isLetter(bytes[at]!) || (at > start && isOfScheme(bytes[at]!)))) at++;
  if (at === start || at + 3 >= end || bytes[at] !== COLON || bytes[at + 1] !== SLASH || bytes[at + 2] !== SLASH) {
    return -1;
  }
  const host = at + 3;
  for (at = host; at < end && bytes[at] !== SLASH; at++) if (bytes[at] === QUESTION || bytes[at] === HASH) return -1;
  return host;
}

function isLetter(byte: number): boolean {
  return isCapital(byte & ~32);
}

// Beside letters: digits, plus, minus, point.
function isOfScheme(byte: number): boolean {
  return isDigit(byte) || byte === 43 || byte === 45 || byte === 46;
}

function isCapital(byte: number): boolean {
  return byte >= 65 && byte <= 90;
}

// HTTP/1.1, HTTP/2.0, HTTP/2
function isProtocol(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length !== 8 && length !== 6) return false;
  return (
    bytes[start] === 72 &&
    bytes[start + 1] === 84 &&
    bytes[start + 2] === 84 &&
    bytes[start + 3] === 80 &&
    bytes[start + 4] === SLASH &&
    isDigit(bytes[start + 5]!) &&
    (length === 6 || (bytes[start + 6] === 46 && isDigit(bytes[start + 7]!)))
  );
}
