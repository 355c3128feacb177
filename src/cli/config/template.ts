import type { Command, Option } from 'commander';
import { ListOption } from '../list-option.js';
import { NOT_SET } from './settings.js';

/** What is known already, which the file then sets. */
export interface Guess {
  files: readonly string[];
  nginxConf: string | null;
}

/** A configuration with every option of every command but `db …` in it, as comments but for what is known. */
export function configTemplate(program: Command, { files, nginxConf }: Guess): string {
  const commands = program.commands.filter((command) => command.name() !== 'init');
  const uses = (option: Option): number => commands.filter((command) => command.options.includes(option)).length;
  const all = [...new Set([...program.options, ...commands.flatMap((command) => command.options)])].filter(
    (option) => !NOT_SET.includes(option.attributeName()),
  );
  const common = all.filter((option) => program.options.includes(option) || uses(option) > 1);
  const lines = [
    '# Options of logsplit, for this folder and those below it. The command line goes first; lists it replaces.',
    '# Take the # away from an option to set it. logsplit COMMAND --print-config prints what is in effect.',
    '',
    '# Logs, directories and patterns that are read where the command line names none, from this folder on.',
    ...(files.length === 0 ? ['#files: []'] : ['files:', ...files.map((file) => `  - ${JSON.stringify(file)}`)]),
    '',
    '# Of every command that takes them:',
    ...common.flatMap((option) =>
      option.attributeName() === 'nginxConf' && nginxConf !== null
        ? ['', `# ${option.description}`, `nginxConf: ${JSON.stringify(nginxConf)}`]
        : ['', ...entry(option, '')],
    ),
  ];
  for (const command of commands) {
    const own = command.options.filter((option) => all.includes(option) && !common.includes(option));
    if (own.length === 0) continue;
    lines.push('', `# Of logsplit ${command.name()} alone:`, `#${command.name()}:`);
    for (const option of own) lines.push(...entry(option, '  '));
  }
  return `${lines.join('\n')}\n`;
}

function entry(option: Option, indent: string): string[] {
  const value = exampleOf(option);
  return [
    `${indent === '' ? '' : '#'}${indent}# ${option.description}`,
    `#${indent}${option.attributeName()}:${value === '' ? '' : ` ${value}`}`,
  ];
}

function exampleOf(option: Option): string {
  if (option.negate) return 'false';
  if (option.isBoolean()) return 'true';
  if (option instanceof ListOption) return '[]';
  if (option.argChoices !== undefined) return option.argChoices[0]!;
  const { defaultValue } = option;
  const isShort = typeof defaultValue === 'string' || (typeof defaultValue === 'number' && defaultValue < 1e6);
  return isShort ? String(defaultValue) : '';
}
