import type { Argument, Command, Option } from 'commander';
import { FORMAT_NAMES } from '../../format/names.js';

/** What may follow: words of a list, files, folders, or anything. */
export type Values = { words: readonly string[] } | 'files' | 'folders' | 'anything' | 'nothing';

export interface OptionModel {
  /** "-o", "--output-file". */
  flags: string[];
  description: string;
  isRepeatable: boolean;
  /** What it takes. */
  values: Values;
}

export interface CommandModel {
  /** "db info"; "" for the program. */
  path: string;
  description: string;
  commands: readonly { name: string; description: string }[];
  options: readonly OptionModel[];
  /** What its arguments may be: words of the first ones, and whether files do. */
  words: readonly string[];
  takesFiles: boolean;
}

/** Names that may be given where others may be, too. */
const KNOWN_NAMES: Record<string, readonly string[]> = { format: FORMAT_NAMES, 'formats name': FORMAT_NAMES };
const ARGUMENT_FILES = ['files', 'logs', 'file', 'before', 'after', 'folder'];

/** The program and its commands, each with what may stand behind it: shells' completions are made from these. */
export function completionModel(program: Command): CommandModel[] {
  const whole = [...program.options];
  const visit = (command: Command, path: string): CommandModel[] => {
    const parameters = command.registeredArguments;
    const own: CommandModel = {
      path,
      description: command.description(),
      commands: command.commands.map((one) => ({ name: one.name(), description: one.description() })),
      options: [...(command === program ? [] : command.options), ...whole].map(optionModel).concat(HELP),
      words: parameters.flatMap((parameter) => wordsOf(path, parameter)),
      takesFiles: parameters.some((parameter) => ARGUMENT_FILES.includes(parameter.name())),
    };
    return [own, ...command.commands.flatMap((one) => visit(one, path === '' ? one.name() : `${path} ${one.name()}`))];
  };
  return visit(program, '');
}

const HELP: OptionModel = {
  flags: ['-h', '--help'],
  description: 'print this help',
  isRepeatable: false,
  values: 'nothing',
};

function optionModel(option: Option): OptionModel {
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined),
    description: option.description,
    isRepeatable: Array.isArray(option.defaultValue),
    values: valuesOf(option),
  };
}

function valuesOf(option: Option): Values {
  if (!option.required) return 'nothing';
  if (option.argChoices !== undefined) return { words: option.argChoices };
  const names = KNOWN_NAMES[option.attributeName()];
  if (names !== undefined) return { words: names };
  if (/<(?:file|path)>/.test(option.flags)) return 'files';
  return /<(?:dir|folder)>/.test(option.flags) ? 'folders' : 'anything';
}

function wordsOf(path: string, parameter: Argument): readonly string[] {
  return parameter.argChoices ?? KNOWN_NAMES[`${path} ${parameter.name()}`] ?? [];
}
