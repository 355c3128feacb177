import { dirname, resolve } from 'node:path';
import { InvalidArgumentError, type Option } from 'commander';
import { UserError } from '../../errors.js';
import { ListOption } from '../list-option.js';

/** The value of an option, and how it was written. */
export interface Given {
  value: unknown;
  told: string;
}

/** Where a value stands, for errors: the file, and the key in it. */
export interface Place {
  path: string;
  key: string;
}

/** What the option makes of a value from a file. @throws UserError */
export function optionValue(option: Option, raw: unknown, place: Place): Given {
  if (option.isBoolean() || option.negate) {
    if (typeof raw !== 'boolean') throw wrong(place, raw, 'It is true or false.');
    return { value: raw, told: String(raw) };
  }
  const texts = option instanceof ListOption ? listOf(raw, place) : [textOf(raw, place)];
  const told = texts.map((text) => (namesPath(option) ? besideFile(place.path, text) : text));
  const parse = option.parseArg ?? ((text: string) => text);
  try {
    const value = told.reduce<unknown>((before, text) => parse(text, before), option.defaultValue);
    return { value, told: told.join(', ') };
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw wrong(place, raw, error.message);
    throw error;
  }
}

/** A text or a list of texts; or, for limits, texts by what they are for: { "GET /api/*": "300ms" }. @throws UserError */
export function listOf(raw: unknown, place: Place): string[] {
  if (Array.isArray(raw)) return raw.map((item: unknown) => textOf(item, place));
  if (typeof raw === 'object' && raw !== null) {
    return Object.entries(raw).map(([key, item]) => `${key}=${textOf(item, place)}`);
  }
  return [textOf(raw, place)];
}

/** Names of files are meant from the folder of the configuration; "-" is standard input. */
export function besideFile(config: string, name: string): string {
  const folder = dirname(config);
  return name === '-' || folder === process.cwd() ? name : resolve(folder, name);
}

function textOf(raw: unknown, place: Place): string {
  if (typeof raw === 'string') return raw;
  if (typeof raw === 'number') return String(raw);
  throw wrong(place, raw, 'It is a text or a number.');
}

function namesPath({ flags }: Option): boolean {
  return /<(?:file|dir|folder)>/.test(flags);
}

/** A value that cannot be used. */
export function wrong({ path, key }: Place, raw: unknown, message: string): UserError {
  return new UserError(
    `${path}: ${key} is ${JSON.stringify(raw) ?? 'undefined'}. ${message}`,
    'Correct it, or pass --no-config.',
  );
}
