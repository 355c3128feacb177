import { UserError } from '../../errors.js';
import { endOfLuaBlock } from './lua.js';

/** What stands between two of the characters ; { and }. Lines are 1-based and those of the first word. */
type Statement =
  | { kind: 'simple' | 'block'; words: string[]; line: number }
  | { kind: 'close'; line: number }
  | { kind: 'end'; line: number };

const ESCAPE = /\\(["'\\trn])/g;
const RESOLVED: Record<string, string> = { t: '\t', r: '\r', n: '\n' };

/** Cuts a configuration into statements by the rules of nginx's own reader, oddities included. */
export class Tokenizer {
  #at = 0;
  #line = 1;
  #newline = -1;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {}

  /** @throws UserError with file:line where nginx would refuse the text too. */
  next(): Statement {
    const words: string[] = [];
    let line = 0;
    for (;;) {
      this.#skipBlanksAndComments();
      const here = this.#lineHere();
      const char = this.text[this.#at];
      if (char === undefined) {
        if (words.length > 0) this.fail(line, `${shown(words[0]!)} is not ended by ";" before the file ends`);
        return { kind: 'end', line: here };
      }
      if (char === ';' || char === '{' || char === '}') {
        if ((char === '}') === words.length > 0) this.fail(here, `"${char}" is not expected here`);
        this.#at++;
        if (char === '}') return { kind: 'close', line: here };
        return { kind: char === ';' ? 'simple' : 'block', words, line };
      }
      if (words.length === 0) line = here;
      const raw = char === '"' || char === "'" ? this.#quoted(char, here) : this.#bare();
      words.push(raw.replace(ESCAPE, (_, letter: string) => RESOLVED[letter] ?? letter));
    }
  }

  /** Steps over the rest of a Lua block whose "{" was read last; `line` is where it was opened. */
  skipLuaBlock(line: number): void {
    this.#at = endOfLuaBlock(this.text, this.#at);
    if (this.#at < 0) this.fail(line, 'the Lua block is never closed by "}"');
  }

  /** Refuses the file at a line. */
  fail(line: number, what: string): never {
    throw new UserError(
      `${this.file}:${line}: ${what}.`,
      'Check that this is an nginx configuration (nginx -t names the place too), or give the format with --log-format.',
    );
  }

  #skipBlanksAndComments(): void {
    for (;;) {
      const char = this.text[this.#at];
      if (char === '#') {
        const end = this.text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.text.length : end;
      } else if (isBlank(char)) this.#at++;
      else return;
    }
  }

  #quoted(quote: string, line: number): string {
    const start = ++this.#at;
    for (let i = start; i < this.text.length; i++) {
      const char = this.text[i];
      if (char === '\\') i++;
      else if (char === quote) {
        this.#at = i + 1;
        const after = this.text[this.#at];
        if (after !== undefined && !isBlank(after) && !';{)'.includes(after)) {
          this.fail(this.#lineHere(), `${shown(after)} stands directly behind a closing quote`);
        }
        return this.text.slice(start, i);
      }
    }
    this.fail(line, `the quote ${quote} opened here is never closed`);
  }

  #bare(): string {
    const start = this.#at;
    let i = start;
    for (let behindDollar = false; i < this.text.length; i++) {
      const char = this.text[i]!;
      if (char === '{' && behindDollar) continue;
      behindDollar = char === '$';
      if (char === '\\') i++;
      else if (isBlank(char) || char === ';' || char === '{') break;
    }
    this.#at = Math.min(i, this.text.length);
    return this.text.slice(start, this.#at);
  }

  #lineHere(): number {
    // The next newline is remembered: looking for it anew at each word is quadratic in one long line.
    while (this.#newline < this.#at) {
      if (this.#newline >= 0) this.#line++;
      const next = this.text.indexOf('\n', this.#newline + 1);
      this.#newline = next < 0 ? Number.POSITIVE_INFINITY : next;
    }
    return this.#line;
  }
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\n';
}

/** A word fit for a message: short, and without control characters. */
export function shown(word: string): string {
  return JSON.stringify(word.length > 40 ? `${word.slice(0, 40)}…` : word);
}
