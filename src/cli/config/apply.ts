import { type Command, CommanderError, type Option } from 'commander';
import type { Io } from '../io.js';
import { write } from '../write.js';
import { findConfig } from './find.js';
import type { GivenTexts } from './given-texts.js';
import { NOTHING, ownerOf, readSettings, type Settings } from './settings.js';

/** These say what is read: where the command line says so, the file has no say in it. */
const INPUT_OPTIONS = ['db', 'keep'];

interface ConfigOptions {
  config?: string | false;
  printConfig?: boolean;
}

/**
 * Sets the options of a command that its command line leaves open, from the configuration.
 * @param given what the command line says, as it is written
 * @throws UserError; CommanderError with exit code 0 after --print-config
 */
export async function applyConfig(program: Command, command: Command, given: GivenTexts, io: Io): Promise<void> {
  const { config, printConfig } = program.opts<ConfigOptions>();
  const found = await findConfig(config);
  const settings = found === null ? NOTHING : openSettings(program, command, readSettings(found, program)(command));
  for (const [option, { value }] of settings.options) {
    ownerOf(option, program, command).setOptionValueWithSource(option.attributeName(), value, 'config');
  }
  if (settings.files !== null) command.processedArgs[placeOfFiles(command)] = settings.files;
  if (printConfig !== true) return;
  const { renderEffective } = await import('./effective.js');
  await write(io.stdout, renderEffective(program, command, { path: found?.path ?? null, settings, given }));
  throw new CommanderError(0, 'logsplit.printConfig', 'The options are printed.');
}

/** What of the settings the command line leaves open. */
function openSettings(program: Command, command: Command, { files, options }: Settings): Settings {
  const namesInput = namesInputItself(command);
  const isOpen = (option: Option): boolean => {
    const key = option.attributeName();
    if (namesInput && INPUT_OPTIONS.includes(key)) return false;
    return ownerOf(option, program, command).getOptionValueSource(key) !== 'cli';
  };
  return {
    files: namesInput || placeOfFiles(command) < 0 ? null : files,
    options: new Map([...options].filter(([option]) => isOpen(option))),
  };
}

function namesInputItself(command: Command): boolean {
  const required = command.registeredArguments.filter((argument) => argument.required).length;
  return command.args.length > required || command.getOptionValueSource('db') === 'cli';
}

function placeOfFiles({ registeredArguments }: Command): number {
  return registeredArguments.findIndex((argument) => argument.variadic);
}
