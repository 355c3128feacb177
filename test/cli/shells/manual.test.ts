import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { EXIT_CODES } from '../../../src/cli/exit-codes.js';
import { buildProgram } from '../../../src/cli/program.js';
import { logsplit } from '../logsplit.js';
import { describeWithProgram } from './support.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const program = buildProgram({ stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: {} });
let page: string;

beforeAll(async () => {
  page = (await logsplit(['man'])).stdout;
});

it('is the one that the package ships', () => {
  expect(readFileSync(`${ROOT}/man/logsplit.1`, 'utf8')).toBe(page);
});

describeWithProgram('mandoc', () => {
  const format = (...args: string[]): string => execFileSync('mandoc', args, { input: page, encoding: 'utf8' });

  it('finds no fault in it', () => {
    // The page has no date, of which it would warn.
    expect(format('-T', 'lint', '-W', 'error')).toBe('');
  });

  it('shows every command, argument, option and exit code', () => {
    // A bold letter is printed twice, an underlined one over a line.
    const shown = format('-T', 'ascii', '-O', 'width=1000').replace(/.\x08/g, '');
    for (const command of program.commands.flatMap((one) => (one.commands.length > 0 ? one.commands : [one]))) {
      const name = command.parent === program ? command.name() : `${command.parent!.name()} ${command.name()}`;
      expect(shown).toMatch(new RegExp(`^ {3}logsplit ${name}`, 'm'));
      for (const option of command.options) expect(shown).toContain(option.long);
    }
    for (const option of program.options) expect(shown).toContain(option.flags.replace(/[<>]/g, ''));
    for (const [code] of EXIT_CODES) expect(shown).toMatch(new RegExp(`^ {7}${code}\\b`, 'm'));
  });
});
