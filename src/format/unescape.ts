/** How nginx wrote a variable's bytes: log_format's escape= parameter. */
export const ESCAPES = ['default', 'json', 'none'] as const;
export type Escape = (typeof ESCAPES)[number];

const DEFAULT_RUN = /(?:\\x[0-9A-Fa-f]{2})+|\\(["\\nrtvbfa])/g;
const JSON_ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|(.))/gs;
const SIMPLE: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  b: '\b',
  f: '\f',
  a: '\x07',
};

/**
 * The text behind an escaped value. `default` undoes \xNN (a run of them is UTF-8; what is no UTF-8 becomes U+FFFD)
 * and the backslash forms that Apache writes; `json` undoes JSON's; `none` was never escaped.
 */
export function decodeValue(text: string, escaping: Escape): string {
  if (escaping === 'none' || !text.includes('\\')) return text;
  if (escaping === 'json') {
    return text.replace(JSON_ESCAPE, (_, hex: string | undefined, letter: string | undefined) =>
      hex === undefined ? (SIMPLE[letter!] ?? letter!) : String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
  return text.replace(DEFAULT_RUN, (run: string, letter: string | undefined) =>
    letter === undefined ? Buffer.from(run.replaceAll('\\x', ''), 'hex').toString('utf8') : (SIMPLE[letter] ?? letter),
  );
}
