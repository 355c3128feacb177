import type { Format } from './format.js';
import { repairJson } from './json-repair.js';
import { compileKeyed, type Notation } from './keyed.js';
import { settleByAlias } from './keyed-aliases.js';

/** Objects nested deeper are texts. */
const MAX_DEPTH = 4;

/** A log with one JSON object a line. @param sample its first lines */
export function jsonFormat(sample: readonly string[]): Format {
  const notation = jsonNotation(null);
  const split = sample.map(notation.split).filter((members) => members !== null);
  return compileKeyed('json', notation, split, settleByAlias(split));
}

/** JSON with one object a line. @param keys those that are looked at; null: all */
export function jsonNotation(keys: ReadonlySet<string> | null): Notation {
  const fate = memberFate(keys);
  return {
    kind: 'json',
    keys,
    split(line) {
      const object = line.trimStart().startsWith('{') ? (parse(line) ?? parse(repairJson(line))) : null;
      if (object === null) return null;
      const members = new Map<string, string>();
      collect(object, '', 0, fate, members);
      return members;
    },
    whyNot: 'is no JSON object',
  };
}

/** What becomes of the member at a path. */
export interface Fate {
  /** Its value is taken, unless it is an object that is entered. */
  isKept: boolean;
  /** If it is an object, its members are looked at instead. */
  isEntered: boolean;
}

/** @param keys those that are looked at; null: all */
export function memberFate(keys: ReadonlySet<string> | null): (path: string, depth: number) => Fate {
  if (keys === null) return (_, depth) => ({ isKept: true, isEntered: depth < MAX_DEPTH });
  const parents = new Set<string>();
  for (const key of keys) {
    for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) parents.add(key.slice(0, dot));
  }
  return (path) => ({ isKept: keys.has(path), isEntered: parents.has(path) && !keys.has(path) });
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

function collect(
  object: object,
  prefix: string,
  depth: number,
  fate: ReturnType<typeof memberFate>,
  into: Map<string, string>,
): void {
  for (const [key, member] of Object.entries(object)) {
    const path = prefix + key;
    const { isKept, isEntered } = fate(path, depth);
    if (isEntered && typeof member === 'object' && member !== null && !Array.isArray(member))
      collect(member, `${path}.`, depth + 1, fate, into);
    else if (isKept) into.set(path, textOf(member));
  }
}

/** A list of texts is what a header with several values is: "a, b". */
function textOf(member: unknown): string {
  if (typeof member === 'string') return member;
  if (member === null) return '-';
  if (Array.isArray(member) && member.every((item) => typeof item !== 'object' || item === null))
    return member.map(textOf).join(', ');
  try {
    return JSON.stringify(member);
  } catch (error) {
    // JSON nested so deep that it overflows the stack is an attack, and no field.
    if (error instanceof RangeError) return '-';
    throw error;
  }
}
