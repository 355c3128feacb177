import { type Charset, cleanText } from '../render/clean.js';
import { wrapText } from '../render/wrap.js';

/** Nobody reads further in a detail; a hostile text must not make one. */
const MOST_CHARACTERS = 20_000;

/**
 * Breaks a text into cleaned lines of at most `columns` columns, between words where it can. Line breaks and the
 * indentation of each line are kept, so that configuration can be read and copied.
 */
export function wrap(text: string, columns: number, charset: Charset): string[] {
  return text
    .slice(0, MOST_CHARACTERS)
    .split(/\r?\n/)
    .flatMap((line) => wrapLine(cleanText(line.replaceAll('\t', '    '), undefined, charset), columns));
}

function wrapLine(line: string, columns: number): string[] {
  const body = line.trimStart();
  const indent = line.slice(0, Math.min(line.length - body.length, Math.floor(columns / 2)));
  const pieces = wrapText(body, Math.max(1, columns - indent.length));
  return pieces.length === 0 ? [''] : pieces.map((piece) => indent + piece);
}
