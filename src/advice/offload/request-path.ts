const BROKEN_ESCAPE = /%(?![0-9A-Fa-f]{2})/;
const ESCAPE = /%([0-9A-Fa-f]{2})/g;

/**
 * The path that nginx compares with its locations: percent escapes decoded, slashes merged, "." and ".." resolved.
 * Null where nginx answers 400: it leads above the root, or holds an escaped NUL or a broken escape.
 */
export function requestPath(logged: string): string | null {
  if (BROKEN_ESCAPE.test(logged)) return null;
  const decoded = logged.includes('%') ? decode(logged) : logged;
  if (decoded.includes('\0')) return null;
  if (!/\/\/|\/\./.test(decoded)) return decoded;
  const parts: string[] = [];
  const segments = decoded.split('/').slice(1);
  const last = segments.at(-1)!;
  for (const segment of segments.slice(0, -1)) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') parts.push(segment);
    else if (parts.pop() === undefined) return null;
  }
  if (last === '..' && parts.pop() === undefined) return null;
  const name = last === '.' || last === '..' ? '' : last;
  return `/${parts.map((part) => `${part}/`).join('')}${name}`;
}

// Bytes, since an escape need not be a whole character.
function decode(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return Buffer.from(
    bytes.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}

/** Up to the last slash, and the extension in lower case; '' where the last part has none. */
export function splitPath(path: string): { folder: string; extension: string } {
  return {
    folder: folderOf(path),
    extension: /\.([A-Za-z0-9]{1,8})$/.exec(path)?.[1]?.toLowerCase() ?? '',
  };
}

/** The path up to its last slash. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
