import { Option } from 'commander';
import { PLAIN_OUTPUT_OPTIONS, type PlainOutput, READ_OPTIONS, type ReadOptions } from './options.js';

export interface VerifyOptions extends Omit<ReadOptions, 'cpu'> {
  before?: string;
  after?: string;
  output: PlainOutput;
  outputFile?: string;
}

// They belong to one log each, and there are two.
const OF_ONE_LOG = ['--keep', '--cpu', '--since', '--until'];

/** Declared once: commander, --help and the tests of the README read this list. */
export const VERIFY_OPTIONS: readonly Option[] = [
  ...READ_OPTIONS.filter(({ long }) => !OF_ONE_LOG.includes(long!)),
  new Option(
    '--before <period>',
    'of a store, in place of logs: 2026-11-09..2026-11-16, a day, a week such as 2026-W46',
  ),
  new Option('--after <period>', 'the later one'),
  ...PLAIN_OUTPUT_OPTIONS,
];
