const set = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/));

/** A file that is sent as it lies on the disk, whoever asks. */
const STATIC = set(`
  css less scss sass js mjs cjs jsx ts tsx vue map wasm webmanifest
  png apng jpg jpeg jfif gif svg svgz webp avif ico cur bmp tif tiff heic heif jxl psd
  woff woff2 ttf ttc otf eot
  mp4 m4v webm ogv mov avi mkv wmv flv mpg mpeg 3gp m3u8 mpd m4s vtt srt swf
  mp3 m4a aac oga ogg opus wav flac weba mid midi
  pdf ps eps doc docx odt ppt pptx odp epub mobi txt md log
  zip gz tgz bz2 xz zst 7z rar tar jar war whl gem deb rpm apk ipa dmg pkg exe msi iso img bin
  glb gltf obj stl usdz ply
`);

/** A program's answer as often as a file: pages, feeds, exports. In doubt it is dynamic. */
const DYNAMIC = set(`
  html htm xhtml shtml php php3 php4 php5 php7 php8 phtml phar asp aspx ashx asmx axd svc jsp jspx jsf do action
  cgi fcgi pl py rb cfm json jsonp ndjson geojson xml rss atom csv tsv xls xlsx ods ics yaml yml graphql
`);

const LONGEST = 12;

/** The known extension of a file name as it is written, with its dot: ".jpg"; '' where the name has none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || name.length - dot > LONGEST) return '';
  const extension = name.slice(dot + 1).toLowerCase();
  return STATIC.has(extension) || DYNAMIC.has(extension) ? name.slice(dot) : '';
}

/** Takes what extensionOf returns. */
export function isStaticExtension(extension: string): boolean {
  return STATIC.has(extension.slice(1).toLowerCase());
}
