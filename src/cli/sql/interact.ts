import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { UserError } from '../../errors.js';
import { cleanText } from '../../render/clean.js';
import type { Io } from '../io.js';
import { write } from '../write.js';

const HELP = `A query ends with a semicolon and may take several lines. Ctrl-C breaks one off.
.tables  the views and their columns
.help    this
.quit    ends, as Ctrl-D does
`;

const TABLES = `requests        time client host "user" method path query route protocol malformed_request status status_class bytes
                request_bytes referrer agent browser os device bot content served_by request_s upstream_s
                upstream_connect_s upstream_header_s upstream_attempts upstream_asked upstream_addr cache_status
                content_type cpu_s app_s wait_s extra file line
route_summary   method host route content requests app_requests errors bytes upstream_total_s request_p50_s
                request_p95_s request_p99_s
rejected_lines  file line byte_offset reason sample
logs            file format lines parsed rejected ignored fault
`;

const MOST_HISTORY = 500;

/**
 * Asks for queries on the terminal until there are no more; errors are told, and the next one is asked for.
 * @param answer what a query gives, as text
 */
export async function interact(
  answer: (sql: string) => Promise<string>,
  interrupt: () => void,
  { stdin, stdout, stderr, env }: Io,
): Promise<void> {
  const path = join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'logsplit', 'sql-history');
  const history = readHistory(path);
  const lines = createInterface({ input: stdin, output: stdout, history: [...history], historySize: MOST_HISTORY });
  let pending = '';
  let isAsking = false;
  lines.on('SIGINT', () => {
    if (isAsking) interrupt();
    pending = '';
    stdout.write('\n');
    prompt();
  });
  lines.on('history', (all: string[]) => keepHistory(path, all));
  const prompt = (): void => {
    lines.setPrompt(pending === '' ? 'sql> ' : '  -> ');
    lines.prompt();
  };
  stdout.write('.help tells more; .quit ends.\n');
  prompt();
  for await (const line of lines) {
    const command = pending === '' ? line.trim() : '';
    if (command === '.quit' || command === '.exit') break;
    if (command.startsWith('.')) {
      stdout.write(command === '.tables' ? TABLES : HELP);
    } else {
      pending = `${pending}${line}\n`;
      if (/;\s*$/.test(line)) {
        const query = pending.replace(/;\s*$/, '');
        pending = '';
        isAsking = true;
        await answer(query).then(
          (text) => write(stdout, text),
          (error: unknown) => {
            if (!(error instanceof UserError)) throw error;
            stderr.write(`${cleanText(error.message)}\n`);
          },
        );
        isAsking = false;
      } else if (pending.trim() === '') pending = '';
    }
    prompt();
  }
  lines.close();
}

function readHistory(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean);
  } catch {
    // There is none yet.
    return [];
  }
}

function keepHistory(path: string, lines: readonly string[]): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // A query may hold what its author would not show to others.
    writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 });
  } catch {
    // A home that cannot be written to keeps nobody from asking.
  }
}
