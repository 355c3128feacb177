import { InvalidArgumentError, Option } from 'commander';
import { WHATIF_TABLES, type WhatIfTable } from '../render/whatif/tables.js';
import { DOCUMENT_OUTPUTS } from './document-text.js';
import { ListOption } from './list-option.js';
import { ANALYZE_OPTIONS, READ_OPTIONS, type ReadOptions } from './options.js';
import { parseTtl } from './ttl.js';

const WHATIF_OUTPUTS = ['text', 'json', ...DOCUMENT_OUTPUTS] as const;

export interface WhatIfOptions extends ReadOptions {
  offload: string[];
  compile: { route: string; factor: number }[];
  cache: { route: string; ttlS: number }[];
  /** Null: as now. */
  workers: number | null;
  threads: number | null;
  cores: number | null;
  traffic: number;
  nowWorkers: number | null;
  nowThreads: number;
  nowCores: number | null;
  top: number;
  output: (typeof WHATIF_OUTPUTS)[number];
  table: WhatIfTable;
  outputFile?: string;
}

const SERVER = ['--workers', '--cores'];

/** Declared once: commander, --help and the tests of the README read this list. */
export const WHATIF_OPTIONS: readonly Option[] = [
  new ListOption('--offload <glob>', "paths that no longer reach the application: '/static/*' (repeatable)"),
  new ListOption(
    '--compile <route:factor>',
    "a route that computes so many times as fast: 'GET /report:20x' (repeatable)",
    compiled,
  ),
  new ListOption('--cache <route:ttl>', "a route that is cached so long: 'GET /page:60s' (repeatable)", cached),
  count('--workers <n>', 'worker processes then'),
  count('--threads <n>', 'threads of each then'),
  count('--cores <n>', 'cores then; and now, where --now-cores is not given'),
  new Option('--traffic <factor>', 'requests then, as a multiple of the log: 1.5x')
    .default(1, '1x')
    .argParser((text) => factor(text, 0.01, 20)),
  new Option('--now-workers <n>', 'worker processes now').default(null, 'found from the log').argParser(positive),
  new Option('--now-threads <n>', 'threads of each now').default(1).argParser(positive),
  new Option('--now-cores <n>', 'cores now').default(null, 'those of --cores').argParser(positive),
  ...READ_OPTIONS.filter(({ long }) => !SERVER.includes(long!)),
  ...ANALYZE_OPTIONS.filter(({ long }) => ['--top', '--output-file'].includes(long!)),
  new Option('--output <kind>', 'what to print').choices(WHATIF_OUTPUTS).default('text'),
  new Option('--table <name>', 'the table that --output csv prints').choices(WHATIF_TABLES).default('routes'),
];

function count(flags: string, description: string): Option {
  return new Option(flags, description).default(null, 'as now').argParser(positive);
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('It is a whole number above 0, for example 4.');
  return Number(text);
}

function factor(text: string, least: number, most: number): number {
  const value = /^(\d{1,6}(?:\.\d{1,6})?)x?$/.exec(text)?.[1];
  const number = Number(value ?? Number.NaN);
  if (number >= least && number <= most) return number;
  throw new InvalidArgumentError(`It is a factor from ${least} to ${most}, for example 1.5x.`);
}

// A route may hold colons: /users/:id.
function parts(text: string, what: string): [route: string, value: string] {
  const at = text.lastIndexOf(':');
  const route = text.slice(0, at).trim();
  if (at > 0 && route !== '') return [route, text.slice(at + 1)];
  throw new InvalidArgumentError(`It is a route, a colon and a ${what}.`);
}

function compiled(text: string): { route: string; factor: number } {
  const [route, value] = parts(text, "factor, for example 'GET /report:20x'");
  return { route, factor: factor(value, 1, 1000) };
}

function cached(text: string): { route: string; ttlS: number } {
  const [route, value] = parts(text, "time, for example 'GET /page:60s'");
  const ttlS = parseTtl(value);
  if (ttlS === null)
    throw new InvalidArgumentError("It is a route and a time with a unit, for example 'GET /page:60s'.");
  return { route, ttlS };
}
