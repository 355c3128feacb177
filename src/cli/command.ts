import type { Argument, Command, Option } from 'commander';
import type { Io } from './io.js';
import { outputByEnding } from './output-ending.js';

/** What every command is told beside its own arguments and options. */
export interface CommandContext {
  /** Whether colour is wanted at all. */
  color: boolean;
  io: Io;
  /** With all commands, for what is made from their declarations. */
  program: Command;
}

/** A command as data: how it is called, and what does it. */
export interface CommandSpec {
  name: string;
  description: string;
  arguments?: readonly Argument[];
  options?: readonly Option[];
  /** Printed behind its help. */
  examples?: string;
  /** Loads what does it only now: --help waits for nothing that a command needs. */
  run?: (given: readonly unknown[], options: object, context: CommandContext) => Promise<void>;
  /** In place of `run`. */
  commands?: readonly CommandSpec[];
}

/** @param spec with the types of the values that commander makes of its arguments and options */
export function command<Given extends readonly unknown[], Options extends object>(
  spec: Omit<CommandSpec, 'run'> & {
    run: (given: Given, options: Options, context: CommandContext) => Promise<void>;
  },
): CommandSpec {
  return spec as CommandSpec;
}

/**
 * Adds a command to the program, or to another command.
 * @param context asked once the command runs: the program's own options stand ahead of it
 */
export function addCommand(parent: Command, spec: CommandSpec, context: () => CommandContext): void {
  const { name, description, arguments: parameters = [], options = [], commands = [], examples, run } = spec;
  const added = parent.command(name).description(description);
  for (const parameter of parameters) added.addArgument(parameter);
  for (const option of options) added.addOption(option);
  if (examples !== undefined) added.addHelpText('after', examples);
  // Commander hands over the arguments, the options and the command itself.
  if (run) added.action((...all: unknown[]) => run(all.slice(0, -2), withOutput(added), context()));
  if (commands.length > 0) added.helpCommand(false);
  for (const nested of commands) addCommand(added, nested, context);
}

/** The options of a command; the output by the end of the file's name where nothing else says it. */
function withOutput(command: Command): object {
  const options = command.opts<{ output?: string; outputFile?: string }>();
  const choices = command.options.find(({ long }) => long === '--output')?.argChoices ?? [];
  if (options.outputFile === undefined || !['default', undefined].includes(command.getOptionValueSource('output'))) {
    return options;
  }
  const output = outputByEnding(options.outputFile, choices);
  return output === null ? options : { ...options, output };
}
