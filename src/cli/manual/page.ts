import type { Argument, Command, Option } from 'commander';

/** What stands in the manual beside the commands and their options. */
export interface ManualText {
  version: string;
  /** Exit codes and what they mean. */
  exits: readonly (readonly [code: string, meaning: string])[];
  files: readonly (readonly [name: string, meaning: string])[];
  environment: readonly (readonly [name: string, meaning: string])[];
  examples: readonly (readonly [what: string, command: string])[];
}

/** The manual page logsplit(1) as man(7) macros, made from the program's commands. */
export function manualPage(program: Command, text: ManualText): string {
  const commands = program.commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command]));
  const uses = (option: Option): number => commands.filter((command) => command.options.includes(option)).length;
  const shared = [...new Set(commands.flatMap((command) => command.options))].filter((option) => uses(option) > 1);
  return [
    // No date: the same program makes the same page.
    `.TH LOGSPLIT 1 "" "logsplit ${escaped(text.version)}" "User Commands"`,
    '.SH NAME',
    `logsplit \\- ${escaped(lowerFirst(program.description()))}`,
    '.SH SYNOPSIS',
    ...commands.flatMap((command, i) => [...(i === 0 ? [] : ['.br']), synopsis(command, program)]),
    '.SH DESCRIPTION',
    escaped(
      'logsplit reads access logs and says, for each route, which lever pays: offload it to a web server, a CDN or a cache; compile its code; or leave the code alone and change how it waits.',
    ),
    '.PP',
    escaped('The answer goes to standard output, everything else to standard error.'),
    '.SH COMMANDS',
    ...commands.flatMap((command) => commandText(command, program, shared)),
    '.SH "SHARED OPTIONS"',
    ...shared.flatMap(optionText),
    '.SH "OPTIONS OF EVERY COMMAND"',
    ...program.options.flatMap(optionText),
    ...listed('EXIT STATUS', text.exits),
    ...listed('ENVIRONMENT', text.environment),
    ...listed('FILES', text.files),
    '.SH EXAMPLES',
    ...text.examples.flatMap(([what, command]) => ['.TP', `.B ${escaped(command)}`, escaped(what)]),
    '.SH "SEE ALSO"',
    '.BR nginx (8),',
    '.BR goaccess (1)',
    '',
  ].join('\n');
}

function synopsis(command: Command, program: Command): string {
  const parameters = command.registeredArguments.map(parameterText).join(' ');
  return `.B logsplit ${nameOf(command, program)}\n[\\fIoptions\\fR]${parameters === '' ? '' : ` ${parameters}`}`;
}

function commandText(command: Command, program: Command, shared: readonly Option[]): string[] {
  const parameters = command.registeredArguments;
  const own = command.options.filter((option) => !shared.includes(option));
  const others = command.options
    .filter((option) => shared.includes(option))
    .map((option) => option.long ?? option.flags);
  return [
    `.SS "logsplit ${nameOf(command, program)}${parameters.map((p) => ` ${escaped(signature(p))}`).join('')}"`,
    `${escaped(upperFirst(command.description()))}.`,
    ...parameters.flatMap((parameter) => [
      '.TP',
      `.I ${escaped(parameter.name())}`,
      escaped(parameterAbout(parameter)),
    ]),
    ...own.flatMap(optionText),
    ...(others.length === 0 ? [] : ['.PP', `Shared options: ${escaped(others.join(', '))}.`]),
  ];
}

function parameterAbout({ description, argChoices }: Argument): string {
  return argChoices === undefined ? description : `${description}: ${argChoices.join(', ')}`;
}

function optionText(option: Option): string[] {
  const [, names, value = ''] = /^(.*?)(?:\s+(<.*>))?$/.exec(option.flags)!;
  const byDefault = option.defaultValueDescription ?? option.defaultValue;
  const shown = typeof byDefault === 'string' || typeof byDefault === 'number' ? ` Default: ${byDefault}.` : '';
  const choices = option.argChoices === undefined ? '' : `: ${option.argChoices.join(', ')}`;
  return [
    '.TP',
    `\\fB${escaped(names!)}\\fR${value === '' ? '' : ` \\fI${escaped(value.slice(1, -1))}\\fR`}`,
    escaped(`${option.description}${choices}.${shown}`),
  ];
}

function listed(title: string, entries: readonly (readonly [string, string])[]): string[] {
  return [`.SH "${title}"`, ...entries.flatMap(([name, meaning]) => ['.TP', `.B ${escaped(name)}`, escaped(meaning)])];
}

function nameOf(command: Command, program: Command): string {
  return command.parent === program ? command.name() : `${command.parent?.name()} ${command.name()}`;
}

function parameterText(parameter: Argument): string {
  const name = `\\fI${escaped(parameter.name())}\\fR${parameter.variadic ? '...' : ''}`;
  return parameter.required ? name : `[${name}]`;
}

function signature(parameter: Argument): string {
  const name = `${parameter.name()}${parameter.variadic ? '...' : ''}`;
  return parameter.required ? name : `[${name}]`;
}

/** Text as roff takes it literally. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('"', '\\(dq')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replace(/^\./gm, '\\&.')
    .replace(/[^\x20-\x7e\n]/gu, (char) => `\\[u${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`);
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function lowerFirst(text: string): string {
  return (text.slice(0, 1).toLowerCase() + text.slice(1)).replace(/\.$/, '');
}
