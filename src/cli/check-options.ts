import { InvalidArgumentError, Option } from 'commander';
import { GATES, type Gate } from '../check/gate.js';
import { type Limit, limitExample, parseLimit } from '../check/limit.js';
import { ListOption } from './list-option.js';
import { ANALYZE_OPTIONS, positive, READ_OPTIONS, type ReadOptions } from './options.js';

const CHECK_OUTPUTS = ['text', 'json', 'junit', 'github'] as const;

export interface CheckOptions extends ReadOptions {
  maxP50: Limit[];
  maxP90: Limit[];
  maxP95: Limit[];
  maxP99: Limit[];
  maxErrorRate: Limit[];
  maxAppShare: Limit[];
  maxAppSeconds: Limit[];
  minRequests: number;
  output: (typeof CHECK_OUTPUTS)[number];
  outputFile?: string;
}

/** Declared once: commander, --help and the tests of the README read this list. */
export const CHECK_OPTIONS: readonly Option[] = [
  ...READ_OPTIONS,
  ...GATES.map(
    (gate) =>
      new ListOption(`--${gate.name} <limit>`, `most: ${gate.figure} (repeatable)`, (text) => limitOf(gate, text)),
  ),
  new Option('--min-requests <n>', 'of a route, for its percentiles and error rate to be judged')
    .default(20)
    .argParser(positive),
  ANALYZE_OPTIONS.find(({ long }) => long === '--output-file')!,
  new Option('--output <kind>', 'what to print').choices(CHECK_OUTPUTS).default('text'),
];

function limitOf(gate: Gate, text: string): Limit {
  const limit = parseLimit(gate, text);
  if (limit === null) throw new InvalidArgumentError(limitExample(gate));
  return limit;
}
