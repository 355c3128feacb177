import type { Escape } from '../../../src/format/unescape.js';

/** What each variable of a request is; null or absent: nginx has no value for it. */
export type Values = Readonly<Record<string, string | null>>;

const VARIABLE = /\$(?:\{([A-Za-z0-9_]+)\}|([A-Za-z0-9_]+))/g;

/** The names of a log_format's variables, in its order. */
export function variablesOf(format: string): string[] {
  return [...format.matchAll(VARIABLE)].map((m) => m[1] ?? m[2]!);
}

/** The line that nginx writes: every variable replaced by its escaped value, all else as it stands. */
export function printLine(format: string, values: Values, escaping: Escape = 'default'): string {
  return format.replace(VARIABLE, (_, braced?: string, plain?: string) => {
    const value = values[braced ?? plain!] ?? null;
    if (value === null) return escaping === 'default' ? '-' : '';
    return ESCAPERS[escaping](value);
  });
}

const ESCAPERS: Record<Escape, (value: string) => string> = { default: escapeBytes, json: escapeJson, none: (v) => v };

/** nginx's default: bytes below 32, above 126, the double quote and the backslash become \xHH. */
function escapeBytes(value: string | Buffer): string {
  return [...Buffer.from(value as string)]
    .map((byte) =>
      byte < 32 || byte > 126 || byte === 0x22 || byte === 0x5c
        ? `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('');
}

const JSON_SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' };

/** escape=json: quotes and backslashes get a backslash, control characters their short or \u form; all else stays. */
function escapeJson(value: string): string {
  return value.replace(/["\\]|[\u0000-\u001f]/g, (c) =>
    c === '"' || c === '\\'
      ? `\\${c}`
      : (JSON_SHORT[c] ?? `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`),
  );
}
