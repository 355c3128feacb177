import type { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
// The test runner compiles JSX for React's development build, which must then be loaded before the product's choice.
import 'ink';
import 'react/jsx-dev-runtime';
import { describe, expect, it } from 'vitest';
import { runDashboard } from '../../src/dashboard/run.js';
import type { Source } from '../../src/dashboard/source.js';
import { UserError } from '../../src/errors.js';
import type { Report } from '../../src/report/types.js';
import { fixtureReport } from './fixture-report.js';

const still = (report: Report): Source => ({ report, log: null, news: null });

const RESTORED = '\x1b[?7h\x1b[?25h\x1b[?1049l';

function makeTerminal() {
  let isRaw = false;
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => {
      isRaw = raw;
      return stdin;
    },
    ref: () => stdin,
    unref: () => stdin,
  });
  Object.defineProperty(stdin, 'isRaw', { get: () => isRaw });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  let out = '';
  stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const io = {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    look: { palette: 'none', charset: 'unicode' } as const,
  };
  return { io, stdin, stdout, isRaw: () => isRaw, output: () => out };
}

async function until(isDone: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!isDone()) {
    if (Date.now() > deadline) throw new Error('it did not happen within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const listeners = (emitters: EventEmitter[]) =>
  emitters.map((one) => one.eventNames().map((name) => [name, one.listenerCount(name)]));

describe('the dashboard', () => {
  it.each(['q', '\x03'])('takes the terminal over, and gives it back on %j', async (key) => {
    const { io, stdin, isRaw, output } = makeTerminal();
    const ended = runDashboard(still(fixtureReport()), io);
    await until(() => output().includes('1 Overview') && isRaw());
    expect(output().startsWith('\x1b[?1049h\x1b[?25l\x1b[?7l')).toBe(true);
    stdin.write(key);
    await ended;
    expect(isRaw()).toBe(false);
    expect(output().endsWith(RESTORED)).toBe(true);
  });

  it('leaves no listener behind, on the process or on the streams', async () => {
    const { io, stdin, stdout, output } = makeTerminal();
    const all = () => listeners([process, stdin, stdout]);
    const before = all();
    const ended = runDashboard(still(fixtureReport()), io);
    await until(() => output().includes('1 Overview'));
    stdin.write('q');
    await ended;
    await until(() => JSON.stringify(all()) === JSON.stringify(before));
  });

  it('follows the terminal to another size', async () => {
    const { io, stdin, stdout, output } = makeTerminal();
    const ended = runDashboard(still(fixtureReport()), io);
    await until(() => output().includes('1 Overview'));
    Object.assign(stdout, { columns: 40, rows: 10 });
    stdout.emit('resize');
    await until(() => stripVTControlCharacters(output()).includes('it is 40x10, logsplit needs 60x20'));
    stdin.write('q');
    await ended;
  });

  it('takes keys that arrive together in their order, and draws once', async () => {
    const { io, stdin, output } = makeTerminal();
    const ended = runDashboard(still(fixtureReport()), io);
    await until(() => output().includes('1 Overview'));
    const drawn = output().length;
    stdin.write('2jjj');
    await until(() => output().includes('4/25'));
    expect(output().slice(drawn)).not.toMatch(/[123]\/25/);
    stdin.write('q');
    await ended;
  });

  it('ends when the terminal is gone, without an error', async () => {
    const { io, stdout, output } = makeTerminal();
    const ended = runDashboard(still(fixtureReport()), io);
    await until(() => output().includes('1 Overview'));
    stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await expect(ended).resolves.toBeNull();
  });

  it('ends when there is nobody left to press a key', async () => {
    const { io, stdin, output } = makeTerminal();
    const ended = runDashboard(still(fixtureReport()), io);
    await until(() => output().includes('1 Overview'));
    stdin.end();
    await expect(ended).resolves.toBeNull();
    expect(output().endsWith(RESTORED)).toBe(true);
  });

  it('gives the terminal back when drawing fails, and tells why', async () => {
    const { io, isRaw, output } = makeTerminal();
    const broken = { ...fixtureReport(), totals: null } as unknown as Report;
    await expect(runDashboard(still(broken), io)).rejects.toThrow(TypeError);
    expect(isRaw()).toBe(false);
    expect(output().endsWith(RESTORED)).toBe(true);
  });

  it.each(['stdin', 'stdout'] as const)('says what to do where %s is no terminal', async (stream) => {
    const { io } = makeTerminal();
    Object.assign(io[stream], { isTTY: false });
    await expect(runDashboard(still(fixtureReport()), io)).rejects.toThrow(UserError);
  });
});
