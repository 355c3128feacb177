import { extensionOf, isStaticExtension } from './extension.js';
import type { Content } from './vocabulary.js';

const STATIC_TYPE = /^(?:image|font|video|audio|model)\//;
const STATIC_TYPES = new Set([
  'text/css',
  'text/javascript',
  'text/ecmascript',
  'text/vtt',
  'application/javascript',
  'application/x-javascript',
  'application/ecmascript',
  'application/wasm',
  'application/manifest+json',
  'application/font-woff',
  'application/font-woff2',
  'application/x-font-woff',
  'application/x-font-ttf',
  'application/x-font-opentype',
  'application/vnd.ms-fontobject',
  'application/x-shockwave-flash',
  'application/java-archive',
  'application/vnd.android.package-archive',
]);
const DYNAMIC_TYPES = new Set([
  'text/html',
  'text/json',
  'text/xml',
  'text/csv',
  'text/event-stream',
  'text/calendar',
  'text/vnd.turbo-stream.html',
  'application/json',
  'application/xml',
  'application/x-ndjson',
  'application/graphql',
  'application/msgpack',
  'application/x-msgpack',
  'application/protobuf',
  'application/x-protobuf',
  'application/grpc',
  'application/grpc-web',
]);
const STRUCTURED_SUFFIX = /\+(?:json|xml|proto)$/;
/** As much of a header or of a path's last segment as is looked at. */
const MAX_READ = 256;

/** Files that every site has, whose extension alone would not tell. */
const WELL_KNOWN =
  /^(?:index\.html?|manifest\.json|asset-manifest\.json|sitemap[\w.-]*\.xml(?:\.gz)?|crossdomain\.xml|browserconfig\.xml|opensearch\.xml|bingsiteauth\.xml|google[0-9a-f]{8,20}\.html|apple-app-site-association)$/;
/** Of /.well-known/, what an application answers; the rest are files. */
const ANSWERED = /^\/\.well-known\/(?:webfinger|caldav|carddav|change-password|host-meta|nodeinfo)/;
/** The well-known name without a dot; what else has none is dynamic. */
const DOTLESS_FILE = /apple-app-site-association/i;
/** Folders of built files: there a page, a translation or a feed is a file as well. */
const BUILT_FOLDER = /^\/(?:static|assets|dist|_nuxt|_next\/static)\//;
const DATA_FILES = new Set(['.html', '.htm', '.json', '.geojson', '.xml', '.csv', '.yml', '.yaml']);
/** /index.php/logo.png is answered by the script. */
const PROGRAM_ON_THE_WAY = /\.(?:php\d?|aspx?|jspx?|cgi|pl|py)\//i;

/**
 * What a response's Content-Type says of it; null where it says nothing (absent, text/plain, downloads such as PDF and
 * zip, which are files as often as generated) and the path has to tell.
 */
export function contentOfType(contentType: string): Content | null {
  const type = contentType.slice(0, MAX_READ).split(';', 1)[0]!.trim().toLowerCase();
  if (STATIC_TYPE.test(type) || STATIC_TYPES.has(type)) return 'static';
  return DYNAMIC_TYPES.has(type) || STRUCTURED_SUFFIX.test(type) ? 'dynamic' : null;
}

/**
 * What a path without its query asks for, by extension and well-known names. In doubt 'dynamic': .html, .json, .xml and
 * .csv are an application's answers as often as files, and offloading a generated page by mistake breaks it.
 */
export function contentOfPath(path: string): Content {
  // Most distinct paths of a site: they need not be taken apart.
  if (!path.includes('.') && !DOTLESS_FILE.test(path)) return 'dynamic';
  const slash = path.lastIndexOf('/');
  const name = path
    .slice(Math.max(slash + 1, path.length - MAX_READ))
    .split(';', 1)[0]!
    .toLowerCase();
  const head = path.slice(0, MAX_READ);
  if (head.startsWith('/.well-known/')) return ANSWERED.test(head) ? 'dynamic' : 'static';
  if (PROGRAM_ON_THE_WAY.test(head)) return 'dynamic';
  const extension = extensionOf(name);
  if (isStaticExtension(extension) || WELL_KNOWN.test(name)) return 'static';
  return DATA_FILES.has(extension) && BUILT_FOLDER.test(head) ? 'static' : 'dynamic';
}
