import type { CommandModel, OptionModel, Values } from './model.js';

/** A completion script for zsh, to be called _logsplit in a folder of $fpath, or evaluated behind compinit. */
export function zshCompletion(models: readonly CommandModel[]): string {
  return `#compdef logsplit
# zsh completion of logsplit: logsplit completions zsh > "\${fpath[1]}/_logsplit"
${models.map(functionOf).join('\n')}
if [[ $funcstack[1] == _logsplit ]]; then _logsplit "$@"; else compdef _logsplit logsplit; fi
`;
}

function functionOf({ path, commands, options, words, takesFiles }: CommandModel): string {
  const specs = options.map(optionSpec);
  if (commands.length === 0) {
    const all = words.length === 0 ? [] : [`'1:argument:(${words.join(' ')})'`];
    const rest = takesFiles ? ["'*:file:_files'"] : [];
    return `${nameOf(path)}() {\n  _arguments -s \\\n${[...specs, ...all, ...rest].map((spec) => `    ${spec}`).join(' \\\n')}\n}`;
  }
  const cases = commands.map(({ name }) => `        ${name}) ${nameOf(path === '' ? name : `${path} ${name}`)} ;;`);
  return `${nameOf(path)}() {
  local line state
  _arguments -C -s \\
${specs.map((spec) => `    ${spec}`).join(' \\\n')} \\
    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, description }) => `        ${quoted(`${name}:${description}`)}`).join('\n')}
      )
      _describe command commands ;;
    argument)
      case $line[1] in
${cases.join('\n')}
      esac ;;
  esac
}`;
}

function optionSpec({ flags, description, isRepeatable, values }: OptionModel): string {
  const about = `[${description.replace(/[[\]\\]/g, '\\$&')}]${actionOf(values)}`;
  if (isRepeatable) return quoted(`*${flags[0]}${about}`);
  if (flags.length === 1) return quoted(`${flags[0]}${about}`);
  return `${quoted(`(${flags.join(' ')})`)}{${flags.join(',')}}${quoted(about)}`;
}

function actionOf(values: Values): string {
  if (values === 'nothing') return '';
  if (values === 'files') return ':file:_files';
  if (values === 'folders') return ':folder:_files -/';
  if (values === 'anything') return ':value: ';
  return `:value:(${values.words.join(' ')})`;
}

function nameOf(path: string): string {
  return `_logsplit${path === '' ? '' : `_${path.replaceAll(' ', '_')}`}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
