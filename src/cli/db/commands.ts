import { Argument, Option } from 'commander';
import { type CommandSpec, command } from '../command.js';
import { ListOption } from '../list-option.js';

export interface ForgetOptions {
  before?: string;
  file: string[];
}

const STORE = new Argument('<file>', 'the store');

/** `logsplit db`: what is done with a store apart from reading logs. */
export const DB_COMMANDS: readonly CommandSpec[] = [
  command({
    name: 'info',
    description: 'what a store holds: files and how far they are stored, readings, size',
    arguments: [STORE],
    options: [new Option('--json', 'as JSON')],
    run: async ([file]: [string], options: { json?: boolean }, { io }) => {
      const { info } = await import('./run.js');
      await info(file, options, io);
    },
  }),
  command({
    name: 'forget',
    description: 'take requests out of a store',
    arguments: [STORE],
    options: [
      new Option('--before <time>', 'those that ended before a time: 2026-11-23, 90d; their logs stay known'),
      new ListOption('--file <path>', 'those of a log, and the log itself (repeatable)'),
    ],
    run: async ([file]: [string], options: ForgetOptions, { io }) => {
      const { forget } = await import('./run.js');
      await forget(file, options, io);
    },
  }),
  command({
    name: 'compact',
    description: 'write a store anew: what was taken out gives its room back',
    arguments: [STORE],
    run: async ([file]: [string], _: object, { io }) => {
      const { compact } = await import('./run.js');
      await compact(file, io);
    },
  }),
  command({
    name: 'export',
    description: 'write all requests as Parquet, a folder for each day',
    arguments: [STORE, new Argument('<folder>', 'a new one, or an earlier export, which is replaced')],
    run: async ([file, folder]: [string, string], _: object, { io }) => {
      const { exportDays } = await import('./run.js');
      await exportDays(file, folder, io);
    },
  }),
];
