import type { CommandModel, OptionModel, Values } from './model.js';

/** A completion script for fish. */
export function fishCompletion(models: readonly CommandModel[]): string {
  const lines = models.flatMap((model) => {
    const where = conditionOf(model);
    return [
      ...model.commands.map(({ name, description }) => `${where} -a ${name} -d ${quoted(description)}`),
      ...(model.words.length === 0 ? [] : [`${where} -a ${quoted(model.words.join(' '))}`]),
      ...(model.takesFiles ? [`${where} -F`] : []),
      ...model.options.map((option) => `${where} ${optionOf(option)}`),
    ];
  });
  return `# fish completion of logsplit: logsplit completions fish > ~/.config/fish/completions/logsplit.fish
complete -c logsplit -f
${lines.join('\n')}
`;
}

function conditionOf({ path, commands }: CommandModel): string {
  if (path === '') return 'complete -c logsplit -n __fish_use_subcommand';
  const words = path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const none = commands.map(({ name }) => name).join(' ');
  const tests = [...words, ...(none === '' ? [] : [`not __fish_seen_subcommand_from ${none}`])];
  return `complete -c logsplit -n ${quoted(tests.join('; and '))}`;
}

function optionOf({ flags, description, values }: OptionModel): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return `${names.join(' ')}${takes(values)} -d ${quoted(description)}`;
}

function takes(values: Values): string {
  if (values === 'nothing') return '';
  if (values === 'files') return ' -r -F';
  if (values === 'folders') return " -x -a '(__fish_complete_directories)'";
  if (values === 'anything') return ' -x';
  return ` -x -a ${quoted(values.words.join(' '))}`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
