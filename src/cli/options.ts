import { InvalidArgumentError, Option } from 'commander';
import { THEMES, type Theme } from '../dashboard/theme.js';
import type { FilterOptions } from '../filter/filter.js';
import type { FormatRequest } from '../format/choose.js';
import { FORMAT_NAMES } from '../format/names.js';
import type { Privacy } from '../record/privacy.js';
import { ANALYSIS_TABLES, type AnalysisTable } from '../render/analysis/tables.js';
import { DOCUMENT_OUTPUTS } from './document-text.js';
import { ListOption } from './list-option.js';
import { MAIL_OPTIONS, type MailTargets } from './mail.js';
import { defaultMemory, parseMemory } from './memory.js';

export const OUTPUTS = ['dashboard', 'text', 'json', ...DOCUMENT_OUTPUTS] as const;
export type Output = (typeof OUTPUTS)[number];
const PLAIN_OUTPUTS = ['text', 'json'] as const;
export type PlainOutput = (typeof PLAIN_OUTPUTS)[number];

/** What the user can say about a log's format. */
export interface FormatOptions {
  format?: string;
  logFormat?: string;
  nginxConf?: string;
  dateFormat?: string;
  timeFormat?: string;
}

export function formatRequest(options: FormatOptions): FormatRequest {
  return {
    name: options.format ?? null,
    logFormat: options.logFormat ?? null,
    nginxConf: options.nginxConf ?? null,
    dateFormat: options.dateFormat ?? null,
    timeFormat: options.timeFormat ?? null,
  };
}

/** What every command that reads logs is told, as commander hands it over. */
export interface ReadOptions extends FilterOptions, FormatOptions, Partial<Privacy> {
  db?: string;
  keep?: string;
  route: string[];
  routeTemplates: boolean;
  cores: number | null;
  workers: number | null;
  cpu: string[];
  /** Bytes. */
  memory: number;
  /** A folder of the user's own queries. */
  queries?: string;
}

export interface AnalyzeOptions extends ReadOptions, MailTargets {
  follow?: boolean;
  output?: Output;
  outputFile?: string;
  theme?: Theme;
  ascii?: boolean;
  table: AnalysisTable;
  csv?: string;
}

export interface ExplainOptions extends ReadOptions {
  output: PlainOutput;
  outputFile?: string;
}

/** The options about a log's format, for every command that reads one. */
export const FORMAT_OPTIONS: readonly Option[] = [
  new Option('--format <name>', `log format: ${FORMAT_NAMES.join(', ')}, or a log_format named in --nginx-conf`),
  new Option(
    '--log-format <string>',
    'log format as nginx, Apache, gunicorn, uWSGI, HAProxy, Envoy or GoAccess write it',
  ),
  new Option('--nginx-conf <file>', 'nginx.conf (or nginx -T output) that names the log format of each file'),
  new Option('--date-format <format>', 'what %d is in a format of GoAccess, as strftime writes it'),
  new Option('--time-format <format>', 'what %t is in a format of GoAccess'),
];

/** Declared once: commander, --help and the tests of the README read this list. */
export const ANALYZE_OPTIONS: readonly Option[] = [
  ...FORMAT_OPTIONS,
  new Option('-f, --follow', 'go on reading what is written to the files, until Ctrl-C'),
  new Option(
    '--output <kind>',
    'what to print (default: by the end of --output-file, dashboard on a terminal, else text)',
  ).choices(OUTPUTS),
  new Option(
    '-o, --output-file <file>',
    'write the report to a file; its end tells the output: .html, .md, .json, .csv, .txt',
  ),
  new Option('--table <name>', 'the table that --output csv prints').choices(ANALYSIS_TABLES).default('routes'),
  new Option('--csv <folder>', 'write every table of the report to a CSV file in a folder, besides the output'),
  ...MAIL_OPTIONS,
  new Option('--queries <folder>', 'own queries, .sql files each of which becomes a table of the report'),
  new Option('--db <file>', 'keep everything in a file, and add to it only what is new'),
  new Option('--keep <age>', 'forget requests of the store that are older, from now on: 90d; all: none').argParser(age),
  new ListOption('--route <pattern>', 'name a route: /users/:name/* (repeatable; the first match wins)'),
  new Option('--no-route-templates', 'take every path as a route of its own'),
  new Option('--since <time>', 'requests from then on: 2026-11-23, 2026-11-23T09:30+01:00, 90m, 7d, yesterday'),
  new Option('--until <time>', 'requests before then'),
  new ListOption('--host <glob>', "requests to a host: '*.example.com' (repeatable: any of them)"),
  new ListOption('--path <glob>', "requests for a path: '/api/*' (repeatable: any of them)"),
  new ListOption('--exclude-path <glob>', "leave requests for a path out: '/health*' (repeatable)"),
  new ListOption('--method <names>', 'requests with a method: GET,HEAD (repeatable)'),
  new ListOption('--status <list>', 'requests with a status: 404, 5xx, 400-499, or a comma list (repeatable)'),
  new Option('--no-bots', 'leave requests of bots and tools out of the analysis'),
  new ListOption(
    '--where <sql>',
    'requests for which an SQL condition on their columns holds (repeatable: all of them)',
  ),
  new Option('--anonymize-ip', 'keep networks in place of addresses: IPv4 to 24 bits, IPv6 to 48'),
  new Option('--drop-query', 'keep no queries, of requests and referrers'),
  new Option('--theme <name>', "the dashboard's colours (default: by the terminal's background, else dark)").choices(
    THEMES,
  ),
  new Option('--ascii', 'draw the dashboard with ASCII characters only'),
  new Option('--top <n>', 'rows of the tables in the text report and in Markdown').default(20).argParser(positive),
  new Option('--cores <n>', 'cores that the application has: lets contention be judged')
    .default(null, 'not told')
    .argParser(positive),
  new Option('--workers <n>', 'requests it works on at a time: processes times threads')
    .default(null, 'found from the log')
    .argParser(positive),
  new ListOption(
    '--cpu <file>',
    'CPU time over time: sar, sadf, vmstat, pidstat, cgroup, Prometheus, CSV (repeatable)',
  ),
  new Option('--memory <size>', 'memory to hold a log in, for example 512M; beyond it, temporary files')
    .default(defaultMemory(), 'a quarter of all, at most 1G')
    .argParser(parseMemory),
];

/** Those of `analyze`, but for what concerns its own outputs. */
export const READ_OPTIONS: readonly Option[] = ANALYZE_OPTIONS.filter(
  (option) =>
    !MAIL_OPTIONS.includes(option) &&
    !['--follow', '--output', '--output-file', '--table', '--csv', '--queries', '--top', '--theme', '--ascii'].includes(
      option.long!,
    ),
);

/** Of commands whose answer is text or JSON. */
export const PLAIN_OUTPUT_OPTIONS: readonly Option[] = [
  ANALYZE_OPTIONS.find(({ long }) => long === '--output-file')!,
  new Option('--output <kind>', 'what to print').choices(PLAIN_OUTPUTS).default('text'),
];

export const EXPLAIN_OPTIONS: readonly Option[] = [...READ_OPTIONS, ...PLAIN_OUTPUT_OPTIONS];

export function positive(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a whole number above 0, for example 50.');
  return Number(text);
}

function age(text: string): string {
  if (!/^(?:all|[1-9]\d{0,4}[hdw])$/.test(text)) {
    throw new InvalidArgumentError('It is hours, days or weeks, for example 90d; or all.');
  }
  return text;
}
