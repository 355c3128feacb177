import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHELLS } from '../../../src/cli/completions/shells.js';
import { Tmux } from '../../dashboard/tmux.js';
import { logsplit } from '../logsplit.js';
import { describeWithProgram } from './support.js';

let dir: string;
const script = (shell: string): string => join(dir, `completion.${shell}`);

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'logsplit-completions-'));
  mkdirSync(join(dir, 'logs'));
  for (const name of ['my site.log', 'nginx.conf']) writeFileSync(join(dir, 'logs', name), '');
  for (const shell of SHELLS) writeFileSync(script(shell), (await logsplit(['completions', shell])).stdout);
});
afterAll(() => rmSync(dir, { recursive: true }));

/** What is typed, and what is offered. */
const CASES: [typed: string, offered: string[]][] = [
  ['logsplit an', ['analyze']],
  ['logsplit analyze --outp', ['--output', '--output-file']],
  ['logsplit explain x --output ', ['json', 'text']],
  ['logsplit db ', ['compact', 'export', 'forget', 'info']],
  ['logsplit db info --js', ['--json']],
  ['logsplit advise cad', ['caddy']],
  ['logsplit analyze my', ['my site.log']],
  ['logsplit analyze --nginx-conf ngi', ['nginx.conf']],
  ['logsplit formats kon', ['kong', 'kong_json']],
  ['logsplit analyze --format gor', ['gorouter']],
  ['logsplit check --max-p95 ', []],
  ['logsplit completions ', ['bash', 'fish', 'zsh']],
];

describeWithProgram('bash', () => {
  const run = (words: readonly string[]): string[] =>
    execFileSync(
      'bash',
      [
        '-c',
        `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _logsplit 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`,
        script('bash'),
        ...words,
      ],
      { cwd: join(dir, 'logs'), encoding: 'utf8' },
    )
      .split('\n')
      .filter((line) => line !== '');

  it.each(CASES)('%s', (typed, offered) => {
    expect(run(typed.split(' ')).sort()).toEqual(offered);
  });

  it('takes --output=js for what it is', () => {
    expect(run(['logsplit', 'analyze', '--output', '=', 'js'])).toEqual(['json']);
  });
});

describeWithProgram('fish', () => {
  it.each(CASES)('%s', (typed, offered) => {
    const out = execFileSync('fish', ['-c', `source ${script('fish')}; complete -C '${typed}'`], {
      cwd: join(dir, 'logs'),
      encoding: 'utf8',
      env: { ...process.env, HOME: dir },
    });
    const words = out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t')[0]!.replaceAll('\\ ', ' '));
    expect(words.sort()).toEqual(offered);
  });
});

describeWithProgram('zsh', () => {
  it.skipIf(!Tmux.isThere())('completes commands, options, their values and files', async () => {
    const tmux = new Tmux(120, 40, 'zsh -f');
    try {
      tmux.type(
        `PROMPT='> '; cd ${dir}/logs; autoload -Uz compinit; compinit -D -u; source ${script('zsh')}; clear; echo ready`,
      );
      await tmux.see(/^ready$/m);
      for (const { typed, whole } of [
        { typed: 'logsplit ana', whole: 'logsplit analyze' },
        { typed: 'logsplit analyze --output-', whole: 'logsplit analyze --output-file' },
        { typed: 'logsplit analyze --output js', whole: 'logsplit analyze --output json' },
        { typed: 'logsplit db inf', whole: 'logsplit db info' },
        { typed: 'logsplit advise cad', whole: 'logsplit advise caddy' },
        { typed: 'logsplit analyze my', whole: 'logsplit analyze my\\ site.log' },
        { typed: 'logsplit formats gorou', whole: 'logsplit formats gorouter' },
      ]) {
        tmux.press(typed, 'Tab');
        await tmux.see(`> ${whole}`);
        tmux.press('C-u');
      }
    } finally {
      tmux.close();
    }
  });
});
