import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENVIRONMENT } from './requirements.js';

export interface Service {
  signal(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

const running = new Set<number>();

// The last resort, if a test run ends without its teardown.
process.on('exit', () => {
  for (const group of running) signalGroup(group, 'SIGKILL');
});

/** Whether the process group still had somebody to signal. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function stopGroup(group: number): Promise<void> {
  signalGroup(group, 'SIGTERM');
  for (let waitedMs = 0; signalGroup(group, 0) && waitedMs < 3000; waitedMs += 20) await sleep(20);
  signalGroup(group, 'SIGKILL');
  running.delete(group);
}

function serviceOf(group: number): Service {
  return { signal: (signal) => void signalGroup(group, signal), stop: () => stopGroup(group) };
}

/** Starts a server in a process group of its own and waits until the URL answers; throws with its output if it dies. */
export async function startService(
  command: string,
  args: readonly string[],
  url: string,
  environment: Record<string, string> = {},
): Promise<Service> {
  const child = spawn(command, args, {
    detached: true,
    env: { ...ENVIRONMENT, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let ended: string | null = null;
  child.stdout.on('data', (bytes) => (output += bytes));
  child.stderr.on('data', (bytes) => (output += bytes));
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `ended with ${code ?? signal}`));
  if (child.pid !== undefined) running.add(child.pid);
  for (const started = Date.now(); ; await sleep(25)) {
    if (child.pid !== undefined && (await answers(url))) return serviceOf(child.pid);
    if (ended !== null || Date.now() - started > 15_000) {
      if (child.pid !== undefined) await stopGroup(child.pid);
      throw new Error(`${command} ${args.join(' ')}: ${ended ?? 'no answer'}\n${output}`);
    }
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.status < 500; // nginx says 502 while the application starts
  } catch {
    return false; // not listening yet
  }
}
