import { UserError } from '../errors.js';
import type { Report } from '../report/types.js';
import { fatalSignal, raise } from './signals.js';
import { takeTerminal } from './terminal.js';

export interface DashboardIo {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** false: no colour codes at all. */
  readonly color: boolean;
  /** false: ASCII only. */
  readonly unicode: boolean;
}

/**
 * Shows a finished report until the user quits or the terminal goes away. A signal ends the process by that signal
 * after the terminal is restored. Throws a UserError where input or output is not a terminal.
 */
export async function runDashboard(report: Report, { stdin, stdout, color, unicode }: DashboardIo): Promise<void> {
  if (!stdin.isTTY || !stdout.isTTY) {
    throw new UserError(
      'The dashboard needs a terminal for its keys and its screen.',
      'Use --output text or --output json.',
    );
  }
  const mount = await importMount();
  const signal = fatalSignal();
  const terminal = takeTerminal(stdin, stdout);
  let received: NodeJS.Signals | null = null;
  try {
    const mounted = mount(report, { color, charset: unicode ? 'unicode' : 'ascii' }, { stdin, stdout }, terminal);
    received = await Promise.race([mounted.ended.then(() => null), signal.received]);
    mounted.unmount();
  } finally {
    terminal.release();
    signal.stop();
  }
  if (received !== null) raise(received);
}

/** React chooses its build when it is loaded; the one for development takes 2 GB for its records of 100,000 routes. */
async function importMount() {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  const { mount } = await import('./mount.js');
  if (before === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = before;
  return mount;
}
