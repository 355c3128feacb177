import type { StaticPlace } from '../offload/place.js';
import { literally, nginxWord } from './quote.js';

/** Names that change with their content: eight hexadecimal digits and more. Read by PCRE, RE2 and JavaScript alike. */
export const HASHED_NAME = '[.-][0-9a-f]{8,}\\.[0-9A-Za-z.]+$';

const IMMUTABLE = ['expires 1y;', 'add_header Cache-Control "public, immutable";'];
const HASHED = new RegExp(HASHED_NAME);

/** Whether a name changes with its content. */
export function isHashed(path: string): boolean {
  return HASHED.test(path);
}

/** Where files are: "root" has the path of the URL below it, "alias" stands for the place's folder. */
export interface StaticFiles {
  directive: 'root' | 'alias';
  directory: string;
}

interface StaticOptions {
  files: StaticFiles;
  /** Whether some names carry a hash: they never change. */
  hashed: boolean;
  /** Where requests go that no file answers; null: nowhere. */
  fallback: string | null;
}

/** What there is to a location that serves a place from disk, to be read beside a recommendation. Null as for the whole one. */
export function briefLocation(place: StaticPlace): string | null {
  const matcher = matcherOf(place);
  if (matcher === null) return null;
  return [
    `location ${matcher} {`,
    '    root /path/to/your/files;   # the folder that holds this path',
    '    expires 1h;                 # 1y where names carry a hash',
    '    add_header Cache-Control "public";',
    '}',
  ].join('\n');
}

/** The location that serves a place from disk. Null where its names cannot stand in a configuration. */
export function staticLocation(place: StaticPlace, { files, hashed, fallback }: StaticOptions): string | null {
  const matcher = matcherOf(place);
  if (matcher === null) return null;
  // nginx nests no location in one for a single name, nor one with a pattern in one with an alias.
  const isOneFile = matcher.startsWith('= ');
  const lines = [
    `${files.directive} ${nginxWord(files.directory)};`,
    'sendfile on;',
    'tcp_nopush on;',
    'gzip_static on;                # sends app.css.gz where it lies beside app.css',
    ...(hashed && isOneFile ? IMMUTABLE : ['expires 1h;', 'add_header Cache-Control "public";']),
  ];
  if (fallback !== null) {
    lines.push(
      '# What is no file there is asked of the application, as before.',
      `error_page 403 404 405 = ${fallback};`,
      'log_not_found off;',
    );
  }
  if (hashed && !isOneFile && files.directive !== 'alias') {
    lines.push(
      '# The hash in the name changes with the content.',
      `location ~ "${HASHED_NAME.replaceAll('\\', '\\\\')}" {`,
      ...IMMUTABLE.map((line) => `    ${line}`),
      '}',
    );
  }
  return [`location ${matcher} {`, ...lines.map((line) => `    ${line}`), '}'].join('\n');
}

function matcherOf(place: StaticPlace): string | null {
  switch (place.kind) {
    case 'folder':
      return after('^~', nginxWord(place.folder));
    case 'extensions': {
      const within = place.deep ? '.*' : '[^/]*';
      const extensions = place.extensions.map(literally).join('|');
      if (nginxWord(place.folder) === null) return null;
      return after('~', nginxWord(`^${literally(place.folder)}${within}\\.(?i:${extensions})$`));
    }
    case 'names': {
      const [only] = place.paths;
      if (place.paths.length === 1 && only !== undefined) return after('=', nginxWord(only));
      if (place.paths.some((path) => nginxWord(path) === null)) return null;
      return after('~', nginxWord(`^(?:${place.paths.map(literally).join('|')})$`));
    }
  }
}

function after(operator: string, word: string | null): string | null {
  return word && `${operator} ${word}`;
}
