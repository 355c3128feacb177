import { ESCAPES, type Escape } from '../unescape.js';
import type { Directive } from './parse.js';
import type { ConfLogFormat } from './read.js';

const ESCAPE_OPTION = 'escape=';
const WORD_START = /^[A-Za-z0-9_]/;
const ENDS_IN_BARE_VARIABLE = /\$([A-Za-z0-9_]+)$/;

/** The format that a log_format directive defines, or a phrase that says why nginx would refuse it. */
export function readLogFormat({ args, file, line }: Directive): ConfLogFormat | string {
  const [name, ...rest] = args;
  const option = rest[0]?.startsWith(ESCAPE_OPTION) ? rest.shift()!.slice(ESCAPE_OPTION.length) : 'default';
  if (name === undefined || args.length < 2) return 'has no name or no format';
  if (!isEscape(option)) return `has an escape= that is none of ${ESCAPES.join(', ')}`;
  return { name, escape: option, format: join(rest), file, line };
}

function isEscape(option: string): option is Escape {
  return (ESCAPES as readonly string[]).includes(option);
}

/** nginx reads each argument by itself: '$status' 'ms' is a variable and "ms", never $statusms. */
function join(args: readonly string[]): string {
  const parts = args.filter((part) => part !== '');
  return parts
    .map((part, i) => {
      const bare = WORD_START.test(parts[i + 1] ?? '') ? ENDS_IN_BARE_VARIABLE.exec(part) : null;
      return bare ? `${part.slice(0, bare.index)}\${${bare[1]}}` : part;
    })
    .join('');
}
