const SAFE_PREFIX = /^\/[A-Za-z0-9._~/-]*$/;
const SAFE_EXTENSION = /^[a-z0-9]{1,8}$/;

/** Where static files live, as one nginx location can name them. */
export interface StaticPlace {
  /** "/assets/", or "/" for the root. */
  prefix: string;
  /** Extensions in lower case; empty: everything under the prefix. */
  extensions: readonly string[];
}

/** How people write the place: "/assets/*", "/img/*.{png,svg}". */
export function placeName({ prefix, extensions }: StaticPlace): string {
  if (extensions.length === 0) return `${prefix}*`;
  return `${prefix}*.${extensions.length === 1 ? extensions[0] : `{${extensions.join(',')}}`}`;
}

/**
 * The nginx location block that serves the place from disk. Null where a name from the log holds anything but plain
 * path characters: it is a client's text, and must not become configuration.
 */
export function locationBlock(place: StaticPlace): string | null {
  if (!SAFE_PREFIX.test(place.prefix) || !place.extensions.every((extension) => SAFE_EXTENSION.test(extension)))
    return null;
  const dots = place.prefix.replaceAll('.', '\\.');
  const match =
    place.extensions.length === 0 ? `^~ ${place.prefix}` : `~* ^${dots}.*\\.(?:${place.extensions.join('|')})$`;
  return [
    `location ${match} {`,
    '    root /path/to/your/files;   # the folder that holds this path',
    '    expires 7d;                 # 1y and immutable where names carry a hash',
    '    add_header Cache-Control "public";',
    '}',
  ].join('\n');
}
