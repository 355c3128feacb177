import { InvalidArgumentError, Option } from 'commander';
import { GATES, type Gate } from '../check/gate.js';
import { type Limit, limitExample, parseLimit } from '../check/limit.js';
import { ListOption } from './list-option.js';
import { ANALYZE_OPTIONS, positive, READ_OPTIONS, type ReadOptions } from './options.js';
import { REVIEW_OPTIONS } from './review-options.js';

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
  /** false: they are not allowed. */
  regressions: boolean;
  week?: string;
  against: string;
  zone: string;
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
  new Option('--no-regressions', 'of a store: no route is worse than in earlier weeks, as review tests for it'),
  ...REVIEW_OPTIONS.filter(({ long }) => ['--week', '--against', '--zone'].includes(long!)),
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
