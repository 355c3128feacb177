import type { PlacedFiles } from '../offload/find-places.js';
import type { Leak } from '../offload/leaks.js';
import { placeName, type StaticPlace } from '../offload/place.js';
import { inCount } from '../saving.js';
import type { LocateFiles } from './nginx.js';
import { HASHED_NAME, isHashed } from './nginx-static.js';
import { commentText, literally } from './quote.js';
import type { HostAdvice, SiteAdvice } from './site.js';

// Caddy expands {placeholders} in its words, some of which read the environment: only plain names are written.
const PLAIN_PATH = /^\/[A-Za-z0-9._~@+,:=!/-]*$/;

/** Lines for the site block of each host. Caddy has no cache of its own: pages get headers for browsers and CDNs. */
export function caddyConfig(site: SiteAdvice, locate: LocateFiles): { host: string | null; text: string }[] {
  return site.hosts.map((advice) => ({ host: advice.host, text: hostText(advice, locate) }));
}

function hostText({ leaks, pages }: HostAdvice, locate: LocateFiles): string {
  const blocks = (leaks?.places ?? []).map((placed, i) => staticBlock(placed, `@logsplit_${i + 1}`, locate));
  const plain = pages.flatMap(({ path }) => (path !== null && PLAIN_PATH.test(path) ? [path] : []));
  if (plain.length > 0) {
    blocks.push(
      [
        '# The same answer for everybody: a CDN in front may keep it for a minute.',
        `@logsplit_pages {`,
        `    path ${plain.join(' ')}`,
        '    not header Cookie *',
        '    not header Authorization *',
        '}',
        'header @logsplit_pages ?Cache-Control "public, max-age=0, s-maxage=60, stale-while-revalidate=30"',
      ].join('\n'),
    );
  }
  for (const { folder, example } of leaks?.shared ?? []) {
    blocks.push(`# ${commentText(folder)} as a whole stays with the application: it answers ${commentText(example)}.`);
  }
  return blocks.join('\n\n');
}

function staticBlock(placed: PlacedFiles<Leak>, name: string, locate: LocateFiles): string {
  const { place, files } = placed;
  const what = `# ${commentText(placeName(place))}: ${inCount(
    files.reduce((n, { requests }) => n + requests, 0),
    'request',
  )} went through the application`;
  const match = matchOf(place);
  if (match === null) return `${what}. No matcher is written: Caddy would read more than a name in it.`;
  const { directive, directory } = locate(placed);
  const isAlias = directive === 'alias' && place.kind === 'folder';
  const isImmutable = files.every(({ path }) => isHashed(path));
  return [
    `${what}${isAlias ? '' : '; what is no file there still does'}.`,
    `${name} {`,
    `    ${match}`,
    '    method GET HEAD',
    // Caddy looks for the file by the whole path.
    ...(isAlias ? [] : ['    file {', `        root ${quoted(directory)}`, '    }']),
    '}',
    `handle ${name} {`,
    ...(isAlias ? [`    uri strip_prefix ${place.folder.slice(0, -1)}`] : []),
    `    root * ${quoted(directory)}`,
    `    header Cache-Control "${isImmutable ? 'public, max-age=31536000, immutable' : 'public, max-age=3600'}"`,
    ...(isImmutable || !files.some(({ path }) => isHashed(path))
      ? []
      : [
          `    @hashed path_regexp \`${HASHED_NAME}\``,
          '    header @hashed Cache-Control "public, max-age=31536000, immutable"',
        ]),
    '    file_server {',
    '        precompressed gzip',
    '    }',
    '}',
  ].join('\n');
}

function matchOf(place: StaticPlace): string | null {
  switch (place.kind) {
    case 'folder':
      return PLAIN_PATH.test(place.folder) ? `path ${place.folder}*` : null;
    case 'extensions':
      if (!PLAIN_PATH.test(place.folder)) return null;
      return `path_regexp \`^${literally(place.folder)}${place.deep ? '.*' : '[^/]*'}\\.(?i:${place.extensions.join('|')})$\``;
    case 'names':
      return place.paths.every((path) => PLAIN_PATH.test(path)) ? `path ${place.paths.join(' ')}` : null;
  }
}

function quoted(directory: string): string {
  return `"${directory.replace(/["\\]/g, '\\$&')}"`;
}
