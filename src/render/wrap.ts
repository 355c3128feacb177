import { displayWidth } from './clean.js';

/** Breaks cleaned text at spaces into lines of at most `columns`; a word longer than that is broken inside. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (displayWidth(line) > columns) {
      const head = headOf(line, columns);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line === '' ? lines : [...lines, line];
}

function headOf(word: string, columns: number): string {
  let head = '';
  for (const char of word) {
    if (head !== '' && displayWidth(head + char) > columns) break;
    head += char;
  }
  return head;
}
