import type { Command, Option } from 'commander';
import { UserError } from '../../errors.js';
import type { ConfigFile } from './find.js';
import { nearestName } from './nearest.js';
import { besideFile, type Given, listOf, optionValue, type Place, wrong } from './value.js';

/** What a file sets for a command. */
export interface Settings {
  /** Inputs that stand for those that the command line names; null: the file has none. */
  files: string[] | null;
  options: Map<Option, Given>;
}

const FILES = 'files';
/** Of these the file tells nothing: they are about itself, or end at once. */
export const NOT_SET = ['config', 'printConfig', 'version'];

/**
 * Reads a file of options: those at its top are for every command that takes them (but for `db …`, which changes stores),
 * those under a command's name for it alone. All of it is checked, whichever command runs.
 * @returns what is set for a command
 * @throws UserError which names the key
 */
export function readSettings({ path, value }: ConfigFile, program: Command): (command: Command) => Settings {
  const commands = program.commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command]));
  const common = [program, ...commands.filter(({ parent }) => parent === program)];
  const sections = new Map<Command, Settings>();
  const top = empty();
  for (const [key, raw] of entriesOf(value, { path, key: 'the configuration' })) {
    const section = commands.find((command) => nameOf(command, program) === key);
    if (section !== undefined && isObject(raw)) {
      const settings = empty();
      for (const [inner, given] of entriesOf(raw, { path, key })) {
        read(settings, [section], inner, given, { path, key: `${key}.${inner}` }, []);
      }
      sections.set(section, settings);
    } else {
      const names = commands.map((command) => nameOf(command, program));
      if (key !== '$schema') read(top, common, key, raw, { path, key }, names);
    }
  }
  return (command) => {
    const own = sections.get(command) ?? empty();
    const known = common.includes(command) ? [...top.options] : [];
    const general = known.filter(([option]) => [command, program].some(({ options }) => options.includes(option)));
    return { files: own.files ?? top.files, options: new Map([...general, ...own.options]) };
  };
}

/** Names of the keys that options have in a file. */
function keysOf(commands: readonly Command[]): string[] {
  const options = commands.flatMap((command) => command.options);
  return [...new Set(options.map((option) => option.attributeName()))].filter((key) => !NOT_SET.includes(key));
}

/** "analyze", "db info". */
export function nameOf(command: Command, program: Command): string {
  return command.parent === program || command.parent === null
    ? command.name()
    : `${command.parent.name()} ${command.name()}`;
}

function read(
  settings: Settings,
  commands: readonly Command[],
  key: string,
  raw: unknown,
  place: Place,
  sections: readonly string[],
): void {
  if (key === FILES && commands.some(takesFiles)) {
    settings.files = listOf(raw, place).map((name) => besideFile(place.path, name));
    return;
  }
  const options = new Set(commands.flatMap((command) => command.options.filter((o) => o.attributeName() === key)));
  if (options.size === 0 || NOT_SET.includes(key)) {
    const near = nearestName(key, [...keysOf(commands), FILES, ...sections]);
    throw new UserError(
      `${place.path}: ${place.key} is no option${commands.length === 1 ? ' of that command' : ''}.`,
      near === null ? 'logsplit --help lists the commands and their options.' : `Perhaps ${near} is meant.`,
    );
  }
  const refused: unknown[] = [];
  for (const option of options) {
    try {
      settings.options.set(option, optionValue(option, raw, place));
    } catch (error) {
      refused.push(error);
    }
  }
  // Commands have outputs of their own: what is said for all is for those that take it.
  if (refused.length === options.size) throw refused[0];
}

function takesFiles({ registeredArguments }: Command): boolean {
  return registeredArguments.some((argument) => argument.variadic);
}

function entriesOf(value: unknown, place: Place): [string, unknown][] {
  if (!isObject(value)) throw wrong(place, value, 'It is an object of options by their names.');
  return Object.entries(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whose the option is: of every command, or of one. */
export function ownerOf(option: Option, program: Command, command: Command): Command {
  return program.options.includes(option) ? program : command;
}

/** No option is set. */
export const NOTHING: Settings = { files: null, options: new Map() };

function empty(): Settings {
  return { files: null, options: new Map() };
}
