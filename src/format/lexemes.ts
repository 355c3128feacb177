/** One field of a line as far as its looks tell: `before` is what parts it from the one ahead of it. */
export interface Lexeme {
  before: string;
  /** "rt=" of rt=0.004: a name that stands in every line. */
  label: string;
  kind: 'quoted' | 'bracketed' | 'bare';
  body: string;
}

const MAX_LEXEMES = 64;
const PIECE = /([ \t]*)((?:[A-Za-z_][\w.-]{0,40}=)?)(?:"((?:[^"\\]|\\.)*)"|\[([^\]]*)\]|([^\s"[\]][^\s"]*))/y;

/** Splits a line at blanks, quotes and brackets; null: it is too odd or too long for that. */
export function lexemesOf(line: string): Lexeme[] | null {
  if (line.length > 16_384) return null;
  const lexemes: Lexeme[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < line.length) {
    const m = PIECE.exec(line);
    if (m === null || lexemes.length >= MAX_LEXEMES)
      return line.slice(lengthOf(lexemes)).trim() === '' ? lexemes : null;
    const [, before, label, quoted, bracketed, bare] = m;
    const kind = quoted !== undefined ? 'quoted' : bracketed !== undefined ? 'bracketed' : 'bare';
    lexemes.push({ before: before!, label: label!, kind, body: quoted ?? bracketed ?? bare! });
  }
  return lexemes;
}

/** The line up to and with these lexemes. */
function lengthOf(lexemes: readonly Lexeme[]): number {
  return lexemes.reduce(
    (n, l) => n + l.before.length + l.label.length + l.body.length + (l.kind === 'bare' ? 0 : 2),
    0,
  );
}

/** What two lines of one format have in common: separators, labels and kinds. */
export function signatureOf(lexemes: readonly Lexeme[]): string[] {
  return lexemes.map(({ before, label, kind }) => `${before}\0${label}\0${kind}`);
}
