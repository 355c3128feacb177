/** A line that is typed: a text to look for, a file's name, a query. */
export interface Prompt {
  readonly kind: PromptKind;
  readonly text: string;
  /** In characters from the beginning. */
  readonly cursor: number;
}

export type PromptKind = 'search' | 'write' | 'sql';

export const PROMPT_LABELS: Record<PromptKind, string> = {
  search: 'find: ',
  write: 'write the report to: ',
  sql: 'sql> ',
};

/** Nobody types more; a pasted file must not stop the screen. */
const MOST_CHARACTERS = 4000;

/** The line after a key, by its name; the same where the key does nothing to it. */
export function edited(prompt: Prompt, key: string): Prompt {
  const chars = [...prompt.text];
  const { cursor } = prompt;
  const to = (text: readonly string[], at: number): Prompt => ({ ...prompt, text: text.join(''), cursor: at });
  switch (key) {
    case 'left':
      return { ...prompt, cursor: Math.max(0, cursor - 1) };
    case 'right':
      return { ...prompt, cursor: Math.min(chars.length, cursor + 1) };
    case 'home':
    case 'ctrl+a':
      return { ...prompt, cursor: 0 };
    case 'end':
    case 'ctrl+e':
      return { ...prompt, cursor: chars.length };
    case 'backspace':
      return cursor === 0 ? prompt : to([...chars.slice(0, cursor - 1), ...chars.slice(cursor)], cursor - 1);
    case 'ctrl+u':
      return to(chars.slice(cursor), 0);
    case 'ctrl+k':
      return to(chars.slice(0, cursor), cursor);
    case 'ctrl+w': {
      const before = chars.slice(0, cursor).join('');
      const kept = [...before.replace(/\S*\s*$/, '')];
      return to([...kept, ...chars.slice(cursor)], kept.length);
    }
    default:
      // Names of keys are longer than a character; control characters are none to type.
      if ([...key].length !== 1 || /\p{Cc}/u.test(key) || chars.length >= MOST_CHARACTERS) return prompt;
      return to([...chars.slice(0, cursor), key, ...chars.slice(cursor)], cursor + 1);
  }
}
