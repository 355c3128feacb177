/** The name that is most like a text, which somebody mistyped or spelled as an option is; null: none is like it. */
export function nearestName(text: string, names: readonly string[]): string | null {
  const wanted = plain(text);
  const [best] = names
    .map((name) => ({ name, edits: editsBetween(wanted, plain(name)) }))
    .sort((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= Math.ceil(wanted.length / 3) ? best.name : null;
}

function plain(text: string): string {
  return text.slice(0, 60).toLowerCase().replace(/[-_ ]/g, '');
}

/** Levenshtein's distance. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, char] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min(row[j]! + (char === b[j] ? 0 : 1), row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
