import { cleanText } from '../clean.js';

/** Longer texts are cut: a page is to be read, and CSV and JSON have them whole. */
const MOST_COLUMNS = 2000;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that stands for itself between tags and in a quoted attribute; what acts or hides becomes a visible escape. */
export function escaped(text: string, maxColumns = MOST_COLUMNS): string {
  return cleanText(text, maxColumns).replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}

/** A value as JSON within a script element, which only `</script` or `<!--` could end or change. */
export function jsonInScript(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
