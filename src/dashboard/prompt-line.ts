import { type Charset, cleanText, displayWidth } from '../render/clean.js';
import { fillLine, type Line, span } from './line.js';
import { PROMPT_LABELS, type Prompt } from './prompt.js';

/** What is typed, with its cursor; of a text that is too long what stands around the cursor. */
export function promptLine({ kind, text, cursor }: Prompt, columns: number, charset: Charset): Line {
  const label = ` ${PROMPT_LABELS[kind]}`;
  const chars = [...text].map((char) => cleanText(char, undefined, charset));
  const room = columns - displayWidth(label) - 1;
  let from = cursor;
  for (let width = 0; from > 0; from--) {
    width += displayWidth(chars[from - 1] ?? '');
    if (width > room) break;
  }
  const before = chars.slice(from, cursor).join('');
  const under = chars[cursor] ?? ' ';
  const after = chars.slice(cursor + 1).join('');
  return fillLine([span(label, 'accent'), span(before), span(under, 'selected'), span(after)], columns, charset);
}
