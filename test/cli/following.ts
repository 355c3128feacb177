import { spawn } from 'node:child_process';
import type { Report } from '../../src/report/types.js';
import { MAIN } from './logsplit.js';

/** A process that follows a log and reports as JSON. */
export interface Following {
  /** Waits for a text on standard error. */
  said(text: string): Promise<void>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; stderr: string; report: Report }>;
  kill(): void;
}

/** What it says once it has read what is there. */
export const STARTED = 'logsplit: following';

export function follow(log: string, ...args: string[]): Following {
  const command = [MAIN, 'analyze', '-f', log, '--output', 'json', '--no-route-templates', ...args];
  const child = spawn(process.execPath, command);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    async said(text) {
      while (!stderr.includes(text)) {
        await Promise.race([new Promise((resolve) => child.stderr.once('data', resolve)), closed]);
        if (child.exitCode !== null && !stderr.includes(text)) throw new Error(`it ended, saying ${stderr}`);
      }
    },
    async end(signal) {
      child.kill(signal);
      const code = await closed;
      return { code, stderr, report: JSON.parse(stdout) as Report };
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
