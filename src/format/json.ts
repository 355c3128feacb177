import type { Format } from './format.js';
import { compileKeyed } from './keyed.js';
import { decodeValue } from './unescape.js';

const BYTES = /\\\\|(?:\\x[0-9A-Fa-f]{2})+/g;
const EMPTY_VALUE = /(":\s*)-?(\s*[,}])/g;
const BARE_LIST = /(":\s*)((?:-|\d+(?:\.\d+)?)(?:(?:, | : )(?:-|\d+(?:\.\d+)?))+)(\s*[,}])/g;

/** A log with one JSON object a line. @param sample its first lines */
export function jsonFormat(sample: readonly string[]): Format {
  const split = sample.map(splitJson).filter((fields) => fields !== null);
  return compileKeyed('json', splitJson, split, 'is no JSON object');
}

/** The members of a JSON object as texts, those of nested objects under "outer.inner"; null: the line is none. */
export function splitJson(line: string): Map<string, string> | null {
  if (!line.trimStart().startsWith('{')) return null;
  const value = parse(line) ?? parse(repair(line));
  if (value === null) return null;
  const fields = new Map<string, string>();
  collect(value, '', fields, 0);
  return fields;
}

function parse(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

// A number variable without quotes in an escape=json format leaves nothing, "-" or a list behind: `"urt":,` or `"urt":0.1, 0.2`.
// A format without escape=json writes \xHH, which JSON does not know.
function repair(line: string): string {
  return line
    .replace(BYTES, (escaped) => (escaped === '\\\\' ? escaped : JSON.stringify(decodeValue(escaped, 'default')).slice(1, -1)))
    .replace(BARE_LIST, '$1"$2"$3')
    .replace(EMPTY_VALUE, '$1null$2');
}

function collect(value: object, prefix: string, into: Map<string, string>, depth: number): void {
  for (const [key, member] of Object.entries(value)) {
    if (member === null || member === undefined) into.set(prefix + key, '-');
    else if (typeof member === 'object' && !Array.isArray(member) && depth < 4)
      collect(member, `${prefix}${key}.`, into, depth + 1);
    else into.set(prefix + key, typeof member === 'string' ? member : JSON.stringify(member));
  }
}
