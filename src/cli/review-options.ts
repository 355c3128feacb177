import { Option } from 'commander';
import { REVIEW_TABLES, type ReviewTable } from '../render/review/tables.js';
import { DOCUMENT_OUTPUTS } from './document-text.js';
import { MAIL_OPTIONS, type MailTargets } from './mail.js';
import { ANALYZE_OPTIONS, READ_OPTIONS, type ReadOptions } from './options.js';

const REVIEW_OUTPUTS = ['text', 'json', ...DOCUMENT_OUTPUTS] as const;

export interface ReviewOptions extends Omit<ReadOptions, 'cpu' | 'route' | 'routeTemplates' | 'keep'>, MailTargets {
  week?: string;
  against: string;
  zone: string;
  output: (typeof REVIEW_OUTPUTS)[number];
  table: ReviewTable;
  csv?: string;
  outputFile?: string;
}

// A review reads a store, and no logs.
const ABOUT_REQUESTS = [
  '--since',
  '--until',
  '--host',
  '--path',
  '--exclude-path',
  '--method',
  '--status',
  '--no-bots',
  '--where',
  '--cores',
  '--workers',
  '--memory',
];

/** Declared once: commander, --help and the tests of the README read this list. */
export const REVIEW_OPTIONS: readonly Option[] = [
  new Option('--db <file>', 'the store that logsplit analyze --db fills'),
  new Option('--week <week>', 'the week to review: 2026-W46, or W46 (default: the last whole one)'),
  new Option(
    '--against <what>',
    'what it is compared with: previous, baseline (up to eight weeks before it), a week',
  ).default('previous'),
  new Option('--zone <name>', 'the time zone whose days and weeks are meant: Europe/Berlin').default('UTC'),
  ...READ_OPTIONS.filter(({ long }) => ABOUT_REQUESTS.includes(long!)),
  new Option('--output <kind>', 'what to print').choices(REVIEW_OUTPUTS).default('text'),
  new Option('--table <name>', 'the table that --output csv prints').choices(REVIEW_TABLES).default('changes'),
  ...ANALYZE_OPTIONS.filter(({ long }) => ['--output-file', '--csv', '--top'].includes(long!)),
  ...MAIL_OPTIONS,
];
