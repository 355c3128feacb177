import type { Option } from 'commander';
import { PLAIN_OUTPUT_OPTIONS, type PlainOutput, READ_OPTIONS, type ReadOptions } from './options.js';

export interface VerifyOptions extends Omit<ReadOptions, 'cpu' | 'db'> {
  output: PlainOutput;
  outputFile?: string;
}

// They belong to one log each, and there are two.
const OF_ONE_LOG = ['--db', '--keep', '--cpu', '--since', '--until'];

/** Declared once: commander, --help and the tests of the README read this list. */
export const VERIFY_OPTIONS: readonly Option[] = [
  ...READ_OPTIONS.filter(({ long }) => !OF_ONE_LOG.includes(long!)),
  ...PLAIN_OUTPUT_OPTIONS,
];
