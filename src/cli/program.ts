import { Command, CommanderError } from 'commander';
import { UserError } from '../errors.js';
import { cleanText } from '../render/clean.js';
import { CheckFailed } from './check-failed.js';
import { addCommand, type CommandContext } from './command.js';
import { COMMANDS, EXAMPLES } from './commands.js';
import { listenForTexts } from './config/given-texts.js';
import { Interrupted } from './interrupt.js';
import type { Io } from './io.js';
import { version } from './version.js';

/** 0 done; 1 a check that failed, or an internal fault; 2 wrong usage, unreadable input or a full disk; 130 stopped by Ctrl-C. */
export type ExitCode = 0 | 1 | 2 | 130;

interface GlobalOptions {
  color: boolean;
  debug?: boolean;
}

/** What these do is not for a file to say. */
const WITHOUT_CONFIG = ['init', 'completions', 'man'];

/** Runs the program with the arguments behind its name. Never throws and never exits: the caller sets the exit code. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const program = buildProgram(io);
  const given = args.includes('--print-config') ? listenForTexts(program) : new Map();
  program.hook('preAction', async (_program, command) => {
    if (WITHOUT_CONFIG.includes(command.name())) return;
    const { applyConfig } = await import('./config/apply.js');
    await applyConfig(program, command, given, io);
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return report(error, program.opts<GlobalOptions>().debug === true, io);
  }
}

/** The commands and their options: what --help prints and the README documents. */
export function buildProgram(io: Io): Command {
  const program = new Command('logsplit')
    .description('Reads access logs and says what to offload, what to compile and what to leave alone.')
    .version(version(), '-V, --version', 'print the version')
    .option('--no-color', 'no colour codes (NO_COLOR does the same)')
    .option('--debug', 'print a stack trace with an error')
    .option('--config <file>', 'take options from this file (default: logsplit.config.* here or above)')
    .option('--no-config', 'take options from no file')
    .option('--print-config', 'print the options of the command, where each comes from, and end')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, print) => print(`logsplit: ${text.replace(/^error: /, '')}`),
    })
    .showHelpAfterError('logsplit --help lists the commands and their options.')
    .exitOverride();

  const context = (): CommandContext => ({ color: program.opts<GlobalOptions>().color, io, program });
  for (const spec of COMMANDS) addCommand(program, spec, context);
  return program;
}

function report(error: unknown, debug: boolean, io: Io): ExitCode {
  const { stderr } = io;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CheckFailed) return 1;
  if (error instanceof Interrupted) {
    if (error.cause !== undefined) report(error.cause, debug, io);
    return 130;
  }
  const expected = error instanceof UserError;
  const message = error instanceof Error ? error.message : String(error);
  stderr.write(`logsplit: ${cleanText(message)}\n`);
  if (expected) stderr.write(`${cleanText(error.fix)}\n`);
  else if (!debug) stderr.write('This is a fault in logsplit; run again with --debug to see where.\n');
  if (debug && error instanceof Error) stderr.write(`${error.stack ?? ''}\n`);
  return expected ? 2 : 1;
}
