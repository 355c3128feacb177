import type { Command } from 'commander';
import type { Io } from '../io.js';

export interface ForgetOptions {
  before?: string;
  file: string[];
}

/** Declares `logsplit db`: what is done with a store apart from reading logs. */
export function addDbCommands(program: Command, io: Io): void {
  const db = program.command('db').description('look after a store that --db keeps').helpCommand(false);
  // DuckDB takes 0.2 s to load.
  const commands = () => import('./run.js');
  db.command('info')
    .description('what a store holds: files and how far they are stored, readings, size')
    .argument('<file>', 'the store')
    .option('--json', 'as JSON')
    .action(async (file: string, options: { json?: boolean }) => (await commands()).info(file, options, io));
  db.command('forget')
    .description('take requests out of a store')
    .argument('<file>', 'the store')
    .option('--before <time>', 'those that ended before a time: 2026-11-23, 90d; their logs stay known')
    .option('--file <path>', 'those of a log, and the log itself (repeatable)', append, [])
    .action(async (file: string, options: ForgetOptions) => (await commands()).forget(file, options, io));
  db.command('compact')
    .description('write a store anew: what was taken out gives its room back')
    .argument('<file>', 'the store')
    .action(async (file: string) => (await commands()).compact(file, io));
  db.command('export')
    .description('write all requests as Parquet, a folder for each day')
    .argument('<file>', 'the store')
    .argument('<folder>', 'a new one, or an earlier export, which is replaced')
    .action(async (file: string, folder: string) => (await commands()).exportDays(file, folder, io));
}

function append(value: string, before: string[]): string[] {
  return [...before, value];
}
