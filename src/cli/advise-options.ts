import { InvalidArgumentError, Option } from 'commander';
import { READ_OPTIONS, type ReadOptions } from './options.js';

export const ADVISE_TARGETS = ['nginx', 'caddy', 'cdn'] as const;
export type AdviseTarget = (typeof ADVISE_TARGETS)[number];

export interface AdviseOptions extends ReadOptions {
  root?: string;
  upstream?: string;
  sessionCookie?: string;
  cacheDir: string;
  out?: string;
  json?: boolean;
}

/** Declared once: commander, --help and the tests of the README read this list. */
export const ADVISE_OPTIONS: readonly Option[] = [
  ...READ_OPTIONS,
  new Option('--root <dir>', 'folder on this machine that holds the files, to be looked into').argParser(folder),
  new Option('--upstream <address>', 'the application as proxy_pass takes it (default: as the log names it)').argParser(
    upstream,
  ),
  new Option('--session-cookie <name>', 'visitors with this cookie are not answered from the cache').argParser(cookie),
  new Option('--cache-dir <dir>', "where nginx's cache may write")
    .default('/var/cache/nginx/logsplit')
    .argParser(folder),
  new Option('--out <dir>', 'write files for the blocks of the configuration into this folder'),
  new Option('--json', 'cdn: print the rules as JSON'),
];

// These become configuration as they are.
function folder(text: string): string {
  if (!/^\/[^\p{C}$"'\\;{}]*$/u.test(text)) {
    throw new InvalidArgumentError('It is an absolute path without quotes, $, ; or braces.');
  }
  return text;
}

function upstream(text: string): string {
  const address = text.includes('://') ? text : `http://${text}`;
  if (!/^https?:\/\/(?:unix:\/[\w./-]+:?|[\w.-]+(?::\d{1,5})?|\[[0-9a-f:]+\](?::\d{1,5})?)$/i.test(address)) {
    throw new InvalidArgumentError('It is a name or an address, for example app or http://127.0.0.1:8000.');
  }
  return address;
}

function cookie(text: string): string {
  if (!/^\w{1,100}$/.test(text)) throw new InvalidArgumentError('It is a name of letters, digits and underscores.');
  return text;
}
