export interface TextStyle {
  columns: number;
  top: number;
  color: boolean;
}

export interface Section {
  title: string | null;
  lines: string[];
}

export function bold(text: string, { color }: Pick<TextStyle, 'color'>): string {
  return color ? `\x1b[1m${text}\x1b[22m` : text;
}
