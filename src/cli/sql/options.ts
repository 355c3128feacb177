import { Option } from 'commander';
import { ANALYZE_OPTIONS, positive, READ_OPTIONS, type ReadOptions } from '../options.js';

const SQL_OUTPUTS = ['text', 'json', 'csv', 'markdown'] as const;
export type SqlOutput = (typeof SQL_OUTPUTS)[number];

export interface SqlOptions extends Omit<ReadOptions, 'cpu' | 'cores' | 'workers'> {
  query?: string;
  output: SqlOutput;
  outputFile?: string;
  top: number;
}

// They are for the evidence, of which nothing is asked.
const OF_EVIDENCE = ['--cpu', '--cores', '--workers'];

/** Declared once: commander, --help and the tests of the README read this list. */
export const SQL_OPTIONS: readonly Option[] = [
  ...READ_OPTIONS.filter(({ long }) => !OF_EVIDENCE.includes(long!)),
  new Option('-q, --query <sql>', 'the query (default: from standard input, or typed on a terminal)'),
  new Option('--output <kind>', 'what to print').choices(SQL_OUTPUTS).default('text'),
  ANALYZE_OPTIONS.find(({ long }) => long === '--output-file')!,
  new Option('--top <n>', 'rows that text and Markdown show').default(100).argParser(positive),
];
