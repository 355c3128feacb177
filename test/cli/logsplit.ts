import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Surroundings {
  input?: string | Buffer;
  /** In place of `input`. */
  inputFile?: string;
  env?: Record<string, string>;
  cwd?: string;
  /** Blocks of half a KiB that a file may have, at most. */
  mostFileBlocks?: number;
}

/** Runs the built program as a user would, in the project's folder, with pipes for all three streams. */
export function logsplit(
  args: readonly string[],
  { input = '', inputFile, env = {}, cwd = ROOT, mostFileBlocks }: Surroundings = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const surroundings = { cwd, env: { ...process.env, ...env } };
    const own = [MAIN, ...args];
    const child =
      mostFileBlocks === undefined
        ? spawn(process.execPath, own, surroundings)
        : spawn('sh', ['-c', `ulimit -f ${mostFileBlocks}; exec "$0" "$@"`, process.execPath, ...own], surroundings);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // A program that stops before it has read everything closes the pipe: that is its right.
    child.stdin.on('error', () => {});
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
    if (inputFile === undefined) child.stdin.end(input);
    else createReadStream(inputFile).pipe(child.stdin);
  });
}
