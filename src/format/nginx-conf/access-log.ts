import type { Directive } from './parse.js';
import type { ConfAccessLog } from './read.js';

/** What an access_log directive says, or null where it says nothing. */
export function readAccessLog({ args, file, line }: Directive, context: string): ConfAccessLog | null {
  const [target, format = 'combined', ...options] = args;
  if (!target) return null;
  const place = { context, file, line };
  if (target === 'off') return { path: '', format: '', off: true, options: args.slice(1), ...place };
  if (target.startsWith('syslog:')) return { path: '', format, off: false, options: [target, ...options], ...place };
  return { path: target, format, off: false, options, ...place };
}
