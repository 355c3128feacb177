import { Argument, Command, CommanderError } from 'commander';
import { INSTRUMENT_PARTS, type InstrumentPart, instrumentText } from '../advice/instrument/text.js';
import { UserError } from '../errors.js';
import { cleanText } from '../render/clean.js';
import { ADVISE_OPTIONS, ADVISE_TARGETS, type AdviseOptions, type AdviseTarget } from './advise-options.js';
import { CACHE_OPTIONS, type CacheOptions } from './cache-options.js';
import { CheckFailed } from './check-failed.js';
import { CHECK_OPTIONS, type CheckOptions } from './check-options.js';
import { addDbCommands } from './db/commands.js';
import type { DetectOptions } from './detect.js';
import { Interrupted } from './interrupt.js';
import type { Io } from './io.js';
import {
  ANALYZE_OPTIONS,
  type AnalyzeOptions,
  EXPLAIN_OPTIONS,
  type ExplainOptions,
  FORMAT_OPTIONS,
} from './options.js';
import { VERIFY_OPTIONS, type VerifyOptions } from './verify-options.js';
import { version } from './version.js';
import { write } from './write.js';

/** 0 done; 1 a check that failed, or an internal fault; 2 wrong usage or input that cannot be read; 130 stopped by Ctrl-C. */
export type ExitCode = 0 | 1 | 2 | 130;

const EXAMPLES = `
Examples:
  logsplit analyze /var/log/nginx/access.log
  logsplit analyze access.log access.log.1.gz --output json -o report.json
  logsplit analyze access.log --nginx-conf /etc/nginx/nginx.conf
  logsplit analyze access.log --log-format '$remote_addr [$time_local] "$request" $status'
  zcat access.log.*.gz | logsplit analyze -
  logsplit explain 'GET /users/:id' access.log
  logsplit instrument wsgi > cputime.py`;

const ADVISE_EXAMPLES = `
Examples:
  logsplit advise nginx access.log --root /srv/www --out /etc/nginx/logsplit
  logsplit advise caddy access.log --root /srv/www
  logsplit advise cdn access.log`;

const CHECK_EXAMPLES = `
Examples:
  logsplit check access.log --max-p95 'GET /api/*=300ms' --max-error-rate 1%
  logsplit check access.log --max-app-share '/static/*=0' --output junit -o check.xml`;

interface GlobalOptions {
  color: boolean;
  debug?: boolean;
}

/** Runs the program with the arguments behind its name. Never throws and never exits: the caller sets the exit code. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const program = buildProgram(io);
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

  const analyze = program
    .command('analyze')
    .description('analyse access logs: who served what, what time is spent on, what to do about it')
    .argument('[files...]', 'log files, directories of them, quoted patterns; - is standard input')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: AnalyzeOptions) => {
      // DuckDB takes 0.2 s to load: --help and instrument need not wait for it.
      const command = await import('./analyze.js');
      await command.analyze(files, options, program.opts<GlobalOptions>().color, io);
    });
  for (const option of ANALYZE_OPTIONS) analyze.addOption(option);
  addDbCommands(program, io);

  const explain = program
    .command('explain')
    .description('explain one route: the evidence, its time beside other requests, what would make the answer surer')
    .argument('<route>', "as the report names it: 'GET /users/:id'; or a path that was asked for")
    .argument('[files...]', 'log files, directories of them, quoted patterns; - is standard input')
    .action(async (route: string, files: string[], options: ExplainOptions) => {
      const command = await import('./explain.js');
      await command.explain(route, files, options, program.opts<GlobalOptions>().color, io);
    });
  for (const option of EXPLAIN_OPTIONS) explain.addOption(option);

  const advise = program
    .command('advise')
    .description('write the configuration that offloads files and caches pages, for nginx, Caddy or a CDN')
    .addArgument(new Argument('<target>', 'what it is for').choices(ADVISE_TARGETS))
    .argument('[files...]', 'as for analyze')
    .addHelpText('after', ADVISE_EXAMPLES)
    .action(async (target: AdviseTarget, files: string[], options: AdviseOptions) => {
      const command = await import('./advise.js');
      await command.advise(target, files, options, program.opts<GlobalOptions>().color, io);
    });
  for (const option of ADVISE_OPTIONS) advise.addOption(option);

  const verify = program
    .command('verify')
    .description(
      'compare two logs, or two periods of a store: was the advice for the first carried out, and did it save what was predicted',
    )
    .argument('[before]', 'a log file, a directory of them or a quoted pattern, from before the changes')
    .argument('[after]', 'from after them')
    .action(async (before: string | undefined, after: string | undefined, options: VerifyOptions) => {
      const command = await import('./verify.js');
      await command.verify([before, after], options, program.opts<GlobalOptions>().color, io);
    });
  for (const option of VERIFY_OPTIONS) verify.addOption(option);

  const cache = program
    .command('cache')
    .description('replay the log through caches: what each time to live and size would have answered')
    .argument('[files...]', 'as for analyze')
    .action(async (files: string[], options: CacheOptions) => {
      const command = await import('./cache.js');
      await command.cache(files, options, program.opts<GlobalOptions>().color, io);
    });
  for (const option of CACHE_OPTIONS) cache.addOption(option);

  const check = program
    .command('check')
    .description('hold a log to limits, for CI: exit code 1 where one is not kept')
    .argument('[files...]', 'as for analyze')
    .addHelpText('after', CHECK_EXAMPLES)
    .action(async (files: string[], options: CheckOptions) => {
      const command = await import('./check.js');
      await command.check(files, options, program.opts<GlobalOptions>().color, io);
    });
  for (const option of CHECK_OPTIONS) check.addOption(option);

  program
    .command('formats')
    .description('list the formats that are known by name, or show one with a line of it and its fields')
    .argument('[name]', 'one of them')
    .option('--json', 'print JSON')
    .action(async (name: string | undefined, options: { json?: boolean }) => {
      const command = await import('./formats.js');
      await command.formats(name, options, io);
    });

  const detect = program
    .command('detect')
    .description('say which format a log has, why, and what each field of its first line becomes')
    .argument('[file]', 'a log file; - is standard input', '-')
    .option('--json', 'print JSON')
    .action(async (file: string, options: DetectOptions) => {
      const command = await import('./detect.js');
      await command.detect(file, options, io);
    });
  for (const option of FORMAT_OPTIONS) detect.addOption(option);

  program
    .command('instrument')
    .description('print the log_format and the middleware that let a log tell CPU from IO')
    .addArgument(new Argument('[part]', 'only this part, to redirect into a file').choices(INSTRUMENT_PARTS))
    .action(async (part: InstrumentPart | undefined) => {
      await write(io.stdout, instrumentText(part));
    });
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
