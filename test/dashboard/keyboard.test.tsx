import { PassThrough } from 'node:stream';
import { render, useInput } from 'ink';
import { describe, expect, it } from 'vitest';
import { keyNames } from '../../src/dashboard/key-names.js';
import { BINDINGS } from '../../src/dashboard/keys.js';

function Probe({ names }: { names: string[] }) {
  useInput((input, key) => {
    names.push(...keyNames(input, key));
  });
  return null;
}

/** The names that what a terminal sends is known by, through ink. */
async function namesOf(...sent: string[]): Promise<string[]> {
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  const stdout = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  const names: string[] = [];
  const app = render(<Probe names={names} />, {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  for (const piece of sent) {
    stdin.write(piece);
    // Ink waits for the next turn to tell a lone Esc from the start of a sequence.
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  app.unmount();
  return names;
}

describe('keys', () => {
  it.each([
    ['letters', 'q', ['q']],
    ['capitals', 'G', ['G']],
    ['digits', '3', ['3']],
    ['a question mark', '?', ['?']],
    ['arrows', '\x1b[A\x1b[B', ['up', 'down']],
    ['arrows in application mode', '\x1bOA\x1bOB', ['up', 'down']],
    ['page up and down', '\x1b[5~\x1b[6~', ['pageup', 'pagedown']],
    ['home and end', '\x1b[H\x1b[F', ['home', 'end']],
    ['home and end as tmux and the console send them', '\x1b[1~\x1b[4~', ['home', 'end']],
    ['tab and shift-tab', '\t\x1b[Z', ['tab', 'shift+tab']],
    ['return', '\r', ['return']],
    ['both backspaces', '\x7f\b', ['backspace', 'backspace']],
    ['a lone Esc', '\x1b', ['escape']],
    ['Ctrl-C and Ctrl-Z', '\x03', ['ctrl+c']],
    ['a key held down, which arrives in one piece', 'jjj', ['j', 'j', 'j']],
    ['keys typed ahead', '2jj\r', ['2', 'j', 'j', 'return']],
    ['Ctrl-U behind Enter', '\r\x15', ['return', 'ctrl+u']],
    ['Ctrl-C behind other keys', 'jj\x03', ['j', 'j', 'ctrl+c']],
  ])('%s are told apart', async (_name, sent, names) => {
    expect(await namesOf(sent)).toEqual(names);
  });

  it('with Alt are none of ours', async () => {
    expect(await namesOf('\x1bq')).toEqual([]);
  });

  it('each mean one thing', () => {
    const keys = BINDINGS.flatMap((binding) => binding.keys);
    expect(keys.length).toBe(new Set(keys).size);
  });
});
