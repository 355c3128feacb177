import { accessSync, constants, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { UserError } from '../errors.js';
import { formatChooser } from '../format/choose.js';
import { findInputs } from '../ingest/inputs.js';
import { cleanText } from '../render/clean.js';
import { CONFIG_NAMES } from './config/names.js';
import { configTemplate } from './config/template.js';
import type { Io } from './io.js';
import { write } from './write.js';

const NAME = 'logsplit.config.yaml';
/** Where servers write by default, and this folder. */
const USUAL_PLACES = ['/var/log/nginx', '/var/log/apache2', '/var/log/httpd', '/var/log/caddy', '.'];
const NGINX_CONF = '/etc/nginx/nginx.conf';

/** `logsplit init`: writes a configuration with every option in it. @param logs that it shall name */
export async function init(
  program: Command,
  logs: readonly string[],
  { force = false }: { force?: boolean },
  { stdout }: Io,
): Promise<void> {
  const there = CONFIG_NAMES.find((name) => name !== 'package.json' && existsSync(name) && !(force && name === NAME));
  if (there !== undefined) {
    throw new UserError(
      `There is a ${there} in this folder already.`,
      there === NAME ? 'Give --force to replace it.' : `Remove it first: it would be read, and ${NAME} would not.`,
    );
  }
  const files = logs.length > 0 ? logs : await usualLogs();
  const nginxConf = files.some((file) => file.includes('nginx')) && isReadable(NGINX_CONF) ? NGINX_CONF : null;
  await writeFile(NAME, configTemplate(program, { files, nginxConf })).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError(`${NAME} cannot be written (${cause.code}).`, 'Run it in a folder that is yours.', { cause });
  });
  const found =
    files.length === 0 ? 'no log was found to name in it' : `logs: ${files.map((f) => cleanText(f)).join(', ')}`;
  await write(stdout, `wrote ${NAME}; ${found}\n`);
}

/** The first usual place that has logs of requests. */
async function usualLogs(): Promise<string[]> {
  const choose = formatChooser(
    { name: null, logFormat: null, nginxConf: null, dateFormat: null, timeFormat: null },
    () => {},
  );
  for (const place of USUAL_PLACES) {
    try {
      if ((await findInputs([place], choose)).length > 0) return [place];
    } catch (error) {
      // A place without logs, or not ours to read.
      if (!(error instanceof UserError)) throw error;
    }
  }
  return [];
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
