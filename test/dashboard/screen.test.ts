import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Screen } from '../../src/dashboard/screen.js';

function makeScreen(columns = 80, rows = 24) {
  const terminal = new PassThrough();
  const screen = new Screen(terminal, { columns, rows });
  const painted = () => (terminal.read() as Buffer | null)?.toString() ?? '';
  return { screen, painted };
}

describe('the screen', () => {
  it('is cleared once, and then only lines that changed are painted', () => {
    const { screen, painted } = makeScreen();
    screen.write('one\ntwo\nthree');
    const first = painted();
    expect(first).toContain('\x1b[2J');
    expect(first).toContain('\x1b[2;1Htwo');
    screen.write('one\n2\nthree');
    const second = painted();
    expect(second).toContain('\x1b[2;1H\x1b[0m\x1b[2K2');
    expect(second).not.toMatch(/one|three|\x1b\[2J/);
  });

  it('writes nothing for a frame like the last one', () => {
    const { screen, painted } = makeScreen();
    screen.write('one');
    painted();
    screen.write('one');
    screen.write('');
    expect(painted()).toBe('');
  });

  it('erases lines that a shorter frame no longer has', () => {
    const { screen, painted } = makeScreen();
    screen.write('one\ntwo');
    painted();
    screen.write('one');
    expect(painted()).toContain('\x1b[2;1H\x1b[0m\x1b[2K');
  });

  it('is painted whole after the terminal has changed', () => {
    const { screen, painted } = makeScreen();
    screen.write('one\ntwo');
    painted();
    screen.reset({ columns: 60, rows: 20 });
    screen.write('one\ntwo');
    expect(painted()).toMatch(/\x1b\[2J.*one.*two/s);
  });

  it('never reaches the last row, never scrolls, and leaves the scrollback alone', () => {
    const { screen, painted } = makeScreen(80, 5);
    screen.write(Array.from({ length: 30 }, (_, i) => `line ${i}`).join('\n'));
    const out = painted();
    expect(out).toContain('\x1b[4;1Hline 3');
    expect(out).not.toContain('line 4');
    expect(out).not.toMatch(/\n|\x1b\[3J/);
  });
});
