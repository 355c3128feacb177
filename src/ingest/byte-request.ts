import type { ByteField, ByteFieldReader, ByteTargets } from './byte-fields.js';

const SPACE = 32;
const SLASH = 47;
const QUESTION = 63;

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
      columns: ['path_id', 'query_id', 'method_id', 'protocol_id', 'malformed_id'],
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

/** Reads a target that begins with a slash. @param splits whether a question mark begins the query */
export function targetReader(splits: boolean, { line, batch, dictionaries }: ByteTargets): ByteField {
  const { paths, queries } = dictionaries;
  return (start, end) => {
    const { bytes } = line;
    if (bytes[start] !== SLASH) return false;
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

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
