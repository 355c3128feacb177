import type { PlacedFiles } from '../offload/find-places.js';
import type { Leak } from '../offload/leaks.js';
import { placeName } from '../offload/place.js';
import { inCount } from '../saving.js';
import { isHashed, type StaticFiles, staticLocation } from './nginx-static.js';
import { commentText, nginxWord } from './quote.js';
import type { CachedPage, HostAdvice, SiteAdvice } from './site.js';

/** Where the files of a place are on this machine. */
export type LocateFiles = (placed: PlacedFiles<Leak>) => StaticFiles;

export interface NginxOptions {
  locate: LocateFiles;
  /** As proxy_pass takes it: "http://app"; null: taken from the log where that names addresses. */
  upstream: string | null;
  cacheDirectory: string;
  /** Requests with this cookie are never answered from the cache; null: with any cookie. */
  sessionCookie: string | null;
}

/** An nginx configuration in the parts that its blocks want. */
export interface NginxConfig {
  /** For the http block; empty where nothing is needed there. */
  http: string;
  /** For the server block of each host. */
  servers: { host: string | null; text: string }[];
}

const FALLBACK = '@logsplit_app';
const CACHE_S = 60;

/** The configuration that a site's advice amounts to. Names from the log are quoted, or left out and told. */
export function nginxConfig(site: SiteAdvice, options: NginxOptions): NginxConfig {
  const upstream = options.upstream ?? (site.upstreams.length > 0 ? 'http://logsplit_app' : null);
  const http = [
    ...(options.upstream === null && upstream !== null ? [upstreamBlock(site.upstreams)] : []),
    ...(upstream !== null && site.hosts.some(({ pages }) => pages.length > 0) ? [cacheBlock(options)] : []),
  ];
  return {
    http: http.join('\n\n'),
    servers: site.hosts.map((advice) => ({ host: advice.host, text: serverText(advice, upstream, options) })),
  };
}

function upstreamBlock(addresses: readonly string[]): string {
  return [
    '# The application, as the log names it.',
    'upstream logsplit_app {',
    ...addresses.map((address) => `    server ${address};`),
    '    keepalive 16;',
    '}',
  ].join('\n');
}

function cacheBlock({ cacheDirectory, sessionCookie }: NginxOptions): string {
  const known =
    sessionCookie === null ? '$http_authorization$http_cookie' : `$http_authorization$cookie_${sessionCookie}`;
  return [
    `proxy_cache_path ${nginxWord(cacheDirectory)} levels=1:2 keys_zone=logsplit:10m max_size=1g inactive=10m use_temp_path=off;`,
    `# Who may be logged in${sessionCookie === null ? ' (any cookie: name yours with --session-cookie)' : ''} is never answered from the cache.`,
    `map ${known} $logsplit_private {`,
    '    "" 0;',
    '    default 1;',
    '}',
  ].join('\n');
}

function serverText({ leaks, pages, skipped }: HostAdvice, upstream: string | null, options: NginxOptions): string {
  const blocks: string[] = [];
  for (const placed of leaks?.places ?? []) blocks.push(staticBlock(placed, upstream, options.locate));
  for (const { folder, example } of leaks?.shared ?? []) {
    blocks.push(`# ${commentText(folder)} as a whole stays with the application: it answers ${commentText(example)}.`);
  }
  for (const { reason, files } of leaks?.unplaced ?? []) {
    blocks.push(
      `# Left to the application (${reason}): ${inCount(new Set(files.map(({ path }) => path)).size, 'path')}, ${commentText(files[0]!.path)} for one.`,
    );
  }
  for (const page of pages) blocks.push(pageBlock(page, upstream));
  for (const { name, because } of skipped) {
    blocks.push(`# ${commentText(name)} is not cached: a location for it would also take ${commentText(because)}.`);
  }
  if (upstream !== null && (leaks?.places.length ?? 0) > 0) {
    blocks.push(
      [
        '# Keep this in step with your own location for the application.',
        `location ${FALLBACK} {`,
        ...indented(proxyLines(upstream)),
        '}',
      ].join('\n'),
    );
  }
  return blocks.join('\n\n');
}

function staticBlock(placed: PlacedFiles<Leak>, upstream: string | null, locate: LocateFiles): string {
  const { place, files } = placed;
  const location = staticLocation(place, {
    files: locate(placed),
    hashed: files.some(({ path }) => isHashed(path)),
    fallback: upstream === null ? null : FALLBACK,
  });
  const what = `${commentText(placeName(place))}: ${inCount(
    files.reduce((n, { requests }) => n + requests, 0),
    'request',
  )} of ${inCount(new Set(files.map(({ path }) => path)).size, 'file')}`;
  return location === null
    ? `# ${what}. No location is written: the names hold what no configuration should.`
    : `# ${what} went through the application.\n${location}`;
}

function pageBlock({ name, path, pattern }: CachedPage, upstream: string | null): string {
  const word = nginxWord(path ?? pattern);
  const title = `# ${commentText(name)}: the same answer for everybody`;
  if (word === null) return `${title}. No location is written: its name holds what no configuration should.`;
  if (upstream === null) return `${title}. Name the application with --upstream to have it cached.`;
  return [
    `${title}, kept for ${CACHE_S} seconds unless the application forbids it.`,
    `location ${path === null ? '~' : '='} ${word} {`,
    ...indented([
      ...proxyLines(upstream),
      'proxy_cache logsplit;',
      'proxy_cache_key $scheme$host$request_uri;',
      `proxy_cache_valid 200 ${CACHE_S}s;`,
      'proxy_cache_lock on;',
      'proxy_cache_background_update on;',
      'proxy_cache_use_stale updating error timeout http_500 http_502 http_503 http_504;',
      'proxy_cache_bypass $logsplit_private;',
      'proxy_no_cache $logsplit_private;',
      'add_header X-Cache-Status $upstream_cache_status;',
    ]),
    '}',
  ].join('\n');
}

function proxyLines(upstream: string): string[] {
  return [
    `proxy_pass ${upstream};`,
    'proxy_http_version 1.1;',
    'proxy_set_header Connection "";',
    'proxy_set_header Host $host;',
    'proxy_set_header X-Real-IP $remote_addr;',
    'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    'proxy_set_header X-Forwarded-Proto $scheme;',
  ];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}
