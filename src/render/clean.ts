import { eastAsianWidth } from 'get-east-asian-width';

/** What the reader's screen can show: 'ascii' writes every other character as an escape. */
export type Charset = 'unicode' | 'ascii';

export const ELLIPSIS: Record<Charset, string> = { unicode: '…', ascii: '..' };

const PRINTABLE_ASCII = /^[ -~]*$/;
/**
 * Control, bidi and other invisible characters, lone surrogates, unassigned code points, line separators; and skin
 * tones, enclosing marks and the parts of syllables of old Korean, because terminals disagree about their width.
 */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}\p{Me}\p{Emoji_Modifier}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]/u;
const MARK = /\p{Mn}/u;
const WITHOUT_WIDTH = /[\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
/** More marks on one letter than any script needs would smear over the lines above. */
const MARKS_A_LETTER = 4;
/** The most UTF-16 units that one column can hold: a letter and its marks, two units each. */
const UNITS_A_COLUMN = 2 * (1 + MARKS_A_LETTER);
const SHORT_ESCAPES = new Map([
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

/**
 * Text from a log, safe to print: control bytes, bidi controls and invisible characters become visible escapes such
 * as \x1b or \u202e. The result is one line. With maxColumns it is cut to that display width, ellipsis included, and
 * the work is bounded by maxColumns, not by the length of s.
 */
export function cleanText(s: string, maxColumns = Number.POSITIVE_INFINITY, charset: Charset = 'unicode'): string {
  if (maxColumns <= 0) return '';
  if (s.length <= maxColumns && PRINTABLE_ASCII.test(s)) return s;
  // Composed first, so that a letter and its accent are one character wherever Unicode has one.
  const source = s.slice(0, (maxColumns + 1) * UNITS_A_COLUMN).normalize('NFC');
  const ellipsis = ELLIPSIS[charset].slice(0, maxColumns);
  let out = '';
  let width = 0;
  let kept = 0;
  let marks = MARKS_A_LETTER;
  for (const char of source) {
    const isMark = MARK.test(char);
    const piece = visible(char, charset, isMark && marks >= MARKS_A_LETTER);
    // A mark behind an escape has no letter to stand on: it would change the escape.
    if (isMark) marks += 1;
    else marks = piece === char ? 0 : MARKS_A_LETTER;
    width += displayWidth(piece);
    if (width > maxColumns) return out.slice(0, kept) + ellipsis;
    out += piece;
    if (width <= maxColumns - ellipsis.length) kept = out.length;
  }
  return out;
}

/** Exactly `columns` columns of cleaned text: cut with an ellipsis, or padded with spaces. */
export function fit(
  s: string,
  columns: number,
  { align = 'left', charset = 'unicode' }: { align?: 'left' | 'right'; charset?: Charset } = {},
): string {
  const text = cleanText(s, columns, charset);
  const padding = ' '.repeat(Math.max(0, columns - displayWidth(text)));
  return align === 'left' ? text + padding : padding + text;
}

/** Columns that cleaned text takes, code point by code point: what terminals do, where grapheme widths would differ. */
export function displayWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += char <= '~' ? 1 : characterWidth(char);
  return width;
}

/** Bounded by the number of characters there are. */
const WIDTHS = new Map<string, number>();

function characterWidth(char: string): number {
  const known = WIDTHS.get(char);
  if (known !== undefined) return known;
  const width = WITHOUT_WIDTH.test(char) ? 0 : eastAsianWidth(char.codePointAt(0)!);
  WIDTHS.set(char, width);
  return width;
}

function visible(char: string, charset: Charset, isStrayMark: boolean): string {
  if (char >= ' ' && char <= '~') return char;
  if (charset === 'unicode' && !isStrayMark && !UNSAFE.test(char)) return char;
  const short = SHORT_ESCAPES.get(char);
  if (short !== undefined) return short;
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}
