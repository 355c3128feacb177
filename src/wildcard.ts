/** One place of a pattern: ANY_RUN, or a test for exactly one character. */
export type Piece = typeof ANY_RUN | ((char: string) => boolean);

/** Any number of characters, none included. */
export const ANY_RUN = null;

/** The piece that only `char` fits. */
export function exactly(char: string): Piece {
  return (other) => other === char;
}

/** Whether the whole text fits. Time is bounded by text × pieces, however many runs there are. */
export function fits(pieces: readonly Piece[], text: string): boolean {
  let at = 0;
  let piece = 0;
  let runPiece = -1;
  let runEnd = 0;
  while (at < text.length) {
    const wanted = pieces[piece];
    if (wanted === ANY_RUN) {
      runPiece = piece++;
      runEnd = at;
    } else if (wanted?.(text[at]!)) {
      piece++;
      at++;
    } else if (runPiece >= 0) {
      // Only the latest run needs to grow: earlier ones already took the shortest text that fits.
      piece = runPiece + 1;
      at = ++runEnd;
    } else return false;
  }
  while (pieces[piece] === ANY_RUN) piece++;
  return piece === pieces.length;
}
