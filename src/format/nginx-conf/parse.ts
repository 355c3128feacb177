import { shown, Tokenizer } from './tokenizer.js';

/** One directive: its words behind the name with quotes and escapes resolved, and what its braces hold. */
export interface Directive {
  name: string;
  args: string[];
  /** Null: it ends with ";". The block of a Lua directive is empty. */
  block: Directive[] | null;
  file: string;
  /** 1-based. */
  line: number;
}

const MAX_DEPTH = 100;

/**
 * Parses the text of one configuration file; includes are not followed.
 * @throws UserError with file:line where quotes, braces or semicolons do not add up.
 */
export function parseConf(text: string, file: string): Directive[] {
  const tokenizer: Tokenizer = new Tokenizer(text, file);
  const top: Directive[] = [];
  const open: { directive: Directive; block: Directive[] }[] = [];
  let level = top;
  for (;;) {
    const statement = tokenizer.next();
    if (statement.kind === 'end') {
      const unclosed = open.pop();
      if (!unclosed) return top;
      tokenizer.fail(
        unclosed.directive.line,
        `the block ${shown(unclosed.directive.name)} opened here is never closed`,
      );
    }
    if (statement.kind === 'close') {
      if (!open.pop()) tokenizer.fail(statement.line, '"}" closes a block that was never opened');
      level = open.at(-1)?.block ?? top;
      continue;
    }
    const [name, ...args] = statement.words;
    const directive: Directive = { name: name!, args, block: null, file, line: statement.line };
    level.push(directive);
    if (statement.kind === 'simple') continue;
    directive.block = [];
    if (directive.name.endsWith('_by_lua_block')) {
      tokenizer.skipLuaBlock(statement.line);
    } else {
      if (open.length === MAX_DEPTH) tokenizer.fail(statement.line, `blocks are nested more than ${MAX_DEPTH} deep`);
      open.push({ directive, block: directive.block });
      level = directive.block;
    }
  }
}
