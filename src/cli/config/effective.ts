import { basename } from 'node:path';
import type { Command, Option } from 'commander';
import { cleanText } from '../../render/clean.js';
import { textTable } from '../../render/text-table.js';
import type { GivenTexts } from './given-texts.js';
import { NOT_SET, nameOf, ownerOf, type Settings } from './settings.js';

export interface Effective {
  /** Of the configuration; null: there is none. */
  path: string | null;
  /** What it says that the command line leaves open. */
  settings: Settings;
  given: GivenTexts;
}

/** The options that a command has in effect, and where each comes from. */
export function renderEffective(program: Command, command: Command, effective: Effective): string {
  const { path, settings } = effective;
  const files = settings.files ?? command.args;
  const options = [...program.options, ...command.options].filter((o) => !NOT_SET.includes(o.attributeName()));
  const rows = options.map((option) => rowOf(option, program, command, effective));
  const table = textTable(
    [
      { title: 'key', align: 'left' },
      { title: 'value', align: 'left', flexible: true },
      { title: 'set by', align: 'left' },
    ],
    [['arguments', files.join(' ') || '-', settings.files === null ? 'command line' : nameOfFile(path)], ...rows],
    160,
    0,
  );
  return `# logsplit ${nameOf(command, program)}; configuration: ${path === null ? 'none' : cleanText(path)}\n${table.join('\n')}\n`;
}

function rowOf(option: Option, program: Command, command: Command, { path, settings, given }: Effective): string[] {
  const key = option.attributeName();
  const source = ownerOf(option, program, command).getOptionValueSource(key);
  if (source === 'cli') return [key, given.get(option)?.join(', ') ?? '', 'command line'];
  const set = settings.options.get(option);
  if (set !== undefined) return [key, set.told, nameOfFile(path)];
  const byDefault: unknown = option.defaultValueDescription ?? option.defaultValue;
  return [key, String(byDefault ?? (option.negate ? 'true' : '-')), 'default'];
}

function nameOfFile(path: string | null): string {
  return basename(path ?? '');
}
