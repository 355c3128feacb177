import { type Lexeme, lexemesOf, signatureOf } from './lexemes.js';
import { type Column, roleByLooks } from './looks.js';

const ENOUGH = 0.5;

/**
 * Works out a log_format from lines that fit no known one, by their looks: a bracketed date, a quoted request line,
 * a three-digit status, names such as rt=. Fields that it cannot name become $field_N and are kept as text.
 * @returns the log_format string, or null where the lines do not look like an access log.
 */
export function inferLogFormat(lines: readonly string[]): string | null {
  const rows = lines.map(lexemesOf).filter((row) => row !== null && row.length >= 3) as Lexeme[][];
  const shape = commonShape(rows);
  if (shape === null) return null;
  const { width, open, members } = shape;
  const columns: Column[] = Array.from({ length: width }, (_, i) => ({
    kind: members[0]![i]!.kind,
    label: members[0]![i]!.label,
    values: members.map((row) => row[i]!.body),
  }));
  const names = roleByLooks(columns);
  if (!names.includes('status') || !['request', 'request_uri', 'uri'].some((name) => names.includes(name))) return null;

  let format = '';
  for (let i = 0; i < width; i++) {
    const { before, label, kind } = members[0]![i]!;
    const variable = `$${names[i]}`;
    format +=
      before + label + (kind === 'quoted' ? `"${variable}"` : kind === 'bracketed' ? `[${variable}]` : variable);
  }
  if (!open) return format;
  const rest = members.map((row) =>
    row
      .slice(width)
      .map((lexeme) => lexeme.body)
      .join(' '),
  );
  const agent = rest.filter((text) => /[A-Za-z]\/\d|Mozilla/.test(text)).length > rest.length / 2;
  return `${format} $${agent && !names.includes('http_user_agent') ? 'http_user_agent' : 'field_rest'}`;
}

interface Shape {
  /** How many fields the members have in common, from the left. */
  width: number;
  /** Whether the members go on differently behind them. */
  open: boolean;
  members: Lexeme[][];
}

function commonShape(rows: readonly Lexeme[][]): Shape | null {
  const signatures = rows.map(signatureOf);
  const groups = new Map<string, Lexeme[][]>();
  for (const [i, row] of rows.entries()) {
    const id = signatures[i]!.join('\n');
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  const largest = [...groups.values()].sort((a, b) => b.length - a.length)[0];
  if (!largest) return null;
  if (largest.length >= rows.length * ENOUGH) return { width: largest[0]!.length, open: false, members: largest };

  // A last field without quotes (an agent) has a different number of words from line to line.
  let width = 0;
  while (
    signatures.filter((s) => s.length > width + 1 && s[width] === signatures[0]![width]).length >=
    rows.length * 0.9
  )
    width++;
  const head = signatures[0]!.slice(0, width).join('\n');
  const members = rows.filter(
    (_, i) => signatures[i]!.length > width && signatures[i]!.slice(0, width).join('\n') === head,
  );
  return width >= 3 ? { width, open: true, members } : null;
}
