import type { CommandModel, OptionModel } from './model.js';

/** A completion script for bash 4 and newer. */
export function bashCompletion(models: readonly CommandModel[]): string {
  const nested = models.filter(({ path }) => path !== '');
  return `# bash completion of logsplit: source <(logsplit completions bash)
_logsplit() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= words= i
  # Bash takes --output=json for three words.
  if [[ $cur == = ]]; then cur=
  elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command/\${COMP_WORDS[i]}" in
${nested.map(({ path }) => `      '${stateBefore(path)}') command='${path}' ;;`).join('\n')}
    esac
  done
  case "$command:$prev" in
${models.flatMap(valueCases).join('\n')}
  esac
  case "$command" in
${models.map(wordCase).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
_logsplit_files() {
  local name
  COMPREPLY=()
  while IFS= read -r name; do COMPREPLY+=("$name"); done < <(compgen "$1" -- "$cur")
  compopt -o filenames 2>/dev/null
}
complete -F _logsplit logsplit
`;
}

/** As the loop has it when it comes to the command's last word: "db/info". */
function stateBefore(path: string): string {
  const words = path.split(' ');
  return `${words.slice(0, -1).join(' ')}/${words.at(-1)}`;
}

function valueCases({ path, options }: CommandModel): string[] {
  return options.flatMap((option) => {
    const reply = replyOf(option);
    if (reply === null) return [];
    return [`    ${option.flags.map((flag) => `'${path}:${flag}'`).join('|')}) ${reply}; return ;;`];
  });
}

function replyOf({ values }: OptionModel): string | null {
  if (values === 'nothing') return null;
  if (values === 'files') return '_logsplit_files -f';
  if (values === 'folders') return '_logsplit_files -d';
  if (values === 'anything') return 'COMPREPLY=()';
  return `COMPREPLY=($(compgen -W '${values.words.join(' ')}' -- "$cur"))`;
}

function wordCase({ path, commands, options, words, takesFiles }: CommandModel): string {
  const flags = options.flatMap((option) => option.flags.filter((flag) => flag.startsWith('--')));
  const names = [...commands.map(({ name }) => name), ...words];
  const otherwise = takesFiles
    ? `_logsplit_files -f; ${names.length === 0 ? '' : `COMPREPLY+=($(compgen -W '${names.join(' ')}' -- "$cur")); `}return`
    : `words='${names.join(' ')}'`;
  return `    '${path}') if [[ $cur == -* ]]; then words='${flags.join(' ')}'; else ${otherwise}; fi ;;`;
}
