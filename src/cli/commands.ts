import { Argument, Option } from 'commander';
import { INSTRUMENT_PARTS, type InstrumentPart } from '../advice/instrument/parts.js';
import { ADVISE_OPTIONS, ADVISE_TARGETS, type AdviseOptions, type AdviseTarget } from './advise-options.js';
import { openAhead } from './ahead.js';
import { CACHE_OPTIONS, type CacheOptions } from './cache-options.js';
import { CHECK_OPTIONS, type CheckOptions } from './check-options.js';
import { type CommandSpec, command } from './command.js';
import { SHELLS, type Shell } from './completions/shells.js';
import { DB_COMMANDS } from './db/commands.js';
import type { DetectOptions } from './detect.js';
import { EXPORT_OPTIONS, type ExportOptions } from './export-options.js';
import {
  ANALYZE_OPTIONS,
  type AnalyzeOptions,
  EXPLAIN_OPTIONS,
  type ExplainOptions,
  FORMAT_OPTIONS,
} from './options.js';
import { REVIEW_OPTIONS, type ReviewOptions } from './review-options.js';
import { SQL_OPTIONS, type SqlOptions } from './sql/options.js';
import { VERIFY_OPTIONS, type VerifyOptions } from './verify-options.js';
import { WHATIF_OPTIONS, type WhatIfOptions } from './whatif-options.js';
import { write } from './write.js';

/** Of the commands that matter most. */
export const EXAMPLES = `
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

const WHATIF_EXAMPLES = `
Examples:
  logsplit whatif access.log --cores 2 --now-workers 8 --workers 4
  logsplit whatif access.log --cores 2 --offload '/static/*' --compile 'GET /report:20x' --traffic 1.5x`;

const CHECK_EXAMPLES = `
Examples:
  logsplit check access.log --max-p95 'GET /api/*=300ms' --max-error-rate 1%
  logsplit check access.log --max-app-share '/static/*=0' --output junit -o check.xml`;

const SQL_EXAMPLES = `
Examples:
  logsplit sql access.log -q 'FROM route_summary ORDER BY errors DESC'
  logsplit sql --db site.db --output csv < query.sql
  logsplit sql --db site.db`;

const FILES = new Argument('[files...]', 'log files, directories of them, quoted patterns; - is standard input');
const SAME_FILES = new Argument('[files...]', 'as for analyze');
const JSON_OPTION = new Option('--json', 'print JSON');

/** All commands, in the order in which --help names them; the README documents each. */
export const COMMANDS: readonly CommandSpec[] = [
  command({
    name: 'analyze',
    description: 'analyse access logs: who served what, what time is spent on, what to do about it',
    arguments: [FILES],
    options: ANALYZE_OPTIONS,
    examples: EXAMPLES,
    run: async ([files]: [string[]], options: AnalyzeOptions, { color, io }) => {
      await openAhead(files, options);
      const { analyze } = await import('./analyze.js');
      await analyze(files, options, color, io);
    },
  }),
  { name: 'db', description: 'look after a store that --db keeps', commands: DB_COMMANDS },
  command({
    name: 'explain',
    description: 'explain one route: the evidence, its time beside other requests, what would make the answer surer',
    arguments: [
      new Argument('<route>', "as the report names it: 'GET /users/:id'; or a path that was asked for"),
      FILES,
    ],
    options: EXPLAIN_OPTIONS,
    run: async ([route, files]: [string, string[]], options: ExplainOptions, { color, io }) => {
      await openAhead(files, options);
      const { explain } = await import('./explain.js');
      await explain(route, files, options, color, io);
    },
  }),
  command({
    name: 'advise',
    description: 'write the configuration that offloads files and caches pages, for nginx, Caddy or a CDN',
    arguments: [new Argument('<target>', 'what it is for').choices(ADVISE_TARGETS), SAME_FILES],
    options: ADVISE_OPTIONS,
    examples: ADVISE_EXAMPLES,
    run: async ([target, files]: [AdviseTarget, string[]], options: AdviseOptions, { color, io }) => {
      await openAhead(files, options);
      const { advise } = await import('./advise.js');
      await advise(target, files, options, color, io);
    },
  }),
  command({
    name: 'verify',
    description:
      'compare two logs, or two periods of a store: was the advice for the first carried out, and did it save what was predicted',
    arguments: [
      new Argument('[before]', 'a log file, a directory of them or a quoted pattern, from before the changes'),
      new Argument('[after]', 'from after them'),
    ],
    options: VERIFY_OPTIONS,
    run: async (sides: [string | undefined, string | undefined], options: VerifyOptions, { color, io }) => {
      const { verify } = await import('./verify.js');
      await verify(sides, options, color, io);
    },
  }),
  command({
    name: 'review',
    description: 'review a week of a store: what changed, what became of the advice, how long the capacity lasts',
    options: REVIEW_OPTIONS,
    run: async (_arguments: [], options: ReviewOptions, { color, io }) => {
      const { review } = await import('./review.js');
      await review(options, color, io);
    },
  }),
  command({
    name: 'cache',
    description: 'replay the log through caches: what each time to live and size would have answered',
    arguments: [SAME_FILES],
    options: CACHE_OPTIONS,
    run: async ([files]: [string[]], options: CacheOptions, { color, io }) => {
      await openAhead(files, options);
      const { cache } = await import('./cache.js');
      await cache(files, options, color, io);
    },
  }),
  command({
    name: 'whatif',
    description: 'simulate the log with other code, workers or traffic: request times, utilisation, workers needed',
    arguments: [SAME_FILES],
    options: WHATIF_OPTIONS,
    examples: WHATIF_EXAMPLES,
    run: async ([files]: [string[]], options: WhatIfOptions, { color, io }) => {
      await openAhead(files, options);
      const { whatIf } = await import('./whatif.js');
      await whatIf(files, options, color, io);
    },
  }),
  command({
    name: 'check',
    description: 'hold a log to limits, for CI: exit code 1 where one is not kept',
    arguments: [SAME_FILES],
    options: CHECK_OPTIONS,
    examples: CHECK_EXAMPLES,
    run: async ([files]: [string[]], options: CheckOptions, { color, io }) => {
      await openAhead(files, options);
      const { check } = await import('./check.js');
      await check(files, options, color, io);
    },
  }),
  command({
    name: 'sql',
    description: 'ask a log or a store in SQL: one query, or on a terminal one after the other',
    arguments: [SAME_FILES],
    options: SQL_OPTIONS,
    examples: SQL_EXAMPLES,
    run: async ([files]: [string[]], options: SqlOptions, { color, io }) => {
      await openAhead(files, options);
      const { sql } = await import('./sql/run.js');
      await sql(files, options, color, io);
    },
  }),
  command({
    name: 'export',
    description: 'write all requests as Parquet, a folder for each day',
    arguments: [SAME_FILES],
    options: EXPORT_OPTIONS,
    run: async ([files]: [string[]], options: ExportOptions, { color, io }) => {
      await openAhead(files, options);
      const { exportLogs } = await import('./export.js');
      await exportLogs(files, options, color, io);
    },
  }),
  command({
    name: 'formats',
    description: 'list the formats that are known by name, or show one with a line of it and its fields',
    arguments: [new Argument('[name]', 'one of them')],
    options: [JSON_OPTION],
    run: async ([name]: [string | undefined], options: { json?: boolean }, { io }) => {
      const { formats } = await import('./formats.js');
      await formats(name, options, io);
    },
  }),
  command({
    name: 'detect',
    description: 'say which format a log has, why, and what each field of its first line becomes',
    arguments: [new Argument('[file]', 'a log file; - is standard input').default('-')],
    options: [JSON_OPTION, ...FORMAT_OPTIONS],
    run: async ([file]: [string], options: DetectOptions, { io }) => {
      const { detect } = await import('./detect.js');
      await detect(file, options, io);
    },
  }),
  command({
    name: 'init',
    description: 'write logsplit.config.yaml: every option as a comment, and the logs that are found',
    arguments: [new Argument('[logs...]', 'what it shall name (default: logs in the usual places)')],
    options: [new Option('--force', 'replace the file that is there')],
    run: async ([logs]: [string[]], options: { force?: boolean }, { io, program }) => {
      const { init } = await import('./init.js');
      await init(program, logs, options, io);
    },
  }),
  command({
    name: 'completions',
    description: 'print a script that completes commands, options and their values in a shell',
    arguments: [new Argument('<shell>', 'the shell').choices(SHELLS)],
    run: async ([shell]: [Shell], _: object, { io, program }) => {
      const { completions } = await import('./completions/run.js');
      await completions(program, shell, io);
    },
  }),
  command({
    name: 'man',
    description: 'print the manual page: logsplit man | man -l -',
    run: async (_given: readonly unknown[], _: object, { io, program }) => {
      const { manual } = await import('./manual/run.js');
      await manual(program, io);
    },
  }),
  command({
    name: 'instrument',
    description: 'print the log_format and the middleware that let a log tell CPU from IO',
    arguments: [new Argument('[part]', 'only this part, to redirect into a file').choices(INSTRUMENT_PARTS)],
    run: async ([part]: [InstrumentPart | undefined], _: object, { io }) => {
      const { instrumentText } = await import('../advice/instrument/text.js');
      await write(io.stdout, instrumentText(part));
    },
  }),
];
