import { UserError } from '../errors.js';
import type { Look } from './look.js';
import { fatalSignal } from './signals.js';
import type { News, Source } from './source.js';
import { takeTerminal } from './terminal.js';

export interface DashboardIo {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly look: Look;
}

/**
 * Shows a log until the user quits, the terminal goes away or a signal ends it.
 * @returns the signal, by which the process is to end once it has closed what is open: see raise; null: another end
 * @throws UserError where input or output is not a terminal
 */
export async function runDashboard(
  source: Source,
  { stdin, stdout, look }: DashboardIo,
): Promise<NodeJS.Signals | null> {
  if (!stdin.isTTY || !stdout.isTTY) {
    throw new UserError(
      'The dashboard needs a terminal for its keys and its screen.',
      'Use --output text or --output json.',
    );
  }
  const mount = await loadDashboard();
  const signal = fatalSignal();
  const terminal = takeTerminal(stdin, stdout);
  let received: NodeJS.Signals | null = null;
  try {
    const mounted = mount(source, look, { stdin, stdout }, terminal);
    try {
      const failed = source.news === null ? [] : [failureOf(source.news, mounted.tell)];
      received = await Promise.race([mounted.ended.then(() => null), signal.received, ...failed]);
    } finally {
      await mounted.unmount();
    }
  } finally {
    terminal.release();
    signal.stop();
  }
  return received;
}

/** Tells news as they come. Rejects where they break off; that there are no more ends nothing. */
async function failureOf(news: AsyncIterable<News>, tell: (news: News) => void): Promise<never> {
  for await (const one of news) tell(one);
  return new Promise(() => {});
}

/**
 * Loads what draws; worth beginning early, since it takes longer than a small log to read.
 *
 * React chooses its build when it is loaded; the one for development takes 2 GB for its records of 100,000 routes. Ink
 * decides about colours then, and would draw none in CI or where it does not know the terminal's name.
 */
export async function loadDashboard() {
  const { NODE_ENV, FORCE_COLOR } = process.env;
  Object.assign(process.env, { NODE_ENV: 'production', FORCE_COLOR: FORCE_COLOR || '1' });
  try {
    const { mount } = await import('./mount.js');
    return mount;
  } finally {
    restoreEnv({ NODE_ENV, FORCE_COLOR });
  }
}

function restoreEnv(before: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
