/**
 * Index just behind the "}" that closes a Lua block, or -1. `from` is just behind its "{". Braces in Lua's strings, long
 * brackets and comments do not count.
 */
export function endOfLuaBlock(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    const char = text[i];
    if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return i + 1;
    else if (char === '"' || char === "'") i = endOfString(text, i);
    else if (char === '[') i = endOfLongBracket(text, i) ?? i;
    else if (char === '-' && text[i + 1] === '-') i = endOfLongBracket(text, i + 2) ?? endOfLine(text, i);
  }
  return -1;
}

// Each of these gives the index of the last character that belongs to the string, bracket or line.

function endOfString(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === text[open]) return i;
  }
  return text.length;
}

function endOfLongBracket(text: string, open: number): number | null {
  let level = 0;
  while (text[open + 1 + level] === '=') level++;
  if (text[open] !== '[' || text[open + 1 + level] !== '[') return null;
  const close = text.indexOf(`]${'='.repeat(level)}]`, open + 2 + level);
  return close < 0 ? text.length : close + 1 + level;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
