/** What a command may touch of the process; tests pass their own. */
export interface Io {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  env: NodeJS.ProcessEnv;
}

/** Whether colour codes may be written to the stream: https://no-color.org, a dumb terminal, and --no-color say no. */
export function wantsColor(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv, flag: boolean): boolean {
  if (!flag || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb') return false;
  return stream.isTTY === true;
}

/** Terminals whose fonts end with ASCII or the first hundreds of characters, whatever the locale says. */
const ASCII_TERMINALS = /^(?:dumb|linux|ansi|cons25|sun|vt\d+)\b/;

/** Whether the locale and the terminal show more than ASCII. */
export function wantsUnicode(env: NodeJS.ProcessEnv): boolean {
  if (ASCII_TERMINALS.test(env.TERM ?? '')) return false;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return /utf-?8/i.test(locale);
}

/** How wide text may be: as the terminal is, within what is good to read. */
export function textColumns(stream: NodeJS.WriteStream): number {
  return Math.max(60, Math.min(stream.isTTY ? (stream.columns ?? 80) : 80, 120));
}
