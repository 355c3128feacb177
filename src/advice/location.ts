const SAFE_PREFIX = /^\/[A-Za-z0-9._~/-]*$/;
const SAFE_EXTENSION = /^[a-z0-9]{1,8}$/;

/** Where static files live, as one nginx location can name them. */
export interface StaticPlace {
  /** "/assets/", or "/" for the root. */
  prefix: string;
  /** In lower case; null: everything under the prefix. */
  extensions: readonly string[] | null;
}

/** How people write the place: "/assets/*", "/img/*.{png,svg}". */
export function placeName({ prefix, extensions }: StaticPlace): string {
  if (extensions === null) return `${prefix}*`;
  return `${prefix}*.${extensions.length === 1 ? extensions[0] : `{${extensions.join(',')}}`}`;
}

/**
 * The nginx location block that serves the place from disk. Null where a name from the log holds anything but plain
 * path characters: it is a client's text, and must not become configuration.
 */
export function locationBlock({ prefix, extensions }: StaticPlace): string | null {
  const isSafe = SAFE_PREFIX.test(prefix) && (extensions ?? []).every((extension) => SAFE_EXTENSION.test(extension));
  // No extension at all would name the whole folder, and with it what the application must answer.
  if (!isSafe || extensions?.length === 0) return null;
  const match =
    extensions === null ? `^~ ${prefix}` : `~* ^${prefix.replaceAll('.', '\\.')}.*\\.(?:${extensions.join('|')})$`;
  return [
    `location ${match} {`,
    '    root /path/to/your/files;   # the folder that holds this path',
    '    expires 7d;                 # 1y where names carry a hash',
    '    add_header Cache-Control "public";',
    '}',
  ].join('\n');
}
