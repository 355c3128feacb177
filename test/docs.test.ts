import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { INSTRUMENT_PARTS } from '../src/advice/instrument/parts.js';
import { EXIT_CODES } from '../src/cli/exit-codes.js';
import { OUTPUTS } from '../src/cli/options.js';
import { buildProgram } from '../src/cli/program.js';
import { UNITS } from '../src/cpu/series.js';
import { FORMAT_NAMES } from '../src/format/names.js';
import { ACTIONS, BOUNDS, CONFIDENCES, CONTENTS, SERVERS } from '../src/record/vocabulary.js';
import { ANALYSIS_TABLES } from '../src/render/analysis/tables.js';
import { RUNGS } from '../src/report/types.js';
import { logsplit } from './cli/logsplit.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string): string => readFileSync(resolve(ROOT, name), 'utf8');
const readme = read('README.md');
const program = buildProgram({ stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: {} });

test('every command and option is in the README', () => {
  const nested = program.commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command]));
  for (const command of nested) {
    const parent = command.parent === program ? [] : [command.parent!.name()];
    const signature = [
      ...parent,
      command.name(),
      ...command.registeredArguments.map((a) => {
        const name = a.variadic ? `${a.name()}...` : a.name();
        return a.required ? `<${name}>` : `[${name}]`;
      }),
    ];
    expect(readme).toContain(`### \`logsplit ${signature.join(' ')}\``);
    for (const option of command.options) expect(readme).toContain(`| \`${option.flags}\` |`);
  }
  for (const option of program.options) expect(readme).toContain(`\`${option.flags}\``);
});

test('every choice is in the README', () => {
  for (const name of FORMAT_NAMES)
    expect(readme).toMatch(new RegExp(`^\\| (?:\`\\w+\`, )*\`${name}\`(?:, \`\\w+\`)* \\|`, 'm'));
  for (const bound of BOUNDS) expect(readme).toContain(`| \`${bound}\` |`);
  for (const word of [
    ...OUTPUTS,
    ...ANALYSIS_TABLES,
    ...CONFIDENCES,
    ...ACTIONS,
    ...INSTRUMENT_PARTS,
    ...Object.keys(UNITS),
  ])
    expect(readme).toContain(`\`${word}\``);
  for (const server of SERVERS) expect(readme).toContain(`"${server}"`);
  for (const content of CONTENTS) expect(readme).toContain(`"${content}"`);
});

test('every exit code is in the README', () => {
  const source = read('src/cli/program.ts');
  const codes = /export type ExitCode = ([\d |]+)/
    .exec(source)![1]!
    .split('|')
    .map((code) => code.trim());
  for (const code of codes) expect(readme).toContain(`| ${code} | `);
  expect(codes).toEqual(EXIT_CODES.map(([code]) => code));
});

test('every rung that is built is in the account of the evidence', () => {
  const evidence = read('docs/evidence.md');
  for (const rung of RUNGS.filter((rung) => rung !== 'R4')) expect(evidence).toContain(`## ${rung}: `);
});

test('commands in the README exist', () => {
  const named = [...readme.matchAll(/\blogsplit ([a-z]+)\b/g)].map((m) => m[1]!);
  const known = new Set(program.commands.map((command) => command.name()));
  const prose = new Set(['reads', 'says', 'takes', 'tells']);
  expect(named.filter((name) => !known.has(name) && !prose.has(name))).toEqual([]);
});

test('npm scripts in the README exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const [, name] of readme.matchAll(/npm run (?:--silent )?([a-z-]+)/g))
    expect(Object.keys(scripts)).toContain(name);
});

test('the block in the README is what the demo prints', async () => {
  const block = /```\n\$ npm run demo\n([\s\S]*?)\n```/.exec(readme)?.[1];
  const { stdout } = await logsplit(['analyze', 'samples/timed-cpu.log', '--output', 'text']);
  const parts = block!.split(/^\[…\]\n?/m).filter((part) => part !== '');
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(stdout).toContain(part);
});

test.each([
  'README.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'docs/evidence.md',
  'docs/compiling.md',
  'docs/dashboard.md',
  'docs/review.md',
  'docs/storing.md',
  'docs/whatif.md',
  'samples/README.md',
])('links of %s lead somewhere', (name) => {
  const targets = [...read(name).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map((m) => m[1]!);
  expect(targets.filter((target) => !existsSync(resolve(ROOT, dirname(name), target)))).toEqual([]);
});
