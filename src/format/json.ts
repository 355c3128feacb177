import type { Format } from './format.js';
import { repairJson } from './json-repair.js';
import { compileKeyed } from './keyed.js';

/** A log with one JSON object a line. @param sample its first lines */
export function jsonFormat(sample: readonly string[]): Format {
  const split = sample.map(splitJson).filter((fields) => fields !== null);
  return compileKeyed('json', splitJson, split, 'is no JSON object');
}

/** The members of a JSON object as texts, those of nested objects under "outer.inner"; null: the line is none. */
export function splitJson(line: string): Map<string, string> | null {
  if (!line.trimStart().startsWith('{')) return null;
  const value = parse(line) ?? parse(repairJson(line));
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

function collect(value: object, prefix: string, into: Map<string, string>, depth: number): void {
  for (const [key, member] of Object.entries(value)) {
    if (member === null || member === undefined) into.set(prefix + key, '-');
    else if (typeof member === 'object' && !Array.isArray(member) && depth < 4)
      collect(member, `${prefix}${key}.`, into, depth + 1);
    else into.set(prefix + key, typeof member === 'string' ? member : textOf(member));
  }
}

// JSON nested so deep that it overflows the stack is an attack, and no field.
function textOf(member: unknown): string {
  try {
    return JSON.stringify(member);
  } catch (error) {
    if (error instanceof RangeError) return '-';
    throw error;
  }
}
