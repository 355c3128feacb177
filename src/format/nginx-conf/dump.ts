const HEADER = /^# configuration file (.+):$/;
const NOTE = /^(?:nginx: .*)?$/;

/**
 * The files in the output of `nginx -T`, main file first, or null where the text is no such output. Notes on stderr
 * ("nginx: … syntax is ok") may stand before it.
 */
export function splitDump(text: string): Map<string, string> | null {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => !NOTE.test(trimEnd(line)));
  if (first < 0 || !HEADER.test(trimEnd(lines[first]!))) return null;
  const files = new Map<string, string>();
  let path = '';
  let start = first;
  const close = (end: number) => {
    if (path !== '' && !files.has(path)) files.set(path, lines.slice(start, end).join('\n'));
  };
  for (let i = first; i < lines.length; i++) {
    const header = HEADER.exec(trimEnd(lines[i]!));
    if (!header) continue;
    close(i);
    path = header[1]!;
    start = i + 1;
  }
  close(lines.length);
  return files;
}

function trimEnd(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
