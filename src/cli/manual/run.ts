import type { Command } from 'commander';
import { EXIT_CODES } from '../exit-codes.js';
import type { Io } from '../io.js';
import { version } from '../version.js';
import { write } from '../write.js';
import { manualPage } from './page.js';

const FILES = [
  [
    'logsplit.config.json, .yaml, .yml, .js, .mjs; package.json',
    'Options, found in the working directory or above it. logsplit init writes one.',
  ],
] as const;

const ENVIRONMENT = [
  ['NO_COLOR', 'Where it is set and not empty, no colour codes are written.'],
  ['CI', 'Where it is set, neither the dashboard nor progress is shown.'],
  ['TMPDIR', 'Where logs go that are larger than memory should hold.'],
] as const;

const EXAMPLES = [
  ['A dashboard on a terminal, a text report in a pipe.', 'logsplit analyze /var/log/nginx/access.log'],
  ['Why is a route called IO-bound?', "logsplit explain 'GET /orders/:uuid' access.log"],
  ['Configuration to include.', 'logsplit advise nginx access.log --root /srv/www'],
  ['A gate for CI.', "logsplit check access.log --max-p95 'GET /api/*=300ms' --max-error-rate 1%"],
] as const;

/** `logsplit man`: the manual page, made from the commands and their options. */
export async function manual(program: Command, { stdout }: Io): Promise<void> {
  const text = { version: version(), exits: EXIT_CODES, files: FILES, environment: ENVIRONMENT, examples: EXAMPLES };
  await write(stdout, manualPage(program, text));
}
